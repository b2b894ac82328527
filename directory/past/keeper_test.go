package past

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// TestAnswersAreKept: for a while, by key, and a crowd has one found.
func TestAnswersAreKept(t *testing.T) {
	at := now
	clock := func() time.Time { return at }
	k := keeper[int]{fresh: time.Minute}
	asked := 0
	ask := func(key string) int {
		t.Helper()
		n, err := k.of(t.Context(), key, clock, func() (int, error) { asked++; return asked, nil })
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	if a, b, c := ask("a"), ask("a"), ask("b"); a != 1 || b != 1 || c != 2 {
		t.Errorf("answers are %d, %d, %d; want 1, 1, 2", a, b, c)
	}
	at = at.Add(time.Minute)
	if n := ask("a"); n != 3 {
		t.Errorf("a stale answer is %d; want 3", n)
	}
	for i := range 2 * kept {
		ask(string(rune('一' + i)))
	}
	if len(k.kept) > kept {
		t.Errorf("%d answers are kept; the bound is %d", len(k.kept), kept)
	}
}

func TestACrowdAsksOnce(t *testing.T) {
	k := keeper[int]{fresh: time.Minute}
	var asked atomic.Int32
	begun, end := make(chan struct{}), make(chan struct{})
	find := func() (int, error) {
		if asked.Add(1) == 1 {
			close(begun)
		}
		<-end
		return 1, nil
	}
	var crowd sync.WaitGroup
	for range 20 {
		crowd.Go(func() {
			if n, err := k.of(t.Context(), "a", func() time.Time { return now }, find); n != 1 || err != nil {
				t.Errorf("somebody is answered %d, %v", n, err)
			}
		})
	}
	<-begun
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := k.of(gone, "a", func() time.Time { return now }, find); !errors.Is(err, context.Canceled) {
		t.Errorf("one who left is answered %v", err)
	}
	close(end)
	crowd.Wait()
	if n := asked.Load(); n != 1 {
		t.Errorf("it was found %d times", n)
	}
}

// TestAFailureIsNotKept: the next one asks again.
func TestAFailureIsNotKept(t *testing.T) {
	k := keeper[int]{fresh: time.Minute}
	fault := errors.New("store is closed")
	if _, err := k.of(t.Context(), "a", func() time.Time { return now }, func() (int, error) { return 0, fault }); !errors.Is(err, fault) {
		t.Errorf("the fault comes back as %v", err)
	}
	if n, err := k.of(t.Context(), "a", func() time.Time { return now }, func() (int, error) { return 7, nil }); n != 7 || err != nil {
		t.Errorf("after a fault the answer is %d, %v", n, err)
	}
}
