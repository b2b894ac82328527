package landfall

import "time"

// Tombstone says that a host is to be forgotten for good: since when, and why, as
// in "opt-out" or "removed by request".
type Tombstone struct {
	Host Host      `json:"host"`
	At   time.Time `json:"at"`
	Why  string    `json:"why"`
}

// Merge returns the earlier of two tombstones of one host. In whatever order and
// however often ledgers are merged, they end up the same.
func (t Tombstone) Merge(other Tombstone) Tombstone {
	if c := other.At.Compare(t.At); c < 0 || c == 0 && other.Why < t.Why {
		return other
	}
	return t
}
