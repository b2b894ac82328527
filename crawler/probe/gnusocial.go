package probe

import (
	"context"

	"landfall"
	"landfall/internal/netguard/strictjson"
)

// gnuSocial is GNU social and postActiv.
//
// Documents: /api/gnusocial/config.json.
//
// Sign-up: site.closed → closed; site.inviteonly → invite; else open. Both are
// yes or no, or a text of "0", "1", "false" or "true".
//
// Consent: site.private is for members only. Nothing but its sign-up is read.
var gnuSocial = family{
	names: []string{"gnusocial", "gnu-social", "gnu.social", "postactiv"},
	read: func(ctx context.Context, r *run) {
		r.do("config", func() error { return r.v.gnuSocialConfig(ctx) })
	},
}

// Source: GNU social, actions/gnusocialconfig.php
func (v *Visit) gnuSocialConfig(ctx context.Context) error {
	p, err := v.page(ctx, "/api/gnusocial/config.json", rankFamily)
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
	if private, ok := switched(p.get("private")); ok && private {
		v.hideCounts()
		return nil
	}
	p.name("name")
	p.spokenIn("language")
	p.contact("email")
	if n, _, ok := p.get("textlimit").Int(); ok && n > 0 {
		p.characters("textlimit")
	}
	return nil
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
