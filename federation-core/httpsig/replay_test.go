package httpsig

import (
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func claimed(n int) *Claim { return &Claim{KeyID: keyID, Signature: []byte(strconv.Itoa(n))} }

// TestReplaysAsASlowOne compares the memory with one that keeps all and looks at all.
func TestReplaysAsASlowOne(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		capacity := rapid.IntRange(1, 5).Draw(t, "capacity")
		memory := NewReplays(capacity)
		type old struct {
			n  int
			at time.Time
		}
		var kept []old
		now := clock
		for range rapid.IntRange(1, 60).Draw(t, "steps") {
			now = now.Add(time.Duration(rapid.IntRange(0, 60).Draw(t, "minutes")) * time.Minute)
			n := rapid.IntRange(0, 7).Draw(t, "n")
			for range 2 {
				if len(kept) > 0 && !now.Before(kept[0].at.Add(remember)) {
					kept = kept[1:]
				}
			}
			want := false
			for _, o := range kept {
				want = want || o.n == n
			}
			if !want {
				kept = append(kept, old{n, now})
				kept = kept[max(0, len(kept)-capacity):]
			}
			if got := memory.Seen(claimed(n), now); got != want {
				t.Fatalf("Seen(%d) = %v, want %v", n, got, want)
			}
			if memory.Len() != len(kept) {
				t.Fatalf("Len = %d, want %d", memory.Len(), len(kept))
			}
		}
	})
}

// TestReplaysLast as long as a signature could be read, and no memory lasts much longer.
func TestReplaysLast(t *testing.T) {
	memory := NewReplays(0)
	memory.Seen(claimed(1), clock)
	if !memory.Seen(claimed(1), clock.Add(remember-1)) {
		t.Error("forgotten within the window")
	}
	if memory.Seen(claimed(1), clock.Add(remember)) {
		t.Error("remembered after the window")
	}
}

func TestReplaysTakeOneOfMany(t *testing.T) {
	const signatures, senders = 200, 8
	memory := NewReplays(signatures)
	var first atomic.Int64
	var wait sync.WaitGroup
	for range senders {
		wait.Go(func() {
			for n := range signatures {
				if !memory.Seen(claimed(n), clock) {
					first.Add(1)
				}
			}
		})
	}
	wait.Wait()
	if first.Load() != signatures || memory.Len() != signatures {
		t.Errorf("%d taken, %d remembered, want %d", first.Load(), memory.Len(), signatures)
	}
}
