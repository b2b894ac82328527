package probe

import (
	"context"
	"errors"
	"net/http"

	"landfall"
)

// Run reads what an instance says of itself and decides what the visit came to.
//
// It asks for /.well-known/nodeinfo, the nodeinfo document behind it (the next
// version if the highest cannot be read), and, if the software speaks Mastodon's
// API or is not known, /api/v2/instance; /api/v1/instance only where that is
// missing or leaves open what v1 alone says. Then the rules, if the instance
// document has none, and the extended description, where the software has one. A
// Mastodon server with open sign-up costs four requests, a Lemmy server two, a
// web site, which is asked for its host-meta, four, and nothing more than seven; robots.txt, redirects and the
// peers list are not among them.
//
// A document that cannot be read takes nothing from what others say: the visit is
// answered if nodeinfo or an instance document was read, and the fault is noted in
// its log. A network error or an overloaded server ends the visit at once.
func Run(ctx context.Context, v *Visit) Result {
	v.begin()
	r := run{v: v}
	r.nodeinfo(ctx)
	r.instance(ctx)
	r.details(ctx)
	r.elsewhere(ctx)
	return r.result()
}

// run is one Run under way.
type run struct {
	v      *Visit
	faults []*fault
	over   bool // the host is to be left alone
}

// do calls one probe unless the visit is over, and reports whether its document
// was read. A fault is noted and kept.
func (r *run) do(what string, probe func() error) bool {
	if r.over {
		return false
	}
	err := probe()
	if err == nil {
		return true
	}
	var f *fault
	if !errors.As(err, &f) {
		f = fetchFault(err)
	}
	r.v.Fetcher.Note(what + ": " + f.reason)
	r.faults = append(r.faults, f)
	if r.v.names.moved == "" {
		r.v.names.moved = f.to
	}
	r.over = f.over
	switch {
	case f.outcome == landfall.OutcomeRefused:
		r.v.absent = landfall.WhyAskedNotTo
	case f.outcome != landfall.OutcomeForeign && r.v.absent == "":
		r.v.absent = landfall.WhyFetchFailed
	}
	return false
}

func (r *run) nodeinfo(ctx context.Context) {
	const tries = 2
	r.do("well-known", func() error {
		links, err := r.v.wellKnown(ctx)
		if err != nil {
			return err
		}
		for _, u := range links[:min(tries, len(links))] {
			if r.do("nodeinfo", func() error { return r.v.nodeinfo(ctx, u) }) {
				break
			}
		}
		return nil
	})
}

func (r *run) instance(ctx context.Context) {
	v := r.v
	speaks := dialectOf(v.Facts.Software.Name)
	gone := false
	if speaks.v2 && !r.do("instance v2", func() error { return v.instanceV2(ctx) }) && len(r.faults) > 0 {
		gone = r.faults[len(r.faults)-1].status == http.StatusGone
	}
	if speaks.v1 && !gone && (!v.read[kindV2] || v.lacksV1()) {
		r.do("instance v1", func() error { return v.instanceV1(ctx) })
	}
}

// lacksV1 reports whether something is still open that only v1 says: how many
// accounts and posts there are, and, where sign-up is closed, whether members may
// invite.
func (v *Visit) lacksV1() bool {
	closed := v.signup.v2.enabled.known && !v.signup.v2.enabled.yes()
	return !v.Facts.Users.Known || !v.Facts.Posts.Known || closed && !v.signup.nodeinfo.invites.known
}

func (r *run) details(ctx context.Context) {
	v := r.v
	if v.read[kindV2] && !v.Facts.Stated(landfall.FieldRules) {
		r.do("rules", func() error { return v.rulesEndpoint(ctx) })
	}
	if v.read[kindV2] && dialectOf(v.Facts.Software.Name).extended {
		r.do("extended description", func() error { return v.extendedDescription(ctx) })
	}
}

// elsewhere asks a web site that is no instance whether its domain has one.
func (r *run) elsewhere(ctx context.Context) {
	if r.over || len(r.v.read) > 0 || len(r.faults) == 0 || worst(r.faults).outcome != landfall.OutcomeForeign {
		return
	}
	if err := r.v.hostMeta(ctx); err == nil {
		r.v.Fetcher.Note("host-meta leads to " + r.v.names.hostMeta.String())
	}
}

func (r *run) result() Result {
	v := r.v
	if len(v.read) == 0 {
		return r.nothing()
	}
	v.settleSignup()
	v.weigh()
	return Result{Outcome: landfall.OutcomeAnswered, Status: http.StatusOK, Facts: v.Facts, Peers: r.peers(), Aliases: v.aliases(true)}
}

// nothing is the result of a visit in which no document was read.
func (r *run) nothing() Result {
	f := worst(r.faults)
	return Result{Outcome: f.outcome, Class: f.class, Reason: f.reason, Status: f.status, Aliases: r.v.aliases(false)}
}

// Answers asks for nodeinfo only, and reports whether the host has it.
func Answers(ctx context.Context, v *Visit) bool {
	v.begin()
	r := run{v: v}
	r.nodeinfo(ctx)
	return v.read[kindNodeinfo]
}
