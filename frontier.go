package landfall

import (
	"errors"
	"time"
)

// ErrTooSoon means that a host was looked at only just now.
var ErrTooSoon = errors.New("too soon")

// Lease is a worker's right to visit one host until it expires. The fencing
// token grows with every lease of the host, so that a worker that slept through
// its lease is refused with [ErrStale] when it writes.
type Lease struct {
	Host  Host
	Token int64
	Until time.Time
	// Due is since when the host is due, and Want the work that is.
	Due  time.Time
	Want Work
	// Document and Fields are those of the host's [Agenda].
	Document string
	Fields   []Field
	// Status is how the instance stood when the lease was taken.
	Status Status
	// Claimed is that of the host's [Agenda].
	Claimed bool
}

// Visited is a lease and what came of it.
type Visited struct {
	Lease       Lease
	Observation *Observation
	// Undone is work that was wanted and is not finished: the visit goes on another
	// time, at Allowed.
	Undone Work
	// Allowed is when the host may be asked again, zero if at any time.
	Allowed time.Time
}

// Reschedule says what a host's agenda is after a visit, given the instance as it
// stands after it.
type Reschedule func(in Instance, before Agenda, visit Visited) Agenda
