package inbox_test

import (
	"fmt"
	"net/http"
	"testing"

	"landfall/federation-core/social"
	"landfall/federation-core/vocab"
)

// A6: an Undo takes back what its actor did, and nothing that another did, whatever it embeds.
func TestUndoOfOthersDeeds(t *testing.T) {
	s := newStage(t)
	boost := s.carol.activity("Announce", "boost", s.posts[0])
	boost["to"] = string(vocab.Public)
	deeds := []object{
		s.carol.activity("Like", "like", s.posts[0]), boost, s.carol.activity("Follow", "follow", s.alice.ID), s.carol.activity("Block", "block", s.bob.ID),
	}
	for _, done := range deeds {
		s.carol.send(done)
	}
	var attacks []attack
	for who, from := range map[string]*sender{"a neighbour": s.dave, "somebody": s.mallory} {
		for _, done := range deeds {
			kind := done["type"].(string)
			add := func(how string, about any) {
				name := fmt.Sprintf("%s undoes a %s %s", who, kind, how)
				attacks = append(attacks, attack{name, http.StatusAccepted, 0, signed(from, from.activity("Undo", name, about))})
			}
			add("as it was", done)
			add("without an id", object{"type": kind, "actor": s.carol.id, "object": done["object"]})
			add("as its own, without an id", object{"type": kind, "actor": from.id, "object": done["object"]})
			add("by several", object{"type": kind, "id": done["id"], "actor": []string{s.carol.id, from.id}, "object": done["object"]})
			add("by what it was about", done["object"])
			if from == s.mallory {
				add("by its id", done["id"])
				add("by nobody", object{"type": kind, "id": done["id"], "object": done["object"]})
				add("as its own", object{"type": kind, "id": done["id"], "actor": from.id, "object": done["object"]})
			}
		}
	}
	s.repel(attacks)
	s.undoAhead(deeds)
}

// undoAhead has a neighbour undo what is of its own origin by its id. That is remembered, so
// that what it names may come late; it takes nothing back that another did, and keeps nobody
// from doing so.
func (s *stage) undoAhead(deeds []object) {
	for _, done := range deeds {
		kind := done["type"].(string)
		s.dave.send(s.dave.activity("Undo", "ahead by id "+kind, done["id"]))
		s.dave.send(s.dave.activity("Undo", "ahead by nobody "+kind, object{"type": kind, "id": done["id"], "object": done["object"]}))
		s.dave.send(s.dave.activity("Undo", "ahead "+kind, object{"type": kind, "id": done["id"], "actor": s.dave.id, "object": done["object"]}))
	}
	if got := s.done(); got != [4]bool{true, true, true, true} {
		s.t.Errorf("like, boost, follow and block hold: %v", got)
	}
	for _, done := range deeds {
		s.carol.send(s.carol.activity("Undo", "honest "+done["type"].(string), done["id"]))
	}
	if got := s.done(); got != [4]bool{} {
		s.t.Errorf("after they were taken back, like, boost, follow and block hold: %v", got)
	}
}

// done reports which of carol's deeds hold: the like, the boost, the follow, the block.
func (s *stage) done() (hold [4]bool) {
	s.t.Helper()
	ctx := s.t.Context()
	for i, kind := range []social.ReactionKind{social.Like, social.Boost} {
		_, err := s.core.Reacted(ctx, s.carol.id, s.posts[0], kind)
		hold[i] = err == nil
	}
	_, err := s.core.Follow(ctx, s.carol.id, s.alice.ID)
	hold[2] = err == nil
	if hold[3], err = s.core.Blocks(ctx, s.carol.id, s.bob.ID); err != nil {
		s.t.Fatal(err)
	}
	return hold
}
