package probe

import (
	"context"
	"strings"

	"landfall"
	"landfall/internal/netguard/strictjson"
)

// mastodon is Mastodon and its forks: glitch-soc, Hometown, Fedibird and others,
// which often keep its name.
//
// Documents: /api/v2/instance (4.0 and later), /api/v1/instance where that is
// missing or leaves open what v1 alone says, and in turns
// /api/v1/instance/extended_description, /api/v1/trends/tags and
// /api/v1/instance/domain_blocks. Announcements need a login.
//
// Sign-up: registrations.enabled and approval_required → approval; enabled → open;
// not enabled, but v1's invites_enabled → invite; else closed. nodeinfo's
// openRegistrations is true for approval as well.
//
// Traps: active_month is 0 in limited federation. Documents of 2.x have no
// "registrations". Quoting came with API version 7 (Mastodon 4.5).
var mastodon = family{
	names:   []string{"mastodon", "hometown", "fedibird", "kmyblue", "ecko", "smalltown", "corgidon", "chuckya", "glitch-soc"},
	read:    readMastodon,
	extras:  []extra{extendedDescription, trendingTags, domainBlocks},
	invites: true, pins: true,
}

// readMastodon asks for /api/v2/instance, and for /api/v1/instance where that is
// missing or not enough; then for the rules, if neither has any.
func readMastodon(ctx context.Context, r *run) {
	v := r.v
	if !r.do("instance v2", func() error { return v.instanceV2(ctx) }) && r.gone() {
		return
	}
	if !v.read[kindV2] || v.lacksV1() {
		r.do("instance v1", func() error { return v.instanceV1(ctx) })
	}
	if v.read[kindV2] && !v.Facts.Stated(landfall.FieldRules) {
		r.do("rules", func() error { return v.rulesEndpoint(ctx) })
	}
}

// readV1 asks for /api/v1/instance alone.
func readV1(ctx context.Context, r *run) {
	r.do("instance v1", func() error { return r.v.instanceV1(ctx) })
}

// lacksV1 reports whether something is still open that only v1 says: how many
// accounts and posts there are, and, where sign-up is closed, whether members may
// invite.
func (v *Visit) lacksV1() bool {
	closed := v.signup.v2.enabled.known && !v.signup.v2.enabled.yes()
	return !v.Facts.Users.Known || !v.Facts.Posts.Known || closed && v.family().invites && !v.signup.nodeinfo.invites.known
}

// quotesSince is the version of Mastodon's API that can quote.
const quotesSince = 7

// instanceV2 reads /api/v2/instance of Mastodon 4.0 and what is compatible with it.
//
// Source: https://docs.joinmastodon.org/entities/Instance/
func (v *Visit) instanceV2(ctx context.Context) error {
	root, s, err := v.instance(ctx, "/api/v2/instance", rankV2, "domain")
	if err != nil {
		return err
	}
	v.read[kindV2] = true
	v.readCommon(root, s)
	if text, ok := root.Get("description").Text(); ok {
		s.text(landfall.FieldDescription, "description", plainText(text, maxDescription))
	}
	v.readActive(root, s)
	registrations := root.Get("registrations")
	v.signup.v2 = apiSignup{
		url:      s.url,
		enabled:  readFlag(registrations.Get("enabled")),
		approval: readFlag(registrations.Get("approval_required")),
	}
	p := page{source: s, root: root}
	p.message("registrations.message")
	p.minAge("registrations.min_age")
	p.contact("contact.email", "contact.account")
	p.contactAccount("contact.account")
	p.picture("thumbnail.url")
	p.appIcon()
	p.link(landfall.FieldTerms, "configuration.urls.terms_of_service")
	p.link(landfall.FieldPrivacy, "configuration.urls.privacy_policy")
	p.link(landfall.FieldStatusPage, "configuration.urls.status")
	p.offers(landfall.FieldTranslation, "configuration.translation.enabled")
	if level, overflow, ok := p.get("api_versions.mastodon").Int(); ok && !overflow {
		p.does(landfall.FieldQuotes, "api_versions.mastodon", level >= quotesSince)
	}
	return nil
}

// readActive reads the monthly active people of a v2 document. GoToSocial sends a
// constant 0, and Mastodon sends 0 for privacy when it federates with chosen hosts
// only: neither is a count.
func (v *Visit) readActive(root strictjson.Value, s source) {
	const path = "usage.users.active_month"
	active := people(root.Get("usage", "users", "active_month"))
	limited, _ := root.Get("configuration", "limited_federation").Bool()
	known := v.Facts.ActiveMonth
	switch {
	case active.Known && active.N == 0 && (v.family().hidesActive || limited):
		active = landfall.Missing(landfall.WhyHidden)
	case active.Known && active.N == 0 && known.Known && known.N > 0:
		v.Fetcher.Note("instance v2 says nobody is active, nodeinfo disagrees: kept nodeinfo's number")
		return
	}
	s.count(landfall.FieldActiveMonth, path, active)
}

// instanceV1 reads /api/v1/instance, which all kinds of Mastodon and compatible
// software have had since 2017. It alone says how many accounts and posts there
// are, and whether members may invite.
//
// Source: https://docs.joinmastodon.org/entities/V1_Instance/
func (v *Visit) instanceV1(ctx context.Context) error {
	root, s, err := v.instance(ctx, "/api/v1/instance", rankV1, "uri")
	if err != nil {
		return err
	}
	v.read[kindV1] = true
	v.readCommon(root, s)
	v.readDescriptions(root, s)
	p := page{source: s, root: root}
	p.people(landfall.FieldUsers, "stats.user_count")
	p.posts("stats.status_count")
	// Pleroma and Akkoma say it here.
	p.people(landfall.FieldActiveMonth, "pleroma.stats.mau")
	p.characters("max_toot_chars")
	p.contact("email", "contact_account")
	p.contactAccount("contact_account")
	p.picture("thumbnail")
	v.signup.v1 = apiSignup{
		url:      s.url,
		enabled:  readFlag(root.Get("registrations")),
		approval: readFlag(root.Get("approval_required")),
		invites:  readFlag(root.Get("invites_enabled")),
	}
	return nil
}

// readDescriptions reads the two descriptions of a v1 document: the short one if
// there is one; a long one beside it is the extended description.
func (v *Visit) readDescriptions(root strictjson.Value, s source) {
	short, _ := root.Get("short_description").Text()
	long, isText := root.Get("description").Text()
	short, long = plainText(short, maxExtended), plainText(long, maxExtended)
	switch {
	case short == "" && isText:
		s.text(landfall.FieldDescription, "description", cutText(long, maxDescription))
	case short != "":
		s.text(landfall.FieldDescription, "short_description", cutText(short, maxDescription))
		if long != "" && long != short && !strings.HasPrefix(long, strings.TrimSuffix(short, "…")) {
			s.text(landfall.FieldExtended, "description", long)
		}
	}
}

// instance gets an instance document. It is one if it is an object that has a
// version and names its host, and is refused as foreign otherwise: other software
// answers these paths too.
func (v *Visit) instance(ctx context.Context, path string, r rank, hostKey string) (strictjson.Value, source, error) {
	doc, err := v.get(ctx, v.at(path))
	if err != nil {
		return strictjson.Value{}, source{}, err
	}
	root, err := parse(doc)
	if err != nil {
		return strictjson.Value{}, source{}, err
	}
	_, hasVersion := root.Get("version").Text()
	_, hasHost := root.Get(hostKey).Text()
	_, hasTitle := root.Get("title").Text()
	if !hasVersion || !hasHost && !hasTitle {
		return strictjson.Value{}, source{}, foreign(doc, "no_instance_document")
	}
	return root, v.source(r, doc), nil
}

// readCommon reads what both versions of the document write the same way.
func (v *Visit) readCommon(root strictjson.Value, s source) {
	if software := softwareOfInstance(root); !software.IsZero() {
		s.software(software, "version")
	}
	v.readAccountDomain(s.url, root.Get("account_domain"), root.Get("domain"), root.Get("uri"))
	title, _ := root.Get("title").Text()
	s.text(landfall.FieldName, "title", oneLine(title, maxName))
	s.languages("languages", root.Get("languages"))
	s.rules("rules", root.Get("rules"))
	page{source: s, root: root}.characters("configuration.statuses.max_characters")
	page{source: s, root: root}.sunset("sunset")
	v.readPleroma(page{source: s, root: root}.in("pleroma.metadata"))
}
