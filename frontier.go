package landfall

import "time"

// Lease is a worker's right to visit one host until it expires. The fencing
// token grows with every lease of the host, so that a worker that slept through
// its lease is refused with [ErrStale] when it writes.
type Lease struct {
	Host  Host
	Token int64
	Until time.Time
	// Status is how the instance stood when the lease was taken.
	Status Status
}

// Visited is a lease and what came of it.
type Visited struct {
	Lease       Lease
	Observation *Observation
}
