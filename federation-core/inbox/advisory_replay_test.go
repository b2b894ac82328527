package inbox_test

import (
	"net/http"
	"sync"
	"testing"
	"time"

	"landfall/federation-core/httpsig"
	"landfall/federation-core/social"
)

// A3: a request that comes again, byte by byte, does nothing, however often and however late;
// nor does another activity under an id that was taken, by whomever.
func TestReplaysDoNothing(t *testing.T) {
	s := newStage(t)
	post := s.posts[0]
	like := s.carol.request(s.carol.activity("Like", "like", post), httpsig.Cavage)
	body := readBody(like)
	bare := s.dave.activity("Follow", "bare", s.alice.ID)
	delete(bare, "id")
	follow := s.dave.request(bare, httpsig.RFC9421)
	followBody := readBody(follow)
	for _, req := range []*http.Request{like, follow} {
		if got := s.deliver(req); got != http.StatusAccepted {
			t.Fatalf("status %d", got)
		}
	}
	s.work()
	s.carol.send(s.carol.activity("Undo", "undo", s.carol.activity("Like", "like", post)))
	s.dave.send(s.dave.activity("Undo", "undo-follow", s.dave.activity("Follow", "bare", s.alice.ID)))
	if n, err := s.core.Reactions(t.Context(), post, social.Like); n != 0 || err != nil {
		t.Fatalf("%d likes, %v", n, err)
	}
	stolen := s.mallory.activity("Like", "x", post)
	stolen["id"] = s.carol.origin + "/activities/like2" // of another origin: nobody's to take
	s.repel([]attack{
		{"again", http.StatusAccepted, 0, func() *http.Request { return withBody(like, body) }},
		{"again, without an id", http.StatusAccepted, 0, func() *http.Request { return withBody(follow, followBody) }},
		{"an id that was taken, for something else", http.StatusAccepted, 0, signed(s.carol, s.carol.activity("Announce", "like", post))},
		{"an id that was undone", http.StatusAccepted, 0, signed(s.dave, object{"id": s.carol.origin + "/activities/like", "type": "Like", "actor": s.dave.id, "object": post})},
		{"an id of another origin", http.StatusAccepted, 0, signed(s.mallory, stolen)},
	})
	s.carol.send(s.carol.activity("Like", "like2", post))
	if n, err := s.core.Reactions(t.Context(), post, social.Like); n != 1 || err != nil {
		t.Errorf("an id that another origin named is taken: %d likes, %v", n, err)
	}
	s.now = s.now.Add(66 * time.Minute)
	s.repel([]attack{{"an hour later", http.StatusUnauthorized, 0, func() *http.Request { return withBody(like, body) }}})
}

// A11: many copies at the same time have one effect together; and so has one body after another
// under the same id.
func TestDuplicateStorm(t *testing.T) {
	const copies = 100
	w := newWorld(t)
	alice, carol := w.person("alice", nil), w.server().actor("carol", 0)
	follow := carol.request(carol.activity("Follow", "9", alice.ID), httpsig.Cavage)
	body := readBody(follow)
	other := carol.request(carol.activity("Block", "8", alice.ID), httpsig.Cavage)
	otherBody := readBody(other)
	for _, req := range []*http.Request{withBody(follow, body), carol.request(carol.activity("Like", "8", alice.ID), httpsig.Cavage)} {
		if got := w.deliver(req); got != http.StatusAccepted {
			t.Fatalf("status %d", got)
		}
	}
	var all sync.WaitGroup
	for range copies {
		all.Go(func() {
			for req, of := range map[*http.Request][]byte{follow: body, other: otherBody} {
				if got := w.deliver(withBody(req, of)); got != http.StatusAccepted {
					t.Errorf("status %d", got)
				}
			}
		})
	}
	all.Wait()
	w.work()
	if got := w.sent(carol.id + "/inbox"); len(got) != 1 {
		t.Errorf("%d copies of a Follow are answered by %v", copies, got)
	}
	if f, err := w.core.Follow(t.Context(), carol.id, alice.ID); err != nil || !f.Accepted {
		t.Errorf("follow %+v, %v", f, err)
	}
	if blocks, err := w.core.Blocks(t.Context(), carol.id, alice.ID); blocks || err != nil {
		t.Errorf("another body under its id counts: %v, %v", blocks, err)
	}
	if n := w.outbound.requests(); n != 1 {
		t.Errorf("%d requests, want one for the key", n)
	}
	t.Logf("%d deliveries of one id: %d requests, one effect", 2*copies+1, w.outbound.requests())
}

// What has no id and is signed anew is meant again.
func TestWhatHasNoIDMayBeSentAgain(t *testing.T) {
	s := newStage(t)
	bare := s.dave.activity("Follow", "bare", s.alice.ID)
	delete(bare, "id")
	for range 2 {
		s.dave.send(bare)
		if _, err := s.core.Follow(t.Context(), s.dave.id, s.alice.ID); err != nil {
			t.Fatal(err)
		}
		s.apply(social.DropFollow{Follower: s.dave.id, Followee: s.alice.ID})
		s.now = s.now.Add(time.Minute)
	}
}
