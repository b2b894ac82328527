package probe

import (
	"context"
	"slices"
	"strings"
	"time"

	"landfall"
)

// lemmy is Lemmy.
//
// Documents: /api/v4/site from 1.0 on, /api/v3/site before; where the version is
// not known, v3 and then v4. v3 is gone or poorer on 1.0.
//
// Sign-up: site_view.local_site.registration_mode, in whatever case: Open → open,
// RequireApplication → approval, require_invitation (1.0) → invite, Closed →
// closed. Before 0.17 site_view.site.open_registration and require_application.
// nodeinfo's openRegistrations is true for approval as well.
//
// Languages: discussion_languages are numbers of all_languages. A list of all of
// them is the preset and says nothing, and so does "undetermined".
//
// Approval: 1.0 says how long the last application took. Who the admins are is not
// read, and neither is legal_information: it often is an imprint, with a person's name
// and address.
//
// Blocks: 1.0 in turns /api/v4/federated_instances?kind=blocked. Communities: before 1.0
// in turns /api/v3/community/list.
var lemmy = family{
	names: []string{"lemmy"},
	read:  readLemmy,
	// The list of peers of 0.18 and 0.19 tells how many are blocked.
	extras: []extra{lemmyBlocks, lemmyCommunities},
}

func readLemmy(ctx context.Context, r *run) {
	paths := []string{"/api/v3/site", "/api/v4/site"}
	major, _, _ := strings.Cut(r.v.Facts.Software.Version, ".")
	if major != "" && major != "0" {
		slices.Reverse(paths)
	}
	if major == "0" {
		paths = paths[:1]
	}
	for _, path := range paths {
		if r.do("site", func() error { return r.v.lemmySite(ctx, path) }) || r.gone() {
			return
		}
	}
}

// Source: https://join-lemmy.org/api/, crates/api_common/src/site.rs
func (v *Visit) lemmySite(ctx context.Context, path string) error {
	p, err := v.page(ctx, path, rankFamily)
	if p, err = v.own(p, err, "site_view.site"); err != nil {
		return err
	}
	p.runs("lemmy", "version")
	p.accounts("site_view.site.actor_id", "site_view.site.ap_id")
	p.name("site_view.site.name")
	p.description("site_view.site.summary")
	p.description("site_view.site.description")
	p.extended("site_view.site.sidebar")
	p.link(landfall.FieldThumbnail, "site_view.site.banner")
	p.link(landfall.FieldIcon, "site_view.site.icon")
	p.blocks("federated_instances.blocked") // before 0.18
	p.lemmyLanguages()
	p.contact("admins")
	for _, counts := range []string{"site_view.counts", "site_view.local_site"} {
		c := p.in(counts)
		c.people(landfall.FieldUsers, "users")
		c.people(landfall.FieldActiveMonth, "users_active_month")
		c.people(landfall.FieldActiveHalfyear, "users_active_half_year")
		c.posts("posts")
	}
	p.wait("last_application_duration_seconds", time.Second)
	p.wait("site_view.local_site.last_application_duration_seconds", time.Second)
	p.lemmySignup()
	return nil
}

func (p page) lemmySignup() {
	const path = "site_view.local_site.registration_mode"
	mode, ok := p.get(path).Text()
	if !ok {
		p.in("site_view.site").lemmySignupBefore017()
		return
	}
	modes := map[string]landfall.SignupMode{
		"open": landfall.SignupOpen, "requireapplication": landfall.SignupApproval,
		"requireinvitation": landfall.SignupInvite, "closed": landfall.SignupClosed,
	}
	if is, ok := modes[strings.ReplaceAll(strings.ToLower(mode), "_", "")]; ok {
		p.joins(is, path, "registration_mode="+mode)
	}
}

func (p page) lemmySignupBefore017() {
	open, asks := readFlag(p.get("open_registration")), readFlag(p.get("require_application"))
	switch {
	case !open.known:
	case !open.yes():
		p.joins(landfall.SignupClosed, "open_registration", "open_registration=false")
	case asks.yes():
		p.joins(landfall.SignupApproval, "open_registration, require_application", "open_registration=true, require_application=true")
	default:
		p.joins(landfall.SignupOpen, "open_registration, require_application", "open_registration=true, require_application="+asks.String())
	}
}

func (p page) lemmyLanguages() {
	chosen, ok := p.get("discussion_languages").Array()
	all, known := p.get("all_languages").Array()
	if !ok || !known || len(chosen) == 0 || len(chosen) >= len(all) {
		return
	}
	codes := make(map[int64]string, len(all))
	for _, l := range all {
		id, _, ok := l.Get("id").Int()
		if code, isText := l.Get("code").Text(); ok && isText {
			codes[id] = code
		}
	}
	var tags []string
	for _, c := range chosen {
		if id, _, ok := c.Int(); ok {
			tags = append(tags, codes[id])
		}
	}
	p.spoken("discussion_languages", tags)
}

// spokenIn states the one language at path.
func (p page) spokenIn(path string) { p.spoken(p.prefix+path, []string{p.said(path)}) }

// spoken states languages by their tags, as [source.languages] does.
func (s source) spoken(path string, stated []string) {
	var tags []string
	for _, text := range stated {
		if tag, ok := languageTag(text); ok && !slices.Contains(tags, tag) && len(tags) < maxLanguages {
			tags = append(tags, tag)
		}
	}
	if len(tags) > 0 {
		s.state(landfall.FieldLanguages, path, func(f *landfall.Facts) { f.Languages = tags })
	}
}
