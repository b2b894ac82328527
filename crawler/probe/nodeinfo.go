package probe

import (
	"context"
	"net/url"

	"landfall"
	"landfall/federation-core/nodeinfo"
	"landfall/internal/netguard"
	"landfall/internal/netguard/strictjson"
)

// nodeinfo reads a nodeinfo document of any version from 1.0 to 2.2. It is one if
// it names its software; everything else may be missing or of another type, and
// is then not stated.
//
// Source: https://nodeinfo.diaspora.software/schema
func (v *Visit) nodeinfo(ctx context.Context, u *url.URL) error {
	doc, err := v.get(ctx, u)
	if err != nil {
		return err
	}
	root, typed, err := parseLoosely(doc)
	if err != nil {
		return err
	}
	version, _ := root.Get("version").Text()
	if !typed && !nodeinfo.Version(version).Known() {
		return foreign(doc, "not_json")
	}
	stated, _ := root.Get("software", "name").Text()
	name, ok := softwareName(stated)
	if !ok {
		return invalid(doc, "nodeinfo_no_software")
	}
	v.base = &url.URL{Scheme: doc.URL.Scheme, Host: doc.URL.Host}
	v.read[kindNodeinfo] = true
	s := v.source(rankNodeinfo, doc)
	v.readNodeinfo(root, name, s)
	s.sunsetHeader(doc.Header)
	return nil
}

// readNodeinfo states what the document says. Of metadata, where administrators
// are named too, only the keys listed here are read.
func (v *Visit) readNodeinfo(root strictjson.Value, name string, s source) {
	s.software(softwareOfNodeinfo(root, name), "software.name, software.version")
	for _, path := range [][]string{{"instance", "name"}, {"metadata", "nodeName"}} {
		text, _ := root.Get(path...).Text()
		s.text(landfall.FieldName, dotted(path), oneLine(text, maxName))
	}
	for _, path := range [][]string{{"instance", "description"}, {"metadata", "nodeDescription"}, {"metadata", "shortDescription"}} {
		if text, ok := root.Get(path...).Text(); ok {
			s.text(landfall.FieldDescription, dotted(path), plainText(text, maxDescription))
		}
	}
	if text, ok := root.Get("metadata", "longDescription").Text(); ok {
		s.text(landfall.FieldExtended, "metadata.longDescription", plainText(text, maxExtended))
	}
	s.languages("metadata.langs", root.Get("metadata", "langs"))
	s.languages("metadata.languages", root.Get("metadata", "languages"))
	v.readUsage(root.Get("usage"), s)
	v.readNamed(root.Get("metadata"))
	v.signup.nodeinfo = nodeinfoSignup{
		url:     s.url,
		open:    readFlag(root.Get("openRegistrations")),
		invites: invitesOf(root.Get("metadata")),
	}
	page{source: s, root: root}.in("metadata").contact(contacts...)
	page{source: s.as(rankOwn), root: root}.sunset("metadata.sunset")
	if read := v.family().metadata; read != nil {
		read(page{source: s, root: root}.in("metadata"))
	}
}

// contacts are where kinds of software name people in nodeinfo's metadata. Whether
// there is anything is all that is looked at.
var contacts = []string{
	"contactEmail", "siteContactEmail", "adminAccount", "staffAccounts", "nodeAdmins", "maintainer.email", "maintainer.name",
}

func (v *Visit) readUsage(usage strictjson.Value, s source) {
	users := usage.Get("users")
	s.count(landfall.FieldUsers, "usage.users.total", people(users.Get("total")))
	s.count(landfall.FieldActiveMonth, "usage.users.activeMonth", people(users.Get("activeMonth")))
	// Funkwhale spells it with a capital Y.
	s.count(landfall.FieldActiveHalfyear, "usage.users.activeHalfYear", people(users.Get("activeHalfYear")))
	s.count(landfall.FieldActiveHalfyear, "usage.users.activeHalfyear", people(users.Get("activeHalfyear")))
	s.count(landfall.FieldPosts, "usage.localPosts", posts(usage.Get("localPosts")))
}

// invitesOf reads whether members may invite, from the metadata of the software
// that says so: Pleroma, Akkoma and forks of Mastodon "invitesEnabled",
// WriteFreely "invites".
func invitesOf(metadata strictjson.Value) flag {
	if f := readFlag(metadata.Get("invitesEnabled")); f.known {
		return f
	}
	return readFlag(metadata.Get("invites"))
}

func softwareOfNodeinfo(root strictjson.Value, name string) landfall.Software {
	version, _ := root.Get("software", "version").Text()
	if _, inner, dressed := undress(version); dressed {
		version = inner
	}
	repository, _ := root.Get("software", "repository").Text()
	return landfall.Software{Name: name, Version: cleanVersion(version), Repository: repositoryURL(repository)}
}

// software states what runs here. Nodeinfo is the document about it, so that what
// an instance document lets on counts only where there is no nodeinfo.
func (s source) software(software landfall.Software, path string) {
	if s.rank != rankNodeinfo && s.v.read[kindNodeinfo] {
		return
	}
	s.state(landfall.FieldSoftware, path, func(f *landfall.Facts) { f.Software = software })
}

// repositoryURL returns text if it is an https URL that could be followed, else "".
func repositoryURL(text string) string {
	u, err := netguard.ParseURL(text)
	if err != nil || u.Scheme != "https" {
		return ""
	}
	return u.String()
}
