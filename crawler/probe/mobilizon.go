package probe

import (
	"context"

	"landfall"
)

// mobilizon is Mobilizon.
//
// Documents: its GraphQL endpoint, POST /api, asked one question about its
// configuration. Robots.txt has to permit that path as it has to for any other.
//
// Sign-up: registrationsOpen → open; else registrationsAllowlist → open, for
// addresses of listed domains only; else closed. There is no approval before 5.2,
// and nodeinfo's openRegistrations is the same switch.
var mobilizon = family{
	names: []string{"mobilizon"},
	read: func(ctx context.Context, r *run) {
		r.do("config", func() error { return r.v.mobilizonConfig(ctx) })
	},
}

// mobilizonQuery asks for what is read; of the contact, whether there is any.
const mobilizonQuery = `{"query":"{config{name contact description longDescription languages countryCode registrationsOpen registrationsAllowlist version rules{bodyHtml} terms{url} privacy{url}}}"}`

// Source: https://framagit.org/framasoft/mobilizon, schema.graphql
func (v *Visit) mobilizonConfig(ctx context.Context) error {
	p, err := v.post(ctx, "/api", mobilizonQuery, rankFamily)
	if p, err = v.own(p, err, "data.config.name"); err != nil {
		return err
	}
	c := p.in("data.config")
	c.runs("mobilizon", "version")
	c.name("name")
	c.contact("contact")
	c.description("description")
	c.extended("longDescription")
	c.speaks("languages")
	c.country("countryCode")
	c.ruledBy("rules.bodyHtml")
	c.link(landfall.FieldTerms, "terms.url")
	c.link(landfall.FieldPrivacy, "privacy.url")
	open, listed := readFlag(c.get("registrationsOpen")), readFlag(c.get("registrationsAllowlist"))
	switch {
	case !open.yes() && listed.yes():
		c.joins(landfall.SignupOpen, "registrationsAllowlist", "registrationsAllowlist=true; for addresses of listed domains only")
	default:
		c.admits("registrationsOpen", landfall.SignupOpen)
	}
	return nil
}
