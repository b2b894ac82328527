package directory

import "sync/atomic"

// Current holds the snapshot that is being shown. It is safe for concurrent use;
// the zero Current holds none.
type Current struct {
	snapshot atomic.Pointer[Snapshot]
}

// Load returns the snapshot last stored, nil if there is none yet.
func (c *Current) Load() *Snapshot { return c.snapshot.Load() }

// Store replaces the snapshot. Answers under way keep the one they began with.
func (c *Current) Store(s *Snapshot) { c.snapshot.Store(s) }

// Epoch returns the epoch of the present snapshot, "" if there is none. Code that
// also reads the snapshot asks that for its own epoch instead.
func (c *Current) Epoch() string {
	if s := c.Load(); s != nil {
		return s.Epoch()
	}
	return ""
}
