package inbox_test

import (
	"net/http"
	"testing"

	"landfall/federation-core/social"
)

// Row 23, A6: an answer counts if it is to a Follow that is stored, by whoever was asked.
func TestForgedAnswersToFollows(t *testing.T) {
	s := newStage(t)
	pending := social.Follow{Follower: s.bob.ID, Followee: s.carol.id, Activity: s.site.Origin() + "/activities/bob-asks-carol", At: s.now}
	s.apply(social.AddFollow{Follow: pending})
	s.apply(social.AddFollow{Follow: social.Follow{Follower: s.dave.id, Followee: s.alice.ID, Activity: s.dave.origin + "/activities/dave-asks-alice", At: s.now}})
	follow := func(id, actor, followee any) object {
		return object{"type": "Follow", "id": id, "actor": actor, "object": followee}
	}
	var attacks []attack
	for _, kind := range []string{"Accept", "Reject"} {
		add := func(name string, from *sender, about any) {
			attacks = append(attacks, attack{kind + " of " + name, http.StatusAccepted, 0, signed(from, from.activity(kind, kind+" of "+name, about))})
		}
		add("a Follow that was never sent", s.carol, s.site.Origin()+"/activities/never")
		add("a pair that never was", s.dave, follow(s.site.Origin()+"/activities/x", s.bob.ID, s.dave.id))
		add("a pair that never was, without an id", s.dave, follow(nil, s.bob.ID, s.dave.id))
		add("another's Follow, by its id", s.mallory, pending.Activity)
		add("another's Follow, by its pair", s.mallory, follow(nil, s.bob.ID, s.carol.id))
		add("another's Follow, with a pair that is the sender's", s.mallory, follow(pending.Activity, s.bob.ID, s.mallory.id))
		add("a neighbour's Follow, by its id", s.dave, pending.Activity)
		add("a neighbour's Follow, by its pair", s.dave, follow(pending.Activity, s.bob.ID, s.carol.id))
		add("a Follow of its own", s.dave, s.dave.origin+"/activities/dave-asks-alice")
		add("a Follow of its own, embedded", s.dave, follow(s.dave.origin+"/activities/dave-asks-alice", s.dave.id, s.alice.ID))
		add("a Follow between others", s.mallory, follow(nil, s.alice.ID, s.carol.id))
		add("what is no Follow", s.carol, object{"type": "Like", "id": s.site.Origin() + "/activities/like", "actor": s.bob.ID, "object": s.carol.id})
		add("what is no activity", s.carol, object{"type": "Note", "id": s.posts[0]})
		add("somebody", s.carol, s.bob.ID)
		add("nothing", s.carol, nil)
		add("nothing that has a name", s.carol, "")
	}
	s.repel(attacks)
	if f, err := s.core.Follow(t.Context(), s.bob.ID, s.carol.id); err != nil || f.Accepted {
		t.Errorf("bob asks carol: %+v, %v", f, err)
	}
}

// The honest answers, by the id or by the pair; a Reject ends a follow that held, and an
// Accept that comes after it brings nothing back.
func TestAnswersToFollows(t *testing.T) {
	s := newStage(t)
	ask := social.Follow{Follower: s.bob.ID, Followee: s.carol.id, Activity: s.site.Origin() + "/activities/bob-asks-carol", At: s.now}
	embedded := object{"type": "Follow", "actor": s.bob.ID, "object": s.carol.id}
	for i, about := range []any{ask.Activity, embedded} {
		s.apply(social.AddFollow{Follow: ask})
		n := string('0' + rune(i))
		s.carol.send(s.carol.activity("Accept", "accept-"+n, about))
		if f, err := s.core.Follow(t.Context(), s.bob.ID, s.carol.id); err != nil || !f.Accepted {
			t.Errorf("accepted: %+v, %v", f, err)
		}
		s.carol.send(s.carol.activity("Reject", "reject-"+n, about))
		if f, err := s.core.Follow(t.Context(), s.bob.ID, s.carol.id); err == nil {
			t.Errorf("rejected: %+v", f)
		}
		s.repel([]attack{{"accepted after it was rejected", http.StatusAccepted, 0, signed(s.carol, s.carol.activity("Accept", "again-"+n, about))}})
	}
}

// CVE-2025-30741 (Pixelfed): who has a locked account is followed by those alone whom they let.
func TestALockedAccountIsAskedFirst(t *testing.T) {
	s := newStage(t)
	locked := s.person("locked", func(a *social.Actor) { a.Locked = true })
	post := s.post(locked, social.Followers, locked.Followers)
	s.mallory.send(s.mallory.activity("Follow", "ask", locked.ID))
	s.repel([]attack{
		{"the asker accepts", http.StatusAccepted, 0, signed(s.mallory, s.mallory.activity("Accept", "self", s.mallory.activity("Follow", "ask", locked.ID)))},
		{"the asker says that it was accepted", http.StatusAccepted, 0, signed(s.mallory, s.mallory.activity("Accept", "forged", object{"type": "Follow", "id": s.mallory.origin + "/activities/ask", "actor": s.mallory.id, "object": locked.ID}))},
		{"the asker likes what it may not see", http.StatusAccepted, 0, signed(s.mallory, s.mallory.activity("Like", "like", post.ID))},
	})
	s.mallory.send(s.mallory.activity("Follow", "ask again", locked.ID))
	if f, err := s.core.Follow(t.Context(), s.mallory.id, locked.ID); err != nil || f.Accepted || s.sent(s.mallory.id+"/inbox") != nil {
		t.Errorf("follow %+v, %v; sent %v", f, err, s.sent(s.mallory.id+"/inbox"))
	}
	if may, err := s.core.MayRead(t.Context(), post.ID, s.mallory.id); may || err != nil {
		t.Errorf("the asker reads what is for followers: %v, %v", may, err)
	}
}
