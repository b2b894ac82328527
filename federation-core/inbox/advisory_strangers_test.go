package inbox_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"landfall/federation-core/httpsig"
	"landfall/federation-core/moderation"
)

// call delivers a request from an address, and returns the status of its answer. One that says
// to come again later has to say when.
func (s *stage) call(req *http.Request, from string) int {
	s.t.Helper()
	rec := httptest.NewRecorder()
	req.RemoteAddr = from + ":5000"
	s.receiver.ServeHTTP(rec, req)
	if again := rec.Header().Get("Retry-After"); (again != "") != (rec.Code == http.StatusTooManyRequests || rec.Code == http.StatusServiceUnavailable) {
		s.t.Errorf("status %d and Retry-After %q", rec.Code, again)
	}
	return rec.Code
}

// made is a request with a key of a host that does not exist.
func (s *stage) made(host string) *http.Request {
	ghost := sender{remote: &remote{w: s.world, origin: "https://" + host}, id: "https://" + host + "/users/ghost", key: keys()[4]}
	ghost.keyID = ghost.id + "#main-key"
	return ghost.request(ghost.activity("Follow", "1", s.alice.ID), httpsig.Cavage)
}

// address is one of many, none of which is anybody's.
func address(n int) string { return fmt.Sprintf("203.0.%d.%d", n/250, 1+n%250) }

// A13: however many keys strangers name, few of them are asked for; those of servers that are
// known, and of others that are honest, are still taken as long as there is anything to tell
// them from the strangers by.
func TestStrangersMakeThisServerAskForFewKeys(t *testing.T) {
	for _, tt := range []struct {
		name     string
		requests int
		from     func(n int) string
		host     func(n int) string
		most     int
		// others says that a stranger who is honest is read nevertheless.
		others bool
	}{
		{"one caller", 60, func(int) string { return address(0) }, func(n int) string { return fmt.Sprintf("made-up%d.example", n) }, 30, true},
		{"one domain", 150, address, func(n int) string { return fmt.Sprintf("h%d.made-up.example", n) }, 100, true},
		{"many of both", 350, address, func(n int) string { return fmt.Sprintf("made-up%d.example", n) }, 300, false},
		{"callers that nobody knows", 350, func(int) string { return "127.0.0.1" }, func(n int) string { return fmt.Sprintf("made-up%d.example", n) }, 300, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := newStage(t)
			asked, answers := s.outbound.requests(), make(map[int]int)
			for n := range tt.requests {
				answers[s.call(s.made(tt.host(n)), tt.from(n))]++
			}
			if n := s.outbound.requests() - asked; n != tt.most {
				t.Errorf("%d requests made %d of ours, want %d", tt.requests, n, tt.most)
			}
			if answers[http.StatusServiceUnavailable] != tt.most || answers[http.StatusTooManyRequests] != tt.requests-tt.most {
				t.Errorf("they are answered %v", answers)
			}
			if status := s.call(s.carol.request(s.carol.activity("Follow", "2", s.alice.ID), httpsig.Cavage), tt.from(0)); status != http.StatusAccepted {
				t.Errorf("somebody known is answered %d", status)
			}
			honest := s.server().actor("honest", 3)
			follow := func() *http.Request {
				return honest.request(honest.activity("Follow", "3", s.alice.ID), httpsig.Cavage)
			}
			if status := s.call(follow(), "198.51.100.7"); (status == http.StatusAccepted) != tt.others {
				t.Errorf("an honest stranger is answered %d", status)
			}
			s.now = s.now.Add(time.Minute)
			if status := s.call(follow(), "198.51.100.7"); status != http.StatusAccepted {
				t.Errorf("an honest stranger is answered %d a minute later", status)
			}
		})
	}
}

// What is not read costs nothing either: whoever comes when a domain, or all of them, have had
// their share is read as soon as there is one again.
func TestWhatIsNotReadCostsNothing(t *testing.T) {
	const caller = "198.51.100.7"
	made := func(n int) string { return fmt.Sprintf("made-up%d.example", n) }
	one := func(n int) string { return fmt.Sprintf("h%d.made-up.example", n) }
	t.Run("a domain has had its share", func(t *testing.T) {
		s := newStage(t)
		for n := range 100 {
			s.call(s.made(one(n)), address(n))
		}
		for n := range 40 {
			if status := s.call(s.made(one(100+n)), caller); status != http.StatusTooManyRequests {
				t.Fatalf("status %d", status)
			}
		}
		if status := s.call(s.made(made(1)), caller); status != http.StatusServiceUnavailable {
			t.Errorf("of another domain: status %d", status)
		}
	})
	t.Run("all have had theirs", func(t *testing.T) {
		s := newStage(t)
		for n := range 300 {
			s.call(s.made(made(n)), address(n))
		}
		for n := range 200 { // half of them by one caller
			from := caller
			if n%2 == 0 {
				from = address(300 + n)
			}
			if status := s.call(s.made(one(n)), from); status != http.StatusTooManyRequests {
				t.Fatalf("status %d", status)
			}
		}
		s.now = s.now.Add(300 * time.Millisecond) // three more for all, and hardly a part of one for others
		if status := s.call(s.made(one(201)), "198.51.100.8"); status != http.StatusServiceUnavailable {
			t.Errorf("of the same domain: status %d", status)
		}
		if status := s.call(s.made(made(301)), caller); status != http.StatusServiceUnavailable {
			t.Errorf("by the same caller: status %d", status)
		}
	})
}

// A server whose keys hold may send as many new people as it likes.
func TestKeysThatHoldCostNothing(t *testing.T) {
	s := newStage(t)
	n := 0
	for range 8 {
		there := s.server()
		for range 15 { // of one origin, at once
			n++
			from := there.actor(fmt.Sprint("new", n), 3)
			if status := s.call(from.request(from.activity("Follow", "1", s.alice.ID), httpsig.Cavage), "198.51.100.7"); status != http.StatusAccepted {
				t.Fatalf("the %dth is answered %d", n, status)
			}
		}
	}
}

// A13: whoever has sent much junk is not listened to for a moment, and nobody else is held up.
func TestJunkIsLimitedByCaller(t *testing.T) {
	junk := func(s *stage) *http.Request {
		req := s.carol.request(s.carol.activity("Follow", "junk", s.alice.ID), httpsig.Cavage)
		req.Header.Set("Content-Type", "text/plain")
		return req
	}
	good := func(s *stage) *http.Request {
		return s.carol.request(s.carol.activity("Follow", "good", s.alice.ID), httpsig.Cavage)
	}
	const evil, honest = "203.0.113.9", "198.51.100.7"
	t.Run("junk", func(t *testing.T) {
		s := newStage(t)
		answers := make(map[int]int)
		for range 400 {
			answers[s.call(junk(s), evil)]++
		}
		if answers[http.StatusUnsupportedMediaType] != 300 || answers[http.StatusTooManyRequests] != 100 {
			t.Errorf("it is answered %v", answers)
		}
		if n := s.receiver.Counts.Limited.Load(); n != 100 {
			t.Errorf("%d are counted", n)
		}
		if a, b := s.call(good(s), evil), s.call(good(s), honest); a != http.StatusTooManyRequests || b != http.StatusAccepted {
			t.Errorf("from there %d, from elsewhere %d", a, b)
		}
		s.now = s.now.Add(100 * time.Millisecond)
		if a, b, c := s.call(good(s), evil), s.call(junk(s), evil), s.call(junk(s), evil); a != http.StatusAccepted || b != http.StatusUnsupportedMediaType || c != http.StatusTooManyRequests {
			t.Errorf("a moment later %d, %d and %d", a, b, c)
		}
	})
	t.Run("what is accepted costs nothing", func(t *testing.T) {
		s := newStage(t)
		for range 400 {
			if status := s.call(good(s), honest); status != http.StatusAccepted {
				t.Fatalf("status %d", status)
			}
		}
	})
	t.Run("a server that is not federated with", func(t *testing.T) {
		s := newStage(t)
		s.policy = moderation.New(s.site.Host(), moderation.Open, []moderation.Rule{{Domain: "127.0.0.1", Severity: moderation.Suspend}}, nil)
		for range 400 {
			if status := s.call(good(s), evil); status != http.StatusForbidden {
				t.Fatalf("status %d", status)
			}
		}
	})
	t.Run("nobody knows whence", func(t *testing.T) {
		s := newStage(t)
		for range 400 {
			if status := s.call(junk(s), "127.0.0.1"); status != http.StatusUnsupportedMediaType {
				t.Fatalf("status %d", status)
			}
		}
	})
}
