package probe

import (
	"context"
	"strings"

	"landfall"
)

// pieFed is PieFed.
//
// Documents: /api/alpha/site, and /api/v1/instance where that is missing.
//
// In turns /api/alpha/community/list and /api/v1/instance/domain_blocks.
//
// Sign-up: site.registration_mode, in whatever case: Open → open,
// RequireApplication → approval, Closed → closed.
var pieFed = family{
	names: []string{"piefed", "pyfedi"},
	read: func(ctx context.Context, r *run) {
		if !r.do("site", func() error { return r.v.pieFedSite(ctx) }) && !r.gone() {
			readV1(ctx, r)
		}
	},
	extras: []extra{{domainBlocks.what, kindOwn, domainBlocks.read}, pieFedCommunities},
}

// Source: https://codeberg.org/rimu/pyfedi, app/api/alpha/utils/site.py
func (v *Visit) pieFedSite(ctx context.Context) error {
	p, err := v.page(ctx, "/api/alpha/site", rankFamily)
	if p, err = v.own(p, err, "site.name"); err != nil {
		return err
	}
	p.runs("piefed", "version")
	p.contact("admins")
	site := p.in("site")
	site.accounts("actor_id")
	site.name("name")
	site.description("description")
	site.extended("sidebar")
	site.link(landfall.FieldIcon, "icon")
	site.people(landfall.FieldUsers, "user_count")
	mode := site.said("registration_mode")
	switch strings.ToLower(mode) {
	case "open":
		site.joins(landfall.SignupOpen, "registration_mode", "registration_mode="+mode)
	case "requireapplication":
		site.joins(landfall.SignupApproval, "registration_mode", "registration_mode="+mode)
	case "closed":
		site.joins(landfall.SignupClosed, "registration_mode", "registration_mode="+mode)
	}
	return nil
}
