package directory

import (
	"sync/atomic"
	"time"

	"landfall"
	"landfall/directory/peers"
)

// Current holds the snapshot that is being shown. It is safe for concurrent use;
// the zero Current holds none.
type Current struct {
	snapshot atomic.Pointer[Snapshot]
	stalled  atomic.Pointer[time.Time]
	blind    atomic.Pointer[[]landfall.Gap]
	peers    atomic.Pointer[peers.Graph]
}

// Load returns the snapshot last stored, nil if there is none yet.
func (c *Current) Load() *Snapshot { return c.snapshot.Load() }

// Store replaces the snapshot. Answers under way keep the one they began with.
func (c *Current) Store(s *Snapshot) { c.snapshot.Store(s) }

// Stall notes that from at on the snapshot could not be brought up to date; of
// several calls in a row the first counts. Resume notes that it could.
func (c *Current) Stall(at time.Time) { c.stalled.CompareAndSwap(nil, &at) }

// Resume ends what Stall began.
func (c *Current) Resume() { c.stalled.Store(nil) }

// Stalled says since when the snapshot cannot be brought up to date, zero if it can.
func (c *Current) Stalled() time.Time {
	if at := c.stalled.Load(); at != nil {
		return *at
	}
	return time.Time{}
}

// Blind notes the times in which nothing was measured; see [landfall.Unmeasured].
func (c *Current) Blind(spans []landfall.Gap) { c.blind.Store(&spans) }

// Unmeasured returns the times in which nothing was measured, oldest first. They must
// not be changed.
func (c *Current) Unmeasured() []landfall.Gap {
	if spans := c.blind.Load(); spans != nil {
		return *spans
	}
	return nil
}

// Paused returns the gap in which nothing is measured just now; ok is false if
// there is none.
func (c *Current) Paused() (gap landfall.Gap, ok bool) {
	spans := c.Unmeasured()
	if last := len(spans) - 1; last >= 0 && spans[last].Ended.IsZero() {
		return spans[last], true
	}
	return landfall.Gap{}, false
}

// Connect notes how servers are alike by whom they know; it is made apart from snapshots,
// and seldom.
func (c *Current) Connect(g *peers.Graph) { c.peers.Store(g) }

// Graph returns what Connect noted last, nil if there is nothing yet. Servers in it may have
// asked since not to be shown: see [Snapshot.Shown].
func (c *Current) Graph() *peers.Graph { return c.peers.Load() }

// Epoch returns the epoch of the present snapshot, "" if there is none. Code that
// also reads the snapshot asks that for its own epoch instead.
func (c *Current) Epoch() string {
	if s := c.Load(); s != nil {
		return s.Epoch()
	}
	return ""
}
