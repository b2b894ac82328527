package httpsig

import (
	"crypto/sha256"
	"sync"
	"time"
)

// remember is how long a signature could be sent again and still be read, at the most.
const remember = Past + Future

// Replays remembers the signatures that were taken, as long as they could be taken again and
// as many as it has room for: when it is full, the oldest is forgotten first. It may be used
// by many goroutines.
type Replays struct {
	mu    sync.Mutex
	seen  map[mark]struct{}
	ring  []memory // the memories in the order in which they came
	first int      // the oldest of them
}

// mark is a hash short enough to keep and long enough that nobody finds two alike.
type mark [16]byte

type memory struct {
	mark mark
	till time.Time
}

// NewReplays makes a memory for at most so many signatures, about 100 bytes each.
func NewReplays(capacity int) *Replays {
	capacity = max(1, capacity)
	return &Replays{seen: make(map[mark]struct{}, capacity), ring: make([]memory, capacity)}
}

// Seen tells whether the signature was taken before, and remembers it. Ask only about claims
// that were verified: else strangers fill the memory. A repetition is not always an attack: a
// sender that tries again within the same second signs the same, and two equal GETs of one
// second always do, so that only requests which change something should be asked about.
func (r *Replays) Seen(c *Claim, now time.Time) bool {
	m := c.mark()
	r.mu.Lock()
	defer r.mu.Unlock()
	for range 2 { // more go than come, and no call has to clear away all
		if len(r.seen) > 0 && !now.Before(r.ring[r.first].till) {
			r.forget()
		}
	}
	if _, again := r.seen[m]; again {
		return true
	}
	if len(r.seen) == len(r.ring) {
		r.forget()
	}
	r.ring[(r.first+len(r.seen))%len(r.ring)] = memory{mark: m, till: now.Add(remember)}
	r.seen[m] = struct{}{}
	return false
}

// Len is how many signatures are remembered.
func (r *Replays) Len() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return len(r.seen)
}

// forget drops the oldest memory.
func (r *Replays) forget() {
	delete(r.seen, r.ring[r.first].mark)
	r.first = (r.first + 1) % len(r.ring)
}

// mark stands for a signature. It leaves the key's id out: cavage does not sign that, so that
// who repeats a request could give the same key another fragment.
func (c *Claim) mark() mark {
	sum := sha256.Sum256(c.Signature)
	return mark(sum[:16])
}
