package probe

import (
	"context"
	"net/url"
	"strings"

	"landfall"
	"landfall/internal/netguard"
)

// Health asks an instance for one document, to see whether it is there: the one at
// known, from which a former visit learnt what software it is. If that is no
// longer there, or known is "", it asks where the nodeinfo document is, and reads
// it if the answer says so. A host that forbids all this is asked for what it may
// allow instead, as [Run] does. The facts are those of the one document.
func Health(ctx context.Context, v *Visit, known string) Result {
	v.begin()
	r := run{v: v}
	if u, err := netguard.ParseURL(known); known != "" && err == nil && r.known(ctx, u) {
		return r.result()
	}
	if !r.refused() {
		r.nodeinfo(ctx)
	}
	if len(v.read) == 0 && r.refused() {
		r.instance(ctx)
	}
	return r.result()
}

// known reads a document at its URL.
func (r *run) known(ctx context.Context, u *url.URL) bool {
	r.v.base = &url.URL{Scheme: u.Scheme, Host: u.Host}
	return r.do("health", func() error {
		switch {
		case strings.HasSuffix(u.Path, "/api/v2/instance"):
			return r.v.instanceV2(ctx)
		case strings.HasSuffix(u.Path, "/api/v1/instance"):
			return r.v.instanceV1(ctx)
		}
		return r.v.nodeinfo(ctx, u)
	})
}

// refused reports whether the last document may not be read.
func (r *run) refused() bool {
	return len(r.faults) > 0 && r.faults[len(r.faults)-1].outcome == landfall.OutcomeRefused
}
