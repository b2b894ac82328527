package delivery

import (
	"testing"
	"time"

	"landfall/federation-core/social"
)

// TestTenFailuresCloseAHost has fifty deliveries for a host that is down for an hour.
func TestTenFailuresCloseAHost(t *testing.T) {
	w := newWorld()
	w.answers["a.example"] = slow(time.Second, status(500))
	const deliveries = 50
	w.before = func() {
		for range deliveries {
			w.put("a.example", "{}")
		}
	}
	w.during(t, func() {
		began := time.Now()
		pass(time.Hour)
		had := w.requests("a.example")
		// Two at a time until ten have failed and the host is closed, one more that was under way
		// then, and one at a time to find out.
		var probes []time.Duration
		for _, s := range had[11:] {
			probes = append(probes, s.at.Sub(began).Round(time.Second))
		}
		want := 65 * time.Second
		closed := time.Minute
		for i, at := range probes {
			// A probe comes when the host is open again and something is due.
			if at < want {
				t.Errorf("probe %d after %v, while the host is closed until %v", i, at, want)
			}
			closed = min(2*closed, time.Hour)
			want = at + time.Second + closed
		}
		if len(had) != 11+5 { // probes after 1, 3, 7, 15 and 31 minutes
			t.Errorf("%d requests within an hour", len(had))
		}
		w.becomes("a.example", nil)
		pass(time.Hour + time.Minute)
		if n := w.states()[social.Delivered]; n != deliveries {
			t.Errorf("%d of %d delivered after the host came back", n, deliveries)
		}
		if p := w.peer("a.example"); p.Failures != 0 || p.FailingDays != 0 || !p.Closed.IsZero() {
			t.Errorf("peer: %+v", p)
		}
	})
}

func TestOneProbeAtATime(t *testing.T) {
	w := newWorld()
	w.answers["a.example"] = slow(5*time.Second, status(500))
	w.before = func() {
		w.peers["a.example"] = social.Peer{Host: "a.example", Failures: 12, FailingDays: 1, LastFailed: time.Now(), Closed: time.Now().Add(time.Minute)}
		for range 20 {
			w.put("a.example", "{}")
		}
	}
	w.during(t, func() {
		pass(59 * time.Second)
		if n := len(w.requests("a.example")); n != 0 {
			t.Errorf("%d requests while it is closed", n)
		}
		pass(4 * time.Second)
		if n := len(w.requests("a.example")); n != 1 {
			t.Errorf("%d probes", n)
		}
		pass(8*time.Minute - time.Second)
		if n := len(w.requests("a.example")); n != 1 {
			t.Errorf("%d requests while it is closed again, for eight minutes", n)
		}
	})
}

func TestUnavailable(t *testing.T) {
	w := newWorld()
	w.answers["a.example"] = fails(errFake)
	w.during(t, func() {
		for range 6 {
			w.posts("a.example", "{}")
			pass(24 * time.Hour)
		}
		if p := w.peer("a.example"); p.FailingDays != 6 && p.FailingDays != 7 {
			t.Fatalf("after six days: %+v", p)
		}
		w.posts("a.example", "{}")
		pass(24 * time.Hour)
		before := len(w.requests("a.example"))
		post := w.posts("a.example", `{"type":"Create","object":{"type":"Follow"}}`)
		pass(time.Second)
		if got := w.row(post); got.State != social.Expired || got.Reason == "" || len(w.requests("a.example")) != before {
			t.Errorf("a post: state %d, %q, %d requests", got.State, got.Reason, len(w.requests("a.example"))-before)
		}
		if n := w.Counts().Expired[Unavailable]; n == 0 {
			t.Error("it is not counted")
		}
		follow := w.posts("a.example", `{"type":"Follow"}`)
		pass(time.Second)
		if got := w.row(follow); got.Attempts != 1 {
			t.Errorf("a follow: %d attempts, %q", got.Attempts, got.Reason)
		}
		w.becomes("a.example", nil)
		w.Heard("a.example", false)
		pass(5 * time.Second)
		again := w.posts("a.example", "{}")
		pass(time.Second)
		if got := w.row(again); got.State != social.Delivered {
			t.Errorf("after it was heard of: state %d, %q", got.State, got.Reason)
		}
	})
}

func TestHeardOpensAHost(t *testing.T) {
	for _, busy := range []bool{false, true} {
		w := newWorld()
		w.before = func() {
			peer := social.Peer{Host: "a.example", Failures: 20, FailingDays: 3, LastFailed: time.Now()}
			if busy {
				w.answers["a.example"] = slow(9*time.Second, status(500))
			} else {
				peer.Closed = time.Now().Add(time.Hour)
			}
			w.peers["a.example"] = peer
			w.put("a.example", "{}")
		}
		w.during(t, func() {
			pass(3 * time.Second)
			w.Heard("a.example", true)
			pass(20 * time.Second)
			want := social.Peer{Host: "a.example", RFC9421: true}
			got := w.peer("a.example")
			if busy { // the attempt under way fails once it was cleared
				want.Failures, want.FailingDays = 1, 1
			}
			got.LastFailed, got.Seen = time.Time{}, time.Time{}
			if got != want {
				t.Errorf("busy %t: %+v; want %+v", busy, got, want)
			}
			if n := w.states()[social.Delivered]; !busy && n != 1 {
				t.Error("what waited was not delivered")
			}
		})
	}
}

func TestUnavailableIsNotClosed(t *testing.T) {
	now := time.Date(2026, 11, 26, 12, 0, 0, 0, time.UTC)
	p := social.Peer{Host: "a.example"}
	for range 40 { // four a day
		p = failed(p, now)
		now = now.Add(6 * time.Hour)
	}
	if !unavailable(&p) || p.Closed.After(now) || width(&p, now) != 1 {
		t.Errorf("after ten days: %+v; want it unavailable, open for a Follow", p)
	}
	if q := failed(p, now); q.Closed.After(now) {
		t.Errorf("closed by one more failure: %+v", q)
	}
}

// TestRestEndsOnTime has a host that asks for twenty seconds while the deliveries that it
// answered have to wait much longer.
func TestRestEndsOnTime(t *testing.T) {
	w := newWorld()
	w.answers["a.example"] = slow(time.Second, status(429, "Retry-After", "20"))
	var third int64
	w.before = func() {
		for range 3 {
			third = w.add(social.Delivery{Mailbox: social.Mailbox{Inbox: "https://a.example/inbox", Host: "a.example"}, Attempts: 5})
		}
	}
	w.during(t, func() {
		pass(19 * time.Second)
		if n := len(w.requests("")); n != 2 {
			t.Errorf("%d requests before the rest is over", n)
		}
		w.becomes("a.example", nil)
		pass(3 * time.Second)
		if got := w.row(third); got.State != social.Delivered {
			t.Errorf("after the rest: state %d, %d requests", got.State, len(w.requests("")))
		}
	})
}

func TestFailingHostsWaitForTheSlowLane(t *testing.T) {
	w := newWorld()
	w.cfg.Slow = 2 // of which hosts that fail have one
	w.before = func() {
		for i := range 3 {
			w.answers[name(i)] = slow(5*time.Second, status(202))
			w.peers[name(i)] = social.Peer{Host: name(i), Failures: 1, FailingDays: 1, LastFailed: time.Now()}
			w.put(name(i), "{}")
		}
	}
	w.during(t, func() {
		for i := range 3 {
			pass(4 * time.Second)
			if _, now := w.atOnce(""); now != 1 || len(w.requests("")) != i+1 {
				t.Errorf("%d requests at a time, %d in all; want 1, %d", now, len(w.requests("")), i+1)
			}
			pass(time.Second + 100*time.Millisecond)
		}
	})
}

func TestFinalAnswerShowsThatTheServerIsThere(t *testing.T) {
	w := newWorld()
	w.answers["a.example"] = status(404)
	w.before = func() {
		w.peers["a.example"] = social.Peer{Host: "a.example", Failures: 20, FailingDays: 3, LastFailed: time.Now()}
		w.put("a.example", "{}")
	}
	w.during(t, func() {
		pass(time.Second)
		if p := w.peer("a.example"); p.Failures != 0 || p.FailingDays != 0 || p.Seen.IsZero() {
			t.Errorf("peer: %+v", p)
		}
	})
}
