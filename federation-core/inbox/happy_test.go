package inbox_test

import (
	"errors"
	"maps"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"landfall/federation-core/delivery"
	"landfall/federation-core/httpsig"
	"landfall/federation-core/social"
	"landfall/federation-core/vocab"
)

func ask(at time.Time) delivery.Ask {
	return delivery.Ask{Now: at.Add(time.Hour), PerHost: 100, Rows: 1_000, Bytes: 1 << 24}
}

// activity makes one of an actor.
func (s *sender) activity(kind, id string, about any) object {
	id = strings.ReplaceAll(id, " ", "-")
	return object{"@context": vocab.ContextActivityStreams, "id": s.origin + "/activities/" + id, "type": kind, "actor": s.id, "object": about}
}

// note makes a post of an actor.
func (s *sender) note(id string, change object) object {
	n := object{
		"id": s.origin + "/notes/" + id, "type": "Note", "attributedTo": s.id, "content": "<p>hello</p>",
		"to": []string{string(vocab.Public)}, "cc": []string{s.id + "/followers"}, "published": s.w.now.Add(-time.Minute).Format(time.RFC3339),
	}
	maps.Copy(n, change)
	return n
}

func TestAFollowIsAnsweredAtOnce(t *testing.T) {
	for _, scheme := range []httpsig.Scheme{httpsig.Cavage, httpsig.RFC9421} {
		w := newWorld(t)
		alice, carol := w.person("alice", nil), w.server().actor("carol", 0)
		if status := w.deliver(carol.request(carol.activity("Follow", "1", alice.ID), scheme)); status != http.StatusAccepted {
			t.Fatalf("status %d", status)
		}
		w.work()
		f, err := w.core.Follow(t.Context(), carol.id, alice.ID)
		if err != nil || !f.Accepted {
			t.Errorf("follow %+v, %v", f, err)
		}
		if got := w.sent(carol.id + "/inbox"); !cmp.Equal(got, []string{"Accept"}) {
			t.Errorf("sent %v", got)
		}
		if got := w.outbound.requests(); got != 1 {
			t.Errorf("%d requests, want one for the key", got)
		}
	}
}

func TestALockedAccountAnswersByHand(t *testing.T) {
	w := newWorld(t)
	alice := w.person("alice", func(a *social.Actor) { a.Locked = true })
	carol := w.server().actor("carol", 0)
	carol.send(carol.activity("Follow", "1", alice.ID))
	f, err := w.core.Follow(t.Context(), carol.id, alice.ID)
	if err != nil || f.Accepted || w.sent(carol.id+"/inbox") != nil {
		t.Errorf("follow %+v, %v; sent %v", f, err, w.sent(carol.id+"/inbox"))
	}
}

func TestPostsComeAndGo(t *testing.T) {
	w := newWorld(t)
	alice, carol := w.person("alice", nil), w.server().actor("carol", 0)
	ctx := t.Context()
	note := carol.note("1", nil)
	id := note["id"].(string)
	carol.send(carol.activity("Create", "unwanted", note))
	if _, err := w.core.Post(ctx, id); !errors.Is(err, social.ErrNotFound) {
		t.Errorf("a post that nobody asked for is kept: %v", err)
	}
	w.follow(alice.ID, carol.id)
	carol.send(carol.activity("Create", "1", note))
	p, err := w.core.Post(ctx, id)
	if err != nil || p.Visibility != social.Public || p.Author != carol.id {
		t.Fatalf("post %+v, %v", p, err)
	}
	carol.send(carol.activity("Update", "2", carol.note("1", object{"content": "edited", "updated": w.now.Format(time.RFC3339)})))
	if p, err = w.core.Post(ctx, id); err != nil || p.Content != "edited" {
		t.Errorf("post %+v, %v", p, err)
	}
	carol.send(carol.activity("Delete", "3", object{"id": id, "type": "Tombstone"}))
	if _, err = w.core.Post(ctx, id); !errors.Is(err, social.ErrGone) {
		t.Errorf("deleted: %v", err)
	}
	carol.send(carol.activity("Create", "4", note))
	if _, err = w.core.Post(ctx, id); !errors.Is(err, social.ErrGone) {
		t.Errorf("it came back: %v", err)
	}
}

func TestReactionsCountAndAreTakenBack(t *testing.T) {
	w := newWorld(t)
	alice, carol := w.person("alice", nil), w.server().actor("carol", 0)
	post := w.post(alice, social.Public)
	counts := func() [2]int64 {
		likes, err := w.core.Reactions(t.Context(), post.ID, social.Like)
		boosts, err2 := w.core.Reactions(t.Context(), post.ID, social.Boost)
		if err := errors.Join(err, err2); err != nil {
			t.Fatal(err)
		}
		return [2]int64{likes, boosts}
	}
	like, boost := carol.activity("Like", "1", post.ID), carol.activity("Announce", "2", post.ID)
	boost["to"] = string(vocab.Public)
	carol.send(like)
	carol.send(boost)
	if got := counts(); got != [2]int64{1, 1} {
		t.Errorf("likes and boosts %v", got)
	}
	carol.send(carol.activity("Undo", "3", like))
	carol.send(carol.activity("Undo", "4", boost["id"]))
	if got := counts(); got != [2]int64{0, 0} {
		t.Errorf("likes and boosts %v", got)
	}
}

func TestABoostBringsAPostFromItsOrigin(t *testing.T) {
	w := newWorld(t)
	alice, there, away := w.person("alice", nil), w.server(), w.server()
	carol, dave := there.actor("carol", 0), away.actor("dave", 1)
	w.follow(alice.ID, alice.ID)
	note := dave.note("1", nil)
	away.serve("/notes/1", note)
	forged := dave.note("1", object{"content": "forged"})
	boost := carol.activity("Announce", "1", forged)
	boost["to"] = string(vocab.Public)
	carol.send(carol.activity("Follow", "0", alice.ID)) // so that carol is known
	w.follow(alice.ID, carol.id)
	if status := carol.send(boost); status != http.StatusAccepted {
		t.Fatalf("status %d", status)
	}
	p, err := w.core.Post(t.Context(), note["id"].(string))
	if err != nil || p.Content != "<p>hello</p>" || p.Author != dave.id {
		t.Errorf("post %+v, %v", p, err)
	}
	if n, err := w.core.Reactions(t.Context(), p.ID, social.Boost); n != 1 || err != nil {
		t.Errorf("%d boosts, %v", n, err)
	}
}
