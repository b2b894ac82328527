package inbox_test

import (
	"net/http"
	"slices"
	"testing"

	"landfall/federation-core/social"
)

// Somebody who was let in once, and asks again as if it did not know, is told so again.
func TestWhoWasAcceptedIsToldAgain(t *testing.T) {
	s := newStage(t)
	locked := s.person("locked", func(a *social.Actor) { a.Locked = true })
	s.follow(s.carol.id, locked.ID)
	s.carol.send(s.carol.activity("Follow", "again", locked.ID))
	if got := s.sent(s.carol.id + "/inbox"); !slices.Contains(got, "Accept") {
		t.Errorf("she is sent %v", got)
	}
}

// A thing of another origin is not even asked for.
func TestThingsOfOthersAreNotAskedFor(t *testing.T) {
	s := newStage(t)
	s.repel([]attack{{"a post", http.StatusAccepted, 0, signed(s.mallory, s.mallory.activity("Create", "theirs", s.carol.origin+"/notes/unknown"))}})
}
