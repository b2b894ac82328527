package inbox_test

import (
	"encoding/json"
	"testing"

	"landfall/federation-core/social"
)

// What the queue holds is decided on as if the receiver had not looked at it: it may have been
// another version of the program that did.
func TestTheQueueIsNotBelieved(t *testing.T) {
	s := newStage(t)
	put := func(id string, signer *sender, activity object) {
		t.Helper()
		body, err := json.Marshal(activity)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.core.Accept(t.Context(), []social.Arrival{{ID: id, Actor: signer.id, Body: body, Received: s.now}}); err != nil {
			t.Fatal(err)
		}
	}
	put("another's", s.mallory, s.carol.activity("Like", "like", s.posts[social.Public]))
	foreign := s.dave.activity("Follow", "follow", s.alice.ID)
	foreign["id"] = s.mallory.origin + "/activities/follow"
	put("of another origin", s.dave, foreign)
	s.work()
	if n, err := s.core.Reactions(t.Context(), s.posts[social.Public], social.Like); n != 0 || err != nil {
		t.Errorf("%d likes, %v", n, err)
	}
	f, err := s.core.Follow(t.Context(), s.dave.id, s.alice.ID)
	if err != nil || f.Activity != "" {
		t.Errorf("the follow is stored under %q, %v", f.Activity, err)
	}
}
