package landfall

import "time"

// Reached is the address that an instance answered at, as the connection to it was made.
// The zero Reached is that of an instance of which none is known.
type Reached struct {
	Address Address `json:"address"`
	// FirstSeen is when it answered there first, LastSeen when last.
	FirstSeen time.Time `json:"first_seen"`
	LastSeen  time.Time `json:"last_seen"`
}

// IsZero reports whether no address is known.
func (r Reached) IsZero() bool { return !r.Address.IsValid() }

// again returns what is known after an answer. A visit that does not tell its address
// leaves what was known.
func (r Reached) again(o *Observation) Reached {
	switch at := o.Connection.Address; {
	case !at.IsValid():
		return r
	case at != r.Address:
		return Reached{Address: at, FirstSeen: o.At, LastSeen: o.At}
	}
	r.LastSeen = o.At
	return r
}
