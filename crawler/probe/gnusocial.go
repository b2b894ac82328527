package probe

import (
	"context"

	"landfall"
)

// gnuSocial is GNU social and postActiv.
//
// Documents: /api/gnusocial/config.json; /api/statusnet/config.json, its older name,
// where there is no nodeinfo.
//
// Sign-up: site.closed → closed; site.inviteonly → invite; else open. Both are
// yes or no, or a text of "0", "1", "false" or "true".
//
// Consent: site.private is for members only, and asks to be left out; see [optOuts].
var gnuSocial = family{
	names: []string{"gnusocial", "gnu-social", "gnu.social", "postactiv", "statusnet"},
	read: func(ctx context.Context, r *run) {
		r.do("config", func() error { return r.v.gnuSocialConfig(ctx, "/api/gnusocial/config.json") })
	},
}

// Source: GNU social, actions/gnusocialconfig.php
func (v *Visit) gnuSocialConfig(ctx context.Context, path string) error {
	p, err := v.page(ctx, path, rankFamily)
	if p, err = v.own(p, err, "site.name"); err != nil {
		return err
	}
	p = p.in("site")
	p.accounts("server")
	closed, invited := readSwitch(p.get("closed")), readSwitch(p.get("inviteonly"))
	switch {
	case closed.yes():
		p.joins(landfall.SignupClosed, "closed", "closed=true")
	case invited.yes():
		p.joins(landfall.SignupInvite, "inviteonly", "inviteonly=true")
	case closed.known && invited.known:
		p.joins(landfall.SignupOpen, "closed, inviteonly", "closed=false, inviteonly=false")
	}
	p.name("name")
	p.spokenIn("language")
	p.contact("email")
	p.characters("textlimit") // 0 is no limit
	return nil
}

const pathStatusNet = "/api/statusnet/config.json"

// statusNetConfig reads the same where nodeinfo does not name the software: StatusNet,
// of which GNU social is made, has it too.
func (v *Visit) statusNetConfig(ctx context.Context) error {
	err := v.gnuSocialConfig(ctx, pathStatusNet)
	if err == nil && v.Facts.Software.IsZero() {
		v.Facts.Software.Name = "gnusocial"
		v.Facts.State(landfall.FieldSoftware, v.at(pathStatusNet).String(), "site", v.Now)
	}
	return err
}
