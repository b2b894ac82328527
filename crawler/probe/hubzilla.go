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
// Consent: hide_in_statistics asks to be left out, wherever it is said; see [optOuts].
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
	p.people(landfall.FieldUsers, "channels_total")
	for _, suffix := range []string{"", "_stat"} { // of the settings that they come from
		p.people(landfall.FieldActiveMonth, "channels_active_monthly"+suffix)
		p.people(landfall.FieldActiveHalfyear, "channels_active_halfyear"+suffix)
	}
	p.posts("local_posts")
	return nil
}
