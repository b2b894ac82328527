package probe

import (
	"context"
	"strings"

	"landfall"
	"landfall/internal/netguard/strictjson"
)

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
	message, _ := registrations.Get("message").Text()
	v.signup.message = plainText(message, maxRule)
	if age, _, ok := registrations.Get("min_age").Int(); ok && age > 0 && age <= 120 {
		v.signup.minAge = int(age)
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
	case active.Known && active.N == 0 && (v.Facts.Software.Name == "gotosocial" || limited):
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
	stats := root.Get("stats")
	s.count(landfall.FieldUsers, "stats.user_count", people(stats.Get("user_count")))
	s.count(landfall.FieldPosts, "stats.status_count", posts(stats.Get("status_count")))
	// Pleroma and Akkoma say it here.
	s.count(landfall.FieldActiveMonth, "pleroma.stats.mau", people(root.Get("pleroma", "stats", "mau")))
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
}
