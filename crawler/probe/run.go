package probe

import (
	"context"
	"errors"
	"net/http"
	"slices"

	"landfall"
)

// Run reads what an instance says of itself and decides what the visit came to.
//
// It asks for /.well-known/nodeinfo, the nodeinfo document behind it (the next
// version if the highest cannot be read), the documents that the software's family
// has beyond that, one or two, and then the extras that the [budget] leaves room
// for, or in their place pinned posts, where these are to be read. Software that is not known is asked for Mastodon's documents, and so is a
// host without nodeinfo. A Mastodon server with open sign-up costs five requests
// with robots.txt, and so do most; redirects and the peers list are not among them.
//
// A document that cannot be read takes nothing from what others say: the visit is
// answered if any was read, and the fault is noted in its log. A network error or
// an overloaded server ends the visit at once.
func Run(ctx context.Context, v *Visit) Result {
	v.begin()
	r := run{v: v}
	r.nodeinfo(ctx)
	if read := v.family().read; read != nil {
		read(ctx, &r)
	}
	r.lastResort(ctx)
	if !r.pinnedPosts(ctx) {
		r.extras(ctx)
	}
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
// was read. A fault is noted and kept. A host of which nothing was read gets no more
// than the budget.
func (r *run) do(what string, probe func() error) bool {
	if r.over || len(r.v.read) == 0 && r.v.asked >= budget-1 {
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

// gone reports whether the last document asked for was answered with 410.
func (r *run) gone() bool {
	return len(r.faults) > 0 && r.faults[len(r.faults)-1].status == http.StatusGone
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

// elsewhere asks a web site that is no instance whether its domain has one, if the
// budget is not used up: it and [Visit.statistics] take turns.
func (r *run) elsewhere(ctx context.Context) {
	if r.over || r.v.asked >= budget-1 || len(r.v.read) > 0 || len(r.faults) == 0 || worst(r.faults).outcome != landfall.OutcomeForeign {
		return
	}
	if r.v.hostMeta(ctx) {
		r.v.Fetcher.Note("host-meta leads to " + r.v.names.hostMeta.String())
	}
}

func (r *run) result() Result {
	v := r.v
	if len(v.read) == 0 || slices.ContainsFunc(r.faults, func(f *fault) bool { return f.final }) {
		return r.nothing()
	}
	v.settleSignup()
	v.weigh()
	return Result{Outcome: landfall.OutcomeAnswered, Status: http.StatusOK, Facts: v.Facts, Peers: r.peers(), Aliases: v.aliases(true)}
}

// nothing is the result of a visit in which no document was read, or none may be
// used.
func (r *run) nothing() Result {
	f := worst(r.faults)
	return Result{Outcome: f.outcome, Class: f.class, Reason: f.reason, Status: f.status, Aliases: r.v.aliases(false)}
}

// Answers asks for nodeinfo only, and reports whether the host has it; known is false
// if the host was too busy, or asked for patience, or did not answer in time.
func Answers(ctx context.Context, v *Visit) (answers, known bool) {
	v.begin()
	r := run{v: v}
	r.nodeinfo(ctx)
	if v.read[kindNodeinfo] {
		return true, true
	}
	f := worst(r.faults)
	return false, f.class == landfall.ClassTheirs && f.outcome != landfall.OutcomeError && f.outcome != landfall.OutcomePostponed
}
