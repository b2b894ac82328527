package probe

import (
	"context"

	"landfall"
)

// friendica is Friendica.
//
// Documents: /friendica/json, /api/v2/instance (/api/v1/instance on older ones), and
// in turns /api/v1/instance/extended_description, /api/v1/trends/tags and the blocklist,
// as CSV at /blocklist/domain/download.
//
// Sign-up: register_policy of /friendica/json: REGISTER_OPEN → open,
// REGISTER_APPROVE → approval, REGISTER_INVITATION → invite, REGISTER_CLOSED →
// closed (src/Module/Friendica.php). Where it is missing, v2 as Mastodon's.
//
// Traps: usage in nodeinfo is empty if the administrator has switched it off.
var friendica = family{
	names:  []string{"friendica"},
	read:   readFriendica,
	extras: []extra{extendedDescription, trendingTags, friendicaBlocks},
}

func readFriendica(ctx context.Context, r *run) {
	r.do("friendica", func() error { return r.v.friendicaJSON(ctx) })
	if r.gone() || r.do("instance v2", func() error { return r.v.instanceV2(ctx) }) || r.v.asked >= budget-1 {
		return
	}
	readV1(ctx, r)
}

func (v *Visit) friendicaJSON(ctx context.Context) error {
	p, err := v.page(ctx, "/friendica/json", rankV1)
	if p, err = v.own(p, err, "register_policy"); err != nil {
		return err
	}
	p.runs("friendica", "version")
	p.accounts("url")
	p.name("site_name")
	p.description("info")
	p.spokenIn("language")
	p.contact("admin")
	p.registerPolicy()
	return nil
}

// registerPolicy decides by the register_policy that Friendica and Hubzilla have,
// and by Hubzilla's invitation_only.
func (p page) registerPolicy() {
	policy := p.said("register_policy")
	basis := "register_policy=" + policy
	invited := readSwitch(p.get("invitation_only"))
	switch {
	case policy == "REGISTER_INVITATION":
		p.joins(landfall.SignupInvite, "register_policy", basis)
	case invited.yes() && policy != "REGISTER_CLOSED" && policy != "":
		p.joins(landfall.SignupInvite, "register_policy, invitation_only", basis+", invitation_only=true")
	case policy == "REGISTER_OPEN":
		p.joins(landfall.SignupOpen, "register_policy", basis)
	case policy == "REGISTER_APPROVE":
		p.joins(landfall.SignupApproval, "register_policy", basis)
	case policy == "REGISTER_CLOSED":
		p.joins(landfall.SignupClosed, "register_policy", basis)
	}
}
