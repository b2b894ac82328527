package probe

import (
	"context"
	"strings"

	"landfall"
)

// generic is software that nobody has heard of, and a host without nodeinfo. It is
// asked for Mastodon's documents, /api/v2/instance and /api/v1/instance, which much
// software has; what they say is taken as Mastodon's would be, and
// "openRegistrations: true" means no more than that sign-up is not closed.
var generic = family{read: readMastodon, invites: true}

// nodeinfoOnly is software of which nodeinfo is all there is to read.
var nodeinfoOnly = family{names: []string{"plume", "microblogpub", "socialhome", "flarum", "epicyon", "drupal", "bridgy-fed"}}

// relay is relays. They have no accounts: "openRegistrations: true" means that
// servers may subscribe.
var relay = family{
	names: []string{"activity-relay", "activityrelay", "aoderelay", "aode-relay", "buzzrelay", "pub-relay", "selective-relay"},
	open:  meansNothing,
}

// lastResort asks for the documents that came before or beside nodeinfo, where
// nodeinfo is missing, or names the software and says nothing of people and joining.
// A web site is asked for statistics in every other visit, see [run.elsewhere].
func (r *run) lastResort(ctx context.Context) {
	v := r.v
	switch {
	case len(v.read) == 0 && r.foreign():
		r.before(ctx)
	case v.read[kindNodeinfo] && len(v.read) == 1 && !v.Facts.Stated(landfall.FieldUsers) && !v.signup.nodeinfo.open.known && v.asked < budget:
		r.do("nodeinfo2", func() error { return v.nodeinfo2(ctx) })
	}
}

// before asks a host without nodeinfo for a document that software had before it, and
// that Hubzilla and GNU social may still have alone: there, too, an instance can say
// that it wants to be left out. It is the one that the host is known by; else they take
// turns, with host-meta every other time.
func (r *run) before(ctx context.Context) {
	v := r.v
	documents := []struct {
		path string
		read func(context.Context) error
	}{{pathStatusNet, v.statusNetConfig}, {"/statistics.json", v.statistics}, {"/siteinfo.json", v.siteinfo}}
	next, asks := documents[v.turn()/2%len(documents)], v.turn()%2 == 1
	for _, d := range documents {
		if v.at(d.path).String() == v.Known {
			next, asks = d, true
		}
	}
	if asks {
		r.do(strings.TrimPrefix(next.path, "/"), func() error { return next.read(ctx) })
	}
}

// foreign reports whether all answers were those of a web site.
func (r *run) foreign() bool {
	for _, f := range r.faults {
		if f.outcome != landfall.OutcomeForeign {
			return false
		}
	}
	return true
}

// nodeinfo2 reads /.well-known/x-nodeinfo2, which is nodeinfo in one document.
// Its "organization", which names people, is not read.
//
// Source: https://github.com/jaywink/nodeinfo2
func (v *Visit) nodeinfo2(ctx context.Context) error {
	p, err := v.page(ctx, "/.well-known/x-nodeinfo2", rankNodeinfo)
	if p, err = v.own(p, err, "server.software"); err != nil {
		return err
	}
	name, ok := softwareName(p.said("server.software"))
	if ok {
		p.runs(name, "server.version")
	}
	p.name("server.name")
	v.readUsage(p.root.Get("usage"), p.source)
	v.signup.nodeinfo = nodeinfoSignup{url: p.url, open: readFlag(p.get("openRegistrations"))}
	return nil
}

// statistics reads /statistics.json, which diaspora* and its kin had before
// nodeinfo. "registrations_open" is diaspora*'s one switch.
//
// Source: https://github.com/diaspora/diaspora, app/presenters/statistics_presenter.rb
func (v *Visit) statistics(ctx context.Context) error {
	p, err := v.page(ctx, "/statistics.json", rankNodeinfo)
	if p, err = v.own(p, err, "network", "version"); err != nil {
		return err
	}
	if name, ok := softwareName(p.said("network")); ok {
		p.runs(name, "version")
	}
	p.name("name")
	v.signup.nodeinfo = nodeinfoSignup{url: p.url, open: readSwitch(p.get("registrations_open"))}
	if p.said("version") == "0.0" {
		// Red and its kin write this, and ones for all counts, to be in no statistics.
		return optedOut(200)
	}
	p.people(landfall.FieldUsers, "total_users")
	p.people(landfall.FieldActiveMonth, "active_users_monthly")
	p.people(landfall.FieldActiveHalfyear, "active_users_halfyear")
	p.posts("local_posts")
	return nil
}
