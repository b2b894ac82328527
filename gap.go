package landfall

import "time"

// Gap is a time in which a worker measured nothing, because it could not have told
// its own failures from those of instances. What it would have seen is unknown.
type Gap struct {
	Worker string    `json:"worker"`
	Began  time.Time `json:"began"`
	// Seen is when the worker last said that the gap goes on; Ended is when it said
	// that it is over, zero before. A worker that was stopped says neither.
	Seen  time.Time `json:"seen"`
	Ended time.Time `json:"ended"`
	Cause GapCause  `json:"cause"`
}

// GapCause says what an outage of our own was told by.
type GapCause string

// The causes.
const (
	GapUplink   GapCause = "uplink"   // hosts known to be there cannot be connected to
	GapResolver GapCause = "resolver" // their names cannot be looked up, but addresses answer
	GapPortal   GapCause = "portal"   // names that cannot exist have an address
	GapBreaker  GapCause = "breaker"  // far more instances fail at once than usual
)

// GapFresh is for how long a gap is believed to go on without a word of its worker.
const GapFresh = 3 * time.Minute

// Open reports whether the gap goes on at now, as far as is known.
func (g Gap) Open(now time.Time) bool { return g.Ended.IsZero() && now.Sub(g.Seen) < GapFresh }
