package probe

import (
	"context"
	"net/url"
	"slices"

	"landfall"
	"landfall/internal/netguard"
)

// Health asks an instance for one document, to see whether it is there: the one at
// known, from which a former visit learnt what software it is. If that is no
// document any more, or known is "", it asks where the nodeinfo document is, and
// reads it if the answer says so. A host that forbids all this is asked for what it
// may allow instead, as [Run] does. The facts are those of the one document.
func Health(ctx context.Context, v *Visit, known string) Result {
	v.begin()
	r := run{v: v}
	if u, err := netguard.ParseURL(known); known != "" && err == nil {
		r.known(ctx, u)
	}
	if len(v.read) == 0 && r.ended(landfall.OutcomeForeign, landfall.OutcomeInvalid) {
		r.nodeinfo(ctx)
	}
	if len(v.read) == 0 && r.ended(landfall.OutcomeRefused) && len(r.faults) > 0 {
		if read := v.family().read; read != nil {
			read(ctx, &r)
		}
		r.lastResort(ctx)
	}
	return r.result()
}

// known reads a document at its URL.
func (r *run) known(ctx context.Context, u *url.URL) {
	home := r.v.base
	r.v.base = &url.URL{Scheme: u.Scheme, Host: u.Host}
	read := r.do("health", func() error {
		if own, ok := r.v.documents()[u.Path]; ok {
			return own(ctx)
		}
		return r.v.nodeinfo(ctx, u)
	})
	if !read {
		r.v.base = home
	}
}

// documents are those besides nodeinfo that may say alone which software it is, by
// path.
func (v *Visit) documents() map[string]func(context.Context) error {
	return map[string]func(context.Context) error{
		"/api/v2/instance": v.instanceV2, "/api/v1/instance": v.instanceV1,
		"/.well-known/x-nodeinfo2": v.nodeinfo2, "/statistics.json": v.statistics,
		"/siteinfo.json": v.siteinfo, pathStatusNet: v.statusNetConfig,
	}
}

// ended reports whether nothing went wrong yet, or the last thing that did was one
// of the outcomes.
func (r *run) ended(outcomes ...landfall.Outcome) bool {
	n := len(r.faults)
	return n == 0 || slices.Contains(outcomes, r.faults[n-1].outcome)
}
