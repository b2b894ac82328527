package probe

import (
	"context"

	"landfall"
)

// discourse is Discourse, a forum.
//
// Documents: /about.json, unless the forum is for members only.
//
// Sign-up: nodeinfo's openRegistrations, by the ActivityPub plugin, is true for
// approval as well. Admins and moderators are listed by name, and not read.
var discourse = family{
	names: []string{"discourse"},
	read: func(ctx context.Context, r *run) {
		r.do("about", func() error { return r.v.discourseAbout(ctx) })
	},
}

// Source: https://docs.discourse.org, app/models/about.rb
func (v *Visit) discourseAbout(ctx context.Context) error {
	p, err := v.page(ctx, "/about.json", rankFamily)
	if p, err = v.own(p, err, "about.title"); err != nil {
		return err
	}
	p = p.in("about")
	p.runs("discourse", "version")
	p.name("title")
	p.description("description")
	p.extended("extended_site_description")
	p.spokenIn("locale")
	p.contact("contact_email", "contact_url", "admins")
	p.link(landfall.FieldThumbnail, "banner_image")
	p.people(landfall.FieldUsers, "stats.user_count") // before 3.0
	p.people(landfall.FieldUsers, "stats.users_count")
	p.people(landfall.FieldActiveMonth, "stats.active_users_30_days")
	p.posts("stats.post_count") // before 3.0
	p.posts("stats.posts_count")
	return nil
}
