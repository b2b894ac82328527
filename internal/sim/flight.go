package sim

import (
	"context"
	"slices"
	"sync/atomic"
)

// flight is a request under way. How many an instance has at once is the measure
// of a client's manners, and must not blame it for requests it has given up: the
// network notices that late. So others are counted at the end of a request, when
// it is known which of them the client still wanted.
type flight struct {
	ctx    context.Context //nolint:containedctx // a request's own, asked whether the client has left
	number int64
	others []*flight // under way when this one began
	// given says that the client gave the request up, landed that it has ended: its
	// context means nothing from then on.
	given, landed atomic.Bool
}

// begin starts the flight of a request; its number counts the instance's requests.
func (t *tally) begin(ctx context.Context) *flight {
	f := &flight{ctx: ctx, number: t.requests.Add(1)}
	t.mu.Lock()
	defer t.mu.Unlock()
	if len(t.underWay) > 0 {
		f.others = slices.Clone(t.underWay)
	}
	t.underWay = append(t.underWay, f)
	return f
}

// end ends a flight and counts how many were under way with it.
func (t *tally) end(f *flight) {
	at := int64(1)
	for _, other := range f.others {
		if !other.abandoned() {
			at++
		}
	}
	if f.ctx.Err() != nil {
		f.giveUp()
	}
	f.landed.Store(true)
	t.mu.Lock()
	defer t.mu.Unlock()
	t.underWay = slices.DeleteFunc(t.underWay, func(other *flight) bool { return other == f })
	t.most.Store(max(t.most.Load(), at))
	f.others = nil
}

// giveUp marks a request that its client no longer waits for, or may not: nobody
// can tell once the connection has been taken from the HTTP server.
func (f *flight) giveUp() { f.given.Store(true) }

func (f *flight) abandoned() bool { return f.given.Load() || !f.landed.Load() && f.ctx.Err() != nil }
