package probe

import (
	"context"

	"landfall"
)

// hubzilla is Hubzilla, Streams, Forte and their kin.
//
// Documents: /siteinfo.json. nodeinfo is off by default.
//
// Sign-up: register_policy REGISTER_OPEN, REGISTER_APPROVE, REGISTER_CLOSED, and
// invitation_only → invite. In nodeinfo, openRegistrations is true only if the
// policy is OPEN.
//
// Consent: hide_in_statistics asks not to be counted, so that no number is read
// and the visit says so.
var hubzilla = family{
	names: []string{"hubzilla", "streams", "forte", "zap", "osada", "red", "redmatrix", "misty", "roadhouse"},
	read: func(ctx context.Context, r *run) {
		r.do("siteinfo", func() error { return r.v.siteinfo(ctx) })
	},
	open: meansOpen,
}

func (v *Visit) siteinfo(ctx context.Context) error {
	p, err := v.page(ctx, "/siteinfo.json", rankFamily)
	if p, err = v.own(p, err, "register_policy"); err != nil {
		return err
	}
	if name, ok := softwareName(p.said("platform")); ok {
		p.runs(name, "version")
	}
	p.accounts("url")
	p.name("site_name")
	p.description("info")
	p.spokenIn("language")
	p.country("location")
	p.contact("admin")
	p.registerPolicy()
	if readFlag(p.get("hide_in_statistics")).yes() {
		v.hideCounts()
		return nil
	}
	p.people(landfall.FieldUsers, "channels_total")
	p.people(landfall.FieldActiveMonth, "channels_active_monthly")
	p.people(landfall.FieldActiveHalfyear, "channels_active_halfyear")
	p.posts("local_posts")
	return nil
}

// hideCounts forgets all counts: the instance asks not to be counted.
func (v *Visit) hideCounts() {
	for _, field := range []landfall.Field{landfall.FieldUsers, landfall.FieldActiveMonth, landfall.FieldActiveHalfyear, landfall.FieldPosts} {
		*countField(&v.Facts, field) = landfall.Missing(landfall.WhyHidden)
		delete(v.Facts.Evidence, field)
	}
	v.Fetcher.Note("it asks not to be in statistics: no counts taken")
}
