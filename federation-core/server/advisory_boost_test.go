// CVE-2026-23961, row 15 of federation.md, section 16: whoever is suspended is not seen through the boosts of others.
package server_test

import (
	"strings"
	"testing"

	"landfall/federation-core/social"
)

func TestNobodySuspendedIsBoosted(t *testing.T) {
	w := newWorld(t)
	p := social.Post{ID: w.bob.ID + "/statuses/1", Author: w.bob.ID, Local: true, Type: "Note", Published: day}
	w.apply(social.AddPost{Post: p}, social.AddReaction{Reaction: social.Reaction{
		Kind: social.Boost, Actor: w.alice.ID, Post: p.ID, Activity: site.NewActivity(day), At: day,
	}})
	boosts := func() bool {
		return strings.Contains(w.ask(asking{path: "/users/alice/outbox?page=true", accept: document}).body, p.ID)
	}
	if before, total := w.walk(w.alice.Outbox); !boosts() || total != len(before) {
		t.Fatalf("%d of %d", len(before), total)
	}
	suspended := w.bob
	suspended.Standing = social.Suspended
	w.apply(social.SaveActor{Actor: suspended})
	if after, total := w.walk(w.alice.Outbox); boosts() || total != len(after) {
		t.Errorf("still there; %d of %d", len(after), total)
	}
}
