package probe

import (
	"context"

	"landfall"
)

// mbin is Mbin, and kbin before it.
//
// Documents: /api/info, and in turns /api/instance (about, terms) and
// /api/defederated.
//
// Sign-up: websiteOpenRegistrations=false → closed. True covers approval as well,
// as in nodeinfo, so that it decides nothing more.
var mbin = family{
	names: []string{"mbin", "kbin"},
	read: func(ctx context.Context, r *run) {
		r.do("info", func() error { return r.v.mbinInfo(ctx) })
	},
	extras: []extra{mbinAbout, mbinBlocks},
}

// Source: https://docs.joinmbin.org, src/DTO/SiteResponseDto.php
func (v *Visit) mbinInfo(ctx context.Context) error {
	p, err := v.page(ctx, "/api/info", rankFamily)
	if p, err = v.own(p, err, "websiteTitle"); err != nil {
		return err
	}
	p.runs("mbin", "softwareVersion")
	p.accounts("websiteDomain")
	p.name("websiteTitle")
	p.spokenIn("websiteDefaultLang")
	p.contact("websiteContactEmail")
	if open := readFlag(p.get("websiteOpenRegistrations")); open.known && !open.yes() {
		p.joins(landfall.SignupClosed, "websiteOpenRegistrations", "websiteOpenRegistrations=false")
	}
	return nil
}

var mbinAbout = extra{"about", kindOwn, func(ctx context.Context, v *Visit) error {
	p, err := v.page(ctx, "/api/instance", rankOwn)
	if err == nil {
		p.extended("about")
		p.ruledBy("terms")
	}
	return err
}}

var mbinBlocks = extra{"defederated", kindOwn, func(ctx context.Context, v *Visit) error {
	p, err := v.page(ctx, "/api/defederated", rankOwn)
	if err == nil {
		p.blocks("instances")
	}
	return err
}}
