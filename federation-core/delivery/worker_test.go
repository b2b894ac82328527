package delivery

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"landfall/federation-core/social"
)

func TestAnswers(t *testing.T) {
	const (
		d, x, w = social.Delivered, social.Expired, social.Waiting
	)
	tests := []struct {
		name     string
		answer   answer
		state    social.DeliveryState
		requests int
		reason   string
		wait     time.Duration
	}{
		{"accepted", status(202), d, 1, "", 0},
		{"ok", status(200), d, 1, "", 0},
		{"no content", status(204), d, 1, "", 0},
		{"bad request", status(400), x, 1, "answered 400 Bad Request", 0},
		{"every signature refused", status(401), x, 2, "answered 401 Unauthorized", 0},
		{"forbidden", status(403), x, 1, "answered 403 Forbidden", 0},
		{"not found", status(404), x, 1, "answered 404 Not Found", 0},
		{"gone", status(410), x, 1, "answered 410 Gone", 0},
		{"too large", status(413), x, 1, "answered 413 Request Entity Too Large", 0},
		{"not implemented", status(501), x, 1, "answered 501 Not Implemented", 0},
		{"request timeout", status(408), w, 1, "answered 408 Request Timeout", 16 * time.Second},
		{"too many", status(429), w, 1, "answered 429 Too Many Requests", 16 * time.Second},
		{"too many, with a time", status(429, "Retry-After", "90"), w, 1, "answered 429 Too Many Requests", 90 * time.Second},
		{"shorter than ours", status(503, "Retry-After", "1"), w, 1, "answered 503 Service Unavailable", 16 * time.Second},
		{"broken", status(500), w, 1, "answered 500 Internal Server Error", 16 * time.Second},
		{"redirected", status(301, "Location", "https://a.example/other"), w, 1, "answered 301 Moved Permanently", 16 * time.Second},
		{"unknown status", status(599), w, 1, "answered 599", 16 * time.Second},
		{"no name", fails(&net.OpError{Err: &net.DNSError{Err: "no such host", IsNotFound: true}}), w, 1, "no such host", time.Hour},
		{"no name server", fails(&net.DNSError{Err: "server misbehaving", IsTemporary: true}), w, 1, "no answer: lookup : server misbehaving", 16 * time.Second},
		{"bad certificate", fails(&tls.CertificateVerificationError{Err: x509.HostnameError{Host: "a.example", Certificate: &x509.Certificate{}}}), w, 1, "certificate: x509: certificate is not valid for any names, but wanted to match a.example", time.Hour},
		{"refused", fails(errors.New("connection refused\r\n\x1b[31mevil")), w, 1, "no answer: connection refused [31mevil", 16 * time.Second},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := newWorld()
			w.answers["a.example"] = tt.answer
			w.during(t, func() {
				number := w.posts("a.example", "{}")
				pass(time.Second)
				got := w.row(number)
				if got.State != tt.state || got.Reason != tt.reason || got.Attempts != 1 {
					t.Errorf("state %d, reason %q, attempts %d; want %d, %q, 1", got.State, got.Reason, got.Attempts, tt.state, tt.reason)
				}
				had := w.requests("a.example")
				if len(had) != tt.requests {
					t.Fatalf("%d requests; want %d", len(had), tt.requests)
				}
				if wait := got.Next.Sub(had[0].at); tt.wait > 0 && wait != tt.wait {
					t.Errorf("waits %v after the attempt; want %v", wait, tt.wait)
				}
				gone := tt.name == "gone"
				if marked := w.tally().gone; (len(marked) == 1) != gone {
					t.Errorf("gone mailboxes: %v", marked)
				}
			})
		})
	}
}

func TestRetriesTwelveTimes(t *testing.T) {
	w := newWorld()
	w.answers["a.example"] = status(500)
	w.during(t, func() {
		number := w.posts("a.example", "{}")
		pass(24 * time.Hour)
		var gaps []time.Duration
		had := w.requests("a.example")
		for i := range had[1:] {
			gaps = append(gaps, had[i+1].at.Sub(had[i].at))
		}
		var want []time.Duration
		for n := range time.Duration(11) {
			want = append(want, ((n+1)*(n+1)*(n+1)*(n+1)+15)*time.Second)
		}
		if diff := cmp.Diff(want, gaps); diff != "" {
			t.Errorf("gaps (-want +got):\n%s", diff)
		}
		got := w.row(number)
		if got.State != social.Expired || got.Reason != "12 attempts, the last: answered 500 Internal Server Error" {
			t.Errorf("state %d, %q", got.State, got.Reason)
		}
		counts := w.Counts()
		if counts.Attempts != 12 || counts.Retried != 11 || counts.Expired[Attempts] != 1 {
			t.Errorf("counts: %+v", counts)
		}
		signatures := map[string]bool{}
		for _, s := range had {
			signatures[s.signature] = true
		}
		if len(signatures) != 12 {
			t.Errorf("%d signatures in 12 attempts", len(signatures))
		}
	})
}

func TestTimeoutIsTenSeconds(t *testing.T) {
	w := newWorld()
	w.answers["a.example"] = hole
	w.during(t, func() {
		number := w.posts("a.example", "{}")
		pass(10*time.Second - time.Millisecond)
		if n := w.row(number).Attempts; n != 0 {
			t.Errorf("%d attempts before the time is over", n)
		}
		pass(time.Second)
		if got := w.row(number); got.Attempts != 1 || got.Reason != "no answer within 10s" {
			t.Errorf("%d attempts, %q", got.Attempts, got.Reason)
		}
	})
}

func TestRejectedWithoutRequest(t *testing.T) {
	w := newWorld()
	w.denied = "denied.example"
	w.during(t, func() {
		denied := w.put("denied.example", "{}")
		plain := w.add(social.Delivery{Mailbox: social.Mailbox{Inbox: "http://a.example/inbox", Host: "a.example"}})
		other := w.add(social.Delivery{Mailbox: social.Mailbox{Inbox: "https://b.example/inbox", Host: "a.example"}})
		old := w.add(social.Delivery{Mailbox: social.Mailbox{Inbox: "https://a.example/inbox", Host: "a.example"}, Created: time.Now().Add(-oldest - time.Second), Reason: "answered 500"})
		keyless := w.add(social.Delivery{Actor: "https://here.example/users/keyless", Mailbox: social.Mailbox{Inbox: "https://a.example/inbox", Host: "a.example"}})
		w.Wake()
		pass(time.Second)
		for _, tt := range []struct {
			number int64
			state  social.DeliveryState
			reason string
		}{
			{denied, social.Cancelled, "the host is not allowed"},
			{plain, social.Expired, "the inbox is no https URL of a.example"},
			{other, social.Expired, "the inbox is no https URL of a.example"},
			{old, social.Expired, "older than seven days, the last: answered 500"},
			{keyless, social.Waiting, "sign: no key"},
		} {
			if got := w.row(tt.number); got.State != tt.state || got.Reason != tt.reason {
				t.Errorf("%s: state %d, %q; want %d, %q", got.Inbox, got.State, got.Reason, tt.state, tt.reason)
			}
		}
		if had := w.requests(""); len(had) != 0 {
			t.Errorf("requests: %v", had)
		}
		if p := w.peer("a.example"); p.Failures != 0 {
			t.Errorf("our own fault is held against the peer: %+v", p)
		}
	})
}

func TestNoAttemptAfterSevenDaysIsAwaited(t *testing.T) {
	w := newWorld()
	w.answers["a.example"] = status(503, "Retry-After", "86400")
	w.during(t, func() {
		number := w.add(social.Delivery{Mailbox: social.Mailbox{Inbox: "https://a.example/inbox", Host: "a.example"}, Created: time.Now().Add(time.Hour - oldest)})
		w.Wake()
		pass(time.Second)
		want := "older than seven days at the next attempt, the last: answered 503 Service Unavailable"
		if got := w.row(number); got.State != social.Expired || got.Reason != want {
			t.Errorf("state %d, %q; want %q", got.State, got.Reason, want)
		}
	})
}

func TestManyRejectedAreSettledInTurn(t *testing.T) {
	w := newWorld()
	w.deps.Allowed = func(string) bool { return false }
	w.before = func() {
		for i := range 5000 {
			w.put(name(i), "{}")
		}
	}
	w.during(t, func() {
		pass(time.Second)
		if n := w.states()[social.Cancelled]; n != 5000 {
			t.Errorf("%d cancelled", n)
		}
		if n := w.tally().settled; n > settleRows+askRows {
			t.Errorf("%d results settled at once", n)
		}
	})
}

// TestLittleIsReadOfAnAnswer has a peer whose answer does not end.
func TestLittleIsReadOfAnAnswer(t *testing.T) {
	w := newWorld()
	body := &endless{}
	w.answers["a.example"] = func(*http.Request) (*http.Response, error) {
		return &http.Response{StatusCode: http.StatusOK, Header: http.Header{}, Body: body}, nil
	}
	w.during(t, func() {
		number := w.posts("a.example", "{}")
		pass(time.Second)
		if got := w.row(number); got.State != social.Delivered || !body.closed || body.read > 4<<10 {
			t.Errorf("state %d, closed %t, read %d bytes", got.State, body.closed, body.read)
		}
	})
}

// endless is a body that does not end; it breaks off at 1 MiB so that a failing test does.
type endless struct {
	read   int
	closed bool
}

func (e *endless) Read(p []byte) (int, error) {
	if e.read > 1<<20 {
		return 0, errFake
	}
	e.read += len(p)
	return len(p), nil
}

func (e *endless) Close() error {
	e.closed = true
	return nil
}

func TestStoreFails(t *testing.T) {
	w := newWorld()
	w.answers["a.example"] = slow(time.Second, status(202))
	w.during(t, func() {
		number := w.posts("a.example", "{}")
		pass(500 * time.Millisecond)
		w.fail(true)
		pass(time.Minute)
		if w.row(number).State != social.Waiting || w.Counts().Faults == 0 {
			t.Fatal("the store did not fail")
		}
		w.fail(false)
		pass(5 * time.Second)
		if w.row(number).State != social.Delivered || len(w.requests("a.example")) != 1 {
			t.Errorf("state %d after %d requests; want one", w.row(number).State, len(w.requests("a.example")))
		}
		later := w.posts("b.example", "{}")
		pass(5 * time.Second)
		if w.row(later).State != social.Delivered {
			t.Error("the worker did not go on")
		}
	})
}

// unwritable is a queue that can be read only.
type unwritable struct{ *memory }

func (unwritable) Settle(context.Context, []Result) error { return errFake }

// TestNothingMoreIsSentWhileNothingCanBeWritten keeps what is sent twice after a fault small.
func TestNothingMoreIsSentWhileNothingCanBeWritten(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld()
		w.cfg.Fast = 100
		w.deps.Queue = unwritable{w.memory}
		for i := range 2000 {
			w.put(name(i), "{}")
		}
		ctx, cancel := context.WithCancel(t.Context())
		ended := make(chan error)
		go func() { ended <- New(w.cfg, w.deps).Run(ctx) }()
		pass(time.Hour)
		cancel()
		if err := <-ended; !errors.Is(err, errFake) {
			t.Errorf("Run() = %v; want what could not be written", err)
		}
		if n := len(w.requests("")); n > settleRows+2*w.cfg.Fast {
			t.Errorf("%d requests in an hour in which nothing was written down", n)
		}
	})
}

func TestKilledBeforeItIsSettled(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld()
		number := w.put("a.example", "{}")
		ctx, cancel := context.WithCancel(t.Context())
		ended := make(chan error)
		w.answers["a.example"] = slow(time.Millisecond, status(202))
		go func() { ended <- New(w.cfg, w.deps).Run(ctx) }()
		time.Sleep(500 * time.Microsecond)
		w.fail(true)
		pass(10 * time.Second)
		cancel()
		if err := <-ended; err == nil || !strings.Contains(err.Error(), "disk full") {
			t.Errorf("Run() = %v; want the fault", err)
		}
		w.fail(false)
		stop := w.run(t)
		pass(time.Second)
		stop()
		if w.row(number).State != social.Delivered || len(w.requests("a.example")) != 2 {
			t.Errorf("state %d after %d requests; want it sent again", w.row(number).State, len(w.requests("a.example")))
		}
	})
}

func TestStop(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld()
		w.answers["slow.example"] = slow(3*time.Second, status(202))
		w.answers["hole.example"] = hole
		stop := w.run(t)
		ends, stays := w.put("slow.example", "{}"), w.put("hole.example", "{}")
		w.Wake()
		pass(time.Second)
		began := time.Now()
		stop()
		if took := time.Since(began); took != 5*time.Second {
			t.Errorf("stopped within %v; want 5s", took)
		}
		if got := w.row(ends); got.State != social.Delivered {
			t.Errorf("the one that ended in time: %+v", got)
		}
		if got := w.row(stays); got.State != social.Waiting || got.Attempts != 0 {
			t.Errorf("the one that did not: %+v", got)
		}
		if p := w.peer("hole.example"); p.Failures != 0 {
			t.Errorf("stopping is held against the peer: %+v", p)
		}
	})
}

// TestComesDueWhileItsHostIsBusy guards against a delivery that is left out of an answer
// because its host is in hand, and then is forgotten.
func TestComesDueWhileItsHostIsBusy(t *testing.T) {
	w := newWorld()
	w.answers["a.example"] = slow(4*time.Second, status(202))
	var later int64
	w.before = func() {
		w.put("a.example", "first")
		later = w.add(social.Delivery{Mailbox: social.Mailbox{Inbox: "https://a.example/inbox", Host: "a.example"}, Next: time.Now().Add(2 * time.Second)})
	}
	w.during(t, func() {
		pass(4*time.Second + 4*time.Second + 100*time.Millisecond)
		if w.row(later).State != social.Delivered {
			t.Errorf("state %d; requests %v", w.row(later).State, w.requests("a.example"))
		}
	})
}

func TestRestsWhileNothingIsDue(t *testing.T) {
	w := newWorld()
	w.during(t, func() {
		for i := range 100 {
			w.add(social.Delivery{Mailbox: social.Mailbox{Inbox: "https://" + name(i) + "/inbox", Host: name(i)}, Next: time.Now().Add(24 * time.Hour)})
		}
		pass(time.Hour)
		if n := w.tally().asked; n > 100 {
			t.Errorf("the queue was asked %d times in an hour in which nothing was due", n)
		}
		pass(23*time.Hour + time.Second)
		if n := w.states()[social.Delivered]; n != 100 {
			t.Errorf("%d of 100 delivered when they were due", n)
		}
	})
}
