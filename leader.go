package landfall

import "time"

// Leadership is a worker's right to be the only one that does what Name stands
// for, such as the nightly rollup, until it expires. The fencing token grows with
// every new leader, so that one that slept through its time is refused with
// [ErrStale] when it writes.
type Leadership struct {
	Name   string
	Worker string
	Token  int64
	Until  time.Time
}
