package inbox_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"runtime"
	"strconv"
	"testing"
	"time"

	"landfall/federation-core/httpsig"
	"landfall/federation-core/social"
)

// A10: when an account with many followers goes, a server that never heard of it is told a
// thousand times. It asks nobody anything, keeps nothing, and goes on.
func TestDeleteStorm(t *testing.T) {
	w := newWorld(t)
	there := w.server()
	// Nobody looks at the signatures, so one of each does: to sign takes longest.
	made := make(map[string]http.Header)
	signed := func(s *sender, activity object) *http.Request {
		if made[s.id] == nil {
			made[s.id] = s.request(activity, httpsig.Cavage).Header
		}
		body, err := json.Marshal(activity)
		if err != nil {
			t.Fatal(err)
		}
		return withBody(&http.Request{Method: http.MethodPost, URL: inboxURL(w), Header: made[s.id]}, body)
	}
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	for i := range 3_000 {
		s := &sender{remote: there, id: fmt.Sprintf("%s/users/ghost%d", there.origin, i%2), key: keys()[1]}
		s.keyID = s.id + "#main-key"
		for _, about := range []any{s.id, object{"id": s.id, "type": "Person"}, object{"id": s.id, "type": "Tombstone"}} {
			kind := []string{"Delete", "Update"}[i%2]
			if got := w.deliver(signed(s, s.activity(kind, strconv.Itoa(i), about))); got != http.StatusAccepted {
				t.Fatalf("status %d", got)
			}
		}
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	backlog, err := w.core.Backlog(t.Context())
	if w.outbound.requests() != 0 || backlog.Arrivals != 0 || err != nil {
		t.Errorf("%d requests, %d arrivals kept, %v", w.outbound.requests(), backlog.Arrivals, err)
	}
	if more := int64(after.HeapAlloc) - int64(before.HeapAlloc); more > 20<<20 {
		t.Errorf("%d MiB more in memory", more>>20)
	}
	t.Logf("9,000 deliveries: %d requests, %d kept", w.outbound.requests(), backlog.Arrivals)
}

func inboxURL(w *world) *url.URL {
	u, err := url.Parse(w.site.SharedInbox())
	if err != nil {
		w.t.Fatal(err)
	}
	return u
}

// 410 says that an actor was deleted, and 404 does not: a deletion whose key is gone is
// believed in the first case only.
func TestADeletionWhoseKeyIsGone(t *testing.T) {
	for status, gone := range map[int]bool{http.StatusGone: true, http.StatusNotFound: false, http.StatusInternalServerError: false} {
		w := newWorld(t)
		alice, carol := w.person("alice", nil), w.server().actor("carol", 0)
		carol.send(carol.activity("Follow", "1", alice.ID))
		carol.serve("/users/carol", status)
		w.now = w.now.Add(time.Hour)
		carol.key = keys()[2] // nobody can say any more whether it was hers
		carol.send(carol.activity("Delete", "2", carol.id))
		_, err := w.core.Follow(t.Context(), carol.id, alice.ID)
		if (err != nil) != gone {
			t.Errorf("status %d: %v", status, err)
		}
	}
}

// That an actor is gone says nothing of its posts to whoever cannot sign as it did.
func TestWhoeverIsGoneDeletesNothingElse(t *testing.T) {
	s := newStage(t)
	s.carol.serve("/users/carol", http.StatusGone)
	s.now = s.now.Add(time.Hour)
	forger := *s.carol
	forger.key = keys()[4]
	s.repel([]attack{{"a post of hers", http.StatusUnauthorized, 1, signed(&forger, forger.activity("Delete", "forged", s.notes[social.Public]))}})
}

// Nobody has signed that somebody is gone, and so it takes no id under which somebody's activity
// would then be nothing new.
func TestWhoeverIsGoneTakesNoIDs(t *testing.T) {
	for name, of := range map[string]func(*stage) *sender{"another origin": func(s *stage) *sender { return s.mallory }, "a neighbour": func(s *stage) *sender { return s.dave }} {
		t.Run(name, func(t *testing.T) {
			s := newStage(t)
			s.carol.serve("/users/carol", http.StatusGone)
			s.now = s.now.Add(time.Hour)
			forger, owner := *s.carol, of(s)
			forger.key = keys()[4]
			like := owner.activity("Like", "coveted", s.posts[social.Public])
			end := forger.activity("Delete", "end", s.carol.id)
			end["id"] = like["id"]
			if status := s.deliver(signed(&forger, end)()); status != http.StatusAccepted {
				t.Fatalf("the end of somebody who is gone: status %d", status)
			}
			s.work()
			if _, err := s.core.Actor(t.Context(), s.carol.id); !errors.Is(err, social.ErrGone) {
				t.Fatalf("she is not gone: %v", err)
			}
			owner.send(like)
			s.work()
			if n, err := s.core.Reactions(t.Context(), s.posts[social.Public], social.Like); err != nil || n != 1 {
				t.Errorf("%d likes, %v", n, err)
			}
		})
	}
}
