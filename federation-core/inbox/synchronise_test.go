package inbox_test

import (
	"context"
	"net/http"
	"slices"
	"testing"
	"time"

	"landfall/federation-core/followers"
	"landfall/federation-core/httpsig"
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
