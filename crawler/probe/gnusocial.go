package probe

import (
	"context"

	"landfall"
	"landfall/internal/netguard/strictjson"
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
	closed, closedKnown := switched(p.get("closed"))
	invited, invitedKnown := switched(p.get("inviteonly"))
	switch {
	case closedKnown && closed:
		p.joins(landfall.SignupClosed, "closed", "closed=true")
	case invitedKnown && invited:
		p.joins(landfall.SignupInvite, "inviteonly", "inviteonly=true")
	case closedKnown && invitedKnown:
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

// switched reads a switch in any of the ways PHP writes one.
func switched(v strictjson.Value) (on, ok bool) {
	if on, ok = v.Bool(); ok {
		return on, true
	}
	if n, _, ok := v.Int(); ok && (n == 0 || n == 1) {
		return n == 1, true
	}
	switch text, _ := v.Text(); text {
	case "1", "true":
		return true, true
	case "0", "false":
		return false, true
	}
	return false, false
}
