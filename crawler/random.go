package crawler

import (
	"encoding/binary"
	"math/rand/v2"
	"sync"
	"time"

	"github.com/oklog/ulid/v2"
)

// lockedRand lets workers share one source of chance.
type lockedRand struct {
	mu  sync.Mutex
	rng *rand.Rand
}

func (r *lockedRand) float64() float64 {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.rng.Float64()
}

// fork returns a source of its own for one job, drawn from the shared one.
func (r *lockedRand) fork() *rand.Rand {
	r.mu.Lock()
	defer r.mu.Unlock()
	return rand.New(rand.NewPCG(r.rng.Uint64(), r.rng.Uint64()))
}

// label returns a label of a name that nobody can have chosen.
func (r *lockedRand) label() string {
	const letters, length = "abcdefghijklmnopqrstuvwxyz234567", 20
	label := []byte{'n'}
	r.mu.Lock()
	defer r.mu.Unlock()
	for len(label) < length {
		label = append(label, letters[r.rng.IntN(len(letters))])
	}
	return string(label)
}

// id returns a new observation id: a ULID whose time is when the visit began.
func (r *lockedRand) id(at time.Time) string {
	var entropy [10]byte
	r.mu.Lock()
	binary.LittleEndian.PutUint64(entropy[:8], r.rng.Uint64())
	binary.LittleEndian.PutUint16(entropy[8:], uint16(r.rng.Uint32()))
	r.mu.Unlock()
	var id ulid.ULID
	// Both setters fail only on a wrong size or a year beyond 10889.
	_ = id.SetTime(ulid.Timestamp(at))
	_ = id.SetEntropy(entropy[:])
	return id.String()
}
