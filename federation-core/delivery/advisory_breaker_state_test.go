// CVE-2026-69132 (Fedify): the delivery breaker's state grew with every host name ever seen;
// here memory holds what is in hand only, and strangers leave nothing in the store.

package delivery

import (
	"fmt"
	"testing"
	"time"

	"landfall/federation-core/social"
)

func TestNothingIsKeptOfHostsThatAreDone(t *testing.T) {
	w := newWorld()
	w.before = func() {
		for i := range 3000 {
			if i%3 == 0 {
				w.answers[name(i)] = status(500)
			}
			w.put(name(i), "{}")
		}
	}
	w.during(t, func() {
		pass(5 * time.Second)
		if c := w.Counts(); c.Held != 0 || c.InFlight != 0 || c.Attempts != 3000 {
			t.Errorf("counts: %+v", c)
		}
		if n := w.Counts().Hosts; n != 0 {
			t.Errorf("%d hosts are held", n)
		}
	})
}

func TestStrangersLeaveNoTrace(t *testing.T) {
	w := newWorld()
	w.during(t, func() {
		for i := range 3 * mostHeard {
			w.Heard(fmt.Sprintf("%d.wildcard.example", i), true)
		}
		w.heard.mu.Lock()
		if n := len(w.heard.hosts); n > mostHeard {
			t.Errorf("%d hosts are held", n)
		}
		w.heard.mu.Unlock()
		pass(time.Minute)
		if n := w.tally().peers; n != 0 || len(w.heard.take()) != 0 {
			t.Errorf("%d rows", n)
		}
	})
}

func TestPeersAreNotWrittenForNothing(t *testing.T) {
	w := newWorld()
	w.during(t, func() {
		for range 100 {
			w.posts("a.example", "{}")
			pass(time.Minute)
			w.Heard("a.example", false)
		}
		if n := w.tally().saved; n != 1 {
			t.Errorf("the row was written %d times in two hours", n)
		}
		pass(24 * time.Hour)
		w.Heard("a.example", true)
		pass(time.Minute)
		if p, n := w.peer("a.example"), w.tally().saved; n != 2 || !p.RFC9421 || time.Since(p.Seen) > 2*time.Minute {
			t.Errorf("a day later, written %d times: %+v", n, p)
		}
	})
}

func TestBodiesInMemoryAreBounded(t *testing.T) {
	w := newWorld()
	w.cfg.Bytes = 1 << 20
	most := 0
	w.before = func() {
		for i := range 300 {
			w.answers[name(i)] = slow(time.Second, status(202))
			w.put(name(i), string(make([]byte, 100<<10)))
		}
	}
	w.during(t, func() {
		for range 600 {
			pass(100 * time.Millisecond)
			_, n := w.atOnce("")
			most = max(most, n)
		}
		if n := w.states()[social.Delivered]; n != 300 {
			t.Errorf("%d of 300 delivered", n)
		}
	})
	if limit := (1<<20 + askBytes) / (100 << 10); most > limit+1 {
		t.Errorf("%d bodies of 100 KiB at a time; want at most %d", most, limit+1)
	}
}
