package sim

// relSchema is the rel of a nodeinfo link, before the version.
const relSchema = "http://nodeinfo.diaspora.software/ns/schema/"

func nodeinfoMedia(version string) string {
	return `application/json; profile="` + relSchema + version + `#"; charset=utf-8`
}

// wellKnown is /.well-known/nodeinfo, in one of the shapes that software in use
// gives it.
func wellKnown(_ *Network, in *instance) *document {
	if !in.hasNodeinfo() {
		return nil
	}
	s := in.software
	link := object{"rel": relSchema + s.nodeinfo, "href": "https://" + in.name + s.path}
	var doc any = object{"links": []any{link}}
	c := in.chance(forNodeinfo)
	switch {
	case in.kind == HostileLinks:
		doc = object{"links": in.hostileLinks(link)}
	case s.name == "hubzilla", s.name == "lemmy" && !atLeast(in.version, 0, 19):
		doc = object{"links": link} // an object in place of a list of one
	case s.name == "piefed", c.hit(0.05):
		application := object{"rel": "https://www.w3.org/ns/activitystreams#Application", "href": "https://" + in.name}
		doc = object{"links": []any{application, link}}
	case s.nodeinfo == "2.1" && c.hit(0.3):
		older := object{"rel": relSchema + "2.0", "href": "https://" + in.name + "/nodeinfo/2.0"}
		doc = object{"links": []any{older, link}}
	case c.hit(0.03):
		link["href"] = s.path // relative
	}
	return jsonDocument(roleWellKnown, mediaJSON, doc)
}

// nodeinfo is the nodeinfo document, with the omissions of each software.
func nodeinfo(_ *Network, in *instance) *document {
	if !in.hasNodeinfo() {
		return nil
	}
	s, t, p := in.software, in.texts(), in.people()
	mode := in.signup(p.users)
	stated := object{"name": s.name, "version": in.version}
	if s.nodeinfo == "2.1" {
		stated["repository"], stated["homepage"] = s.source, s.source
	}
	doc := object{
		"version":           s.nodeinfo,
		"software":          stated,
		"protocols":         []string{"activitypub"},
		"services":          object{"inbound": []string{}, "outbound": []string{}},
		"usage":             in.usage(p),
		"openRegistrations": mode.admits(),
		"metadata":          in.metadata(t, mode),
	}
	switch {
	case s.nodeinfo < "2.0":
		both := []string{"diaspora", "activitypub"}
		doc["protocols"] = object{"inbound": both, "outbound": both}
	case s.name == "bookwyrm", s.name == "lemmy" && !atLeast(in.version, 0, 19):
		delete(doc, "services")
		delete(doc, "metadata")
	}
	if in.closes() != nil {
		metadata, ok := doc["metadata"].(object)
		if !ok { // none, or an empty list
			metadata = object{}
		}
		in.addSunset(metadata)
		doc["metadata"] = metadata
	}
	return jsonDocument(roleNodeinfo, nodeinfoMedia(s.nodeinfo), doc)
}

// usage states the numbers, or for liars anything else.
func (in *instance) usage(p people) any {
	if in.kind == Liar {
		return in.lies()
	}
	s := in.software
	users := object{"total": p.users}
	usage := object{"users": users, "localPosts": p.posts}
	switch {
	case s.family == famMisskey && s.silent:
		users["activeMonth"], users["activeHalfyear"] = nil, nil
		usage["localComments"] = 0
	case s.silent:
	case s.name == "friendica" && !in.statesUsage():
		return object{"users": object{}}
	default:
		users["activeMonth"], users["activeHalfyear"] = p.month, p.halfyear
		if s.family == famLemmy || s.family == famPeerTube {
			usage["localComments"] = p.comments
		}
	}
	return usage
}

// statesUsage is false for instances whose admin has switched numbers off.
func (in *instance) statesUsage() bool {
	return in.software.family != famFriendica || in.chance(forUsage).hit(0.7)
}

func (in *instance) metadata(t texts, s signup) any {
	named := object{"nodeName": t.title, "nodeDescription": t.description}
	switch in.software.family {
	case famMastodon:
		if !atLeast(in.version, 4, 3) {
			return []any{} // as PHP and Ruby write an empty object
		}
	case famPleroma:
		named["private"] = false
		named["invitesEnabled"] = s.mode == "invite"
		named["accountActivationRequired"] = false // about e-mail, not approval
		named["features"] = []string{"pleroma_api", "mastodon_api", "polls"}
		named["federation"] = federationPolicies()
		named["staffAccounts"] = []string{"https://" + in.name + "/users/" + ContactCanary}
	case famMisskey:
		named["disableRegistration"] = s.mode == "invite"
		named["langs"] = t.languages
		named["maintainer"] = object{"name": ContactCanary, "email": ContactCanary + "@" + in.name}
	case famGoToSocial:
		return object{}
	case famOther:
		if in.software.name == "writefreely" {
			named["private"], named["publicReader"], named["maxBlogs"] = false, true, 5
			named["invites"] = s.mode == "invite"
		}
	}
	return named
}
