package inbox_test

import (
	"context"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"landfall/federation-core/followers"
	"landfall/federation-core/httpsig"
	"landfall/federation-core/social"
)

// A follow that only one of two servers knows of is mended, if the header that says so is under
// the signature and of the actor's own origin.
func TestFollowersAreSynchronised(t *testing.T) {
	for _, tt := range []struct {
		name   string
		change func(req *http.Request, carol *sender)
		mended bool
	}{
		{"signed", nil, true},
		{"added by somebody on the way", func(req *http.Request, carol *sender) {
			header := req.Header.Get(followers.HeaderName)
			req.Header.Del(followers.HeaderName)
			sign(req, carol)
			req.Header.Set(followers.HeaderName, header)
		}, false},
		{"another's followers", func(req *http.Request, carol *sender) {
			req.Header.Set(followers.HeaderName, followers.Header(carol.origin+"/users/dave/followers", carol.origin+"/sync", followers.Digest(nil)))
			sign(req, carol)
		}, false},
		{"a list elsewhere", func(req *http.Request, carol *sender) {
			req.Header.Set(followers.HeaderName, followers.Header(carol.id+"/followers", "https://other.example/sync", followers.Digest(nil)))
			sign(req, carol)
		}, false},
	} {
		w := newWorld(t)
		alice, bob, carol := w.person("alice", nil), w.person("bob", nil), w.server().actor("carol", 0)
		carol.send(carol.activity("Frobnicate", "0", alice.ID)) // so that carol is known
		w.follow(alice.ID, carol.id)
		carol.serve("/sync", object{"id": carol.origin + "/sync", "type": "OrderedCollection", "totalItems": 1, "orderedItems": []string{bob.ID}})
		w.now = w.now.Add(time.Hour)
		carol.serve("/users/carol", carol.document())

		req := carol.request(carol.activity("Frobnicate", "1", alice.ID), httpsig.Cavage)
		req.Header.Set(followers.HeaderName, followers.Header(carol.id+"/followers", carol.origin+"/sync", followers.Digest([]string{bob.ID})))
		sign(req, carol)
		if tt.change != nil {
			tt.change(req, carol)
		}
		if got := w.deliver(req); got != http.StatusAccepted {
			t.Fatalf("%s: status %d", tt.name, got)
		}
		w.synchronise(tt.mended, func() bool {
			_, err := w.core.Follow(t.Context(), alice.ID, carol.id)
			return err != nil
		})
		_, err := w.core.Follow(t.Context(), alice.ID, carol.id)
		if mended := err != nil; mended != tt.mended {
			t.Errorf("%s: the follow is gone: %v", tt.name, mended)
		}
		if undone := slices.Contains(w.sent(carol.id+"/inbox"), "Undo"); undone != tt.mended {
			t.Errorf("%s: what nobody here knows of is taken back: %v", tt.name, undone)
		}
	}
}

// A list that is not whole says nothing of who is missing in it: no follow is dropped for it.
func TestListsThatAreNotWhole(t *testing.T) {
	s := newStage(t)
	s.now = s.now.Add(time.Hour) // the follow is no matter of the moment any more
	many := make([]string, 1_001)
	for i := range many {
		many[i] = s.site.Actor(fmt.Sprint("nobody", i))
	}
	for name, change := range map[string]object{
		"kept back":                 {"totalItems": 0},
		"kept back, and some":       {"totalItems": 3},
		"on pages":                  {"totalItems": 0, "first": s.carol.origin + "/sync?page=1"},
		"fewer than it says":        {"totalItems": 2, "orderedItems": []string{s.bob.ID}},
		"more than it says":         {"totalItems": 0, "orderedItems": []string{s.bob.ID}},
		"longer than we read":       {"orderedItems": many},
		"no list":                   {"type": "Note"},
		"not what its address says": {"id": s.carol.origin + "/other", "orderedItems": []string{}},
	} {
		list := object{"id": s.carol.origin + "/sync-" + strings.ReplaceAll(name, " ", "-"), "type": "OrderedCollection"}
		s.carol.serve(list["id"].(string)[len(s.carol.origin):], list)
		address := list["id"].(string)
		maps.Copy(list, change)
		before := s.ledger()
		s.synchroniser.Offer(s.actor(s.carol), followers.Header(s.carol.id+"/followers", address, followers.Digest(nil)))
		s.synchronise(false, nil)
		if diff := s.ledger().since(before); diff != "" {
			t.Errorf("%s: it had an effect:\n%s", name, diff)
		}
		s.now = s.now.Add(time.Hour)
	}
	whole := object{"id": s.carol.origin + "/sync", "type": "OrderedCollection", "totalItems": 0, "orderedItems": []string{}}
	s.carol.serve("/sync", whole)
	s.synchroniser.Offer(s.actor(s.carol), followers.Header(s.carol.id+"/followers", s.carol.origin+"/sync", followers.Digest(nil)))
	gone := func() bool { _, err := s.core.Follow(t.Context(), s.alice.ID, s.carol.id); return err != nil }
	if s.synchronise(true, gone); !gone() {
		t.Error("an empty list that is whole has no effect")
	}
}

// actor is what is known here of somebody.
func (s *stage) actor(of *sender) social.Actor {
	s.t.Helper()
	a, err := s.core.Actor(s.t.Context(), of.id)
	if err != nil {
		s.t.Fatal(err)
	}
	return a
}

// sign signs a request that has a body again.
func sign(req *http.Request, s *sender) {
	body := readBody(req)
	for _, header := range []string{"Signature", "Digest", "Date"} {
		req.Header.Del(header)
	}
	if err := (httpsig.Signer{KeyID: s.keyID, Key: s.key}).Sign(req, body, httpsig.Cavage, s.w.now); err != nil {
		s.w.t.Fatal(err)
	}
}

// synchronise runs the synchroniser until something has become of it, or for a moment if
// nothing should.
func (w *world) synchronise(until bool, done func() bool) {
	ctx, cancel := context.WithTimeout(w.t.Context(), 300*time.Millisecond)
	defer cancel()
	if until {
		ctx, cancel = context.WithTimeout(w.t.Context(), 10*time.Second)
		defer cancel()
		go func() {
			for !done() && ctx.Err() == nil {
				time.Sleep(time.Millisecond)
			}
			cancel()
		}()
	}
	if err := w.synchroniser.Run(ctx); err != nil {
		w.t.Fatal(err)
	}
}
