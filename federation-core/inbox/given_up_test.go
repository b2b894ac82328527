package inbox_test

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"landfall/federation-core/httpsig"
	"landfall/federation-core/inbox"
	"landfall/federation-core/social"
	"landfall/internal/sqlstore"
)

// fussy is a store that refuses likes, as a fault of ours would make it.
type fussy struct {
	*sqlstore.Core
	broken bool // it takes nothing at all
	tries  int
}

var errFussy = errors.New("no likes")

func (f *fussy) Settle(ctx context.Context, outcomes []social.Outcome) error {
	for _, o := range outcomes {
		for _, c := range o.Changes {
			if _, like := c.(social.AddReaction); like {
				f.tries++
				return errFussy
			}
		}
	}
	if f.broken {
		return errors.New("the disk is full")
	}
	return f.Core.Settle(ctx, outcomes)
}

// What the store refuses is tried again, later each time, delays nobody else, and is given up
// in the end: kept as it came, with the reason, for whoever runs the server.
func TestWhatTheStoreRefusesIsGivenUp(t *testing.T) {
	w := newWorld(t)
	alice, carol := w.person("alice", nil), w.server().actor("carol", 0)
	post := w.post(alice, social.Public)
	store := &fussy{Core: w.core}
	deps := w.processor.Deps
	deps.Store = store
	w.processor = inbox.NewProcessor(deps)
	like := carol.activity("Like", "like", post.ID)
	for _, a := range []object{carol.activity("Follow", "follow", alice.ID), like, carol.activity("Block", "block", w.person("bob", nil).ID)} {
		if status := w.deliver(carol.request(a, httpsig.Cavage)); status != http.StatusAccepted {
			t.Fatalf("status %d", status)
		}
	}
	w.work()
	if _, err := w.core.Follow(t.Context(), carol.id, alice.ID); err != nil {
		t.Errorf("what came with it has no effect: %v", err)
	}
	tries := []int{store.tries}
	for range 10 {
		w.now = w.now.Add(34*time.Hour + 10*time.Minute)
		w.work()
		tries = append(tries, store.tries)
	}
	if got := store.tries; got < 8 || got > 9 {
		t.Errorf("it was tried %v times", tries)
	}
	all, err := w.core.GivenUp(t.Context(), 9)
	if err != nil || len(all) != 1 {
		t.Fatalf("given up: %+v, %v", all, err)
	}
	if a := all[0]; a.ID != like["id"] || a.Attempts != 8 || !strings.Contains(a.Reason, errFussy.Error()) || !strings.Contains(string(a.Body), post.ID) {
		t.Errorf("given up: %+v", a)
	}
	if backlog, err := w.core.Backlog(t.Context()); err != nil || backlog.Arrivals != 0 || backlog.GivenUp != 1 {
		t.Errorf("backlog %+v, %v", backlog, err)
	}
	if n := w.processor.Work.Broken.Load(); n != 1 || w.processor.Work.Away.Load() != 0 {
		t.Errorf("%d are counted", n)
	}
	deps.Store = w.core
	w.processor = inbox.NewProcessor(deps)
	carol.send(like)
	if n, err := w.core.Reactions(t.Context(), post.ID, social.Like); n != 0 || err != nil {
		t.Errorf("its id is free again: %d likes, %v", n, err)
	}
}

// half reads no actor of one id, as if its row were damaged.
type half struct {
	*sqlstore.Core
	damaged string
}

func (h half) Actor(ctx context.Context, id string) (social.Actor, error) {
	if id == h.damaged {
		return social.Actor{}, errors.New("the row is damaged")
	}
	return h.Core.Actor(ctx, id)
}

func (h half) ActorsOf(ctx context.Context, ids []string) (map[string]social.Actor, error) {
	if slices.Contains(ids, h.damaged) {
		return nil, errors.New("a row is damaged")
	}
	return h.Core.ActorsOf(ctx, ids)
}

// Who cannot be read here delays nobody else, in the fast lane or the slow one.
func TestADamagedRowDelaysNobody(t *testing.T) {
	w := newWorld(t)
	alice, there := w.person("alice", nil), w.server()
	carol, dave := there.actor("carol", 0), there.actor("dave", 1)
	for _, s := range []*sender{carol, dave} {
		s.send(s.activity("Frobnicate", "hello-"+s.keyID[len(s.origin)+len("/users/"):len(s.keyID)-len("#main-key")], alice.ID))
	}
	w.follow(alice.ID, dave.id)
	deps := w.processor.Deps
	deps.Actors = half{w.core, carol.id}
	w.processor = inbox.NewProcessor(deps)
	there.serve("/notes/1", carol.note("1", nil))
	for _, a := range []*http.Request{
		carol.request(carol.activity("Follow", "1", alice.ID), httpsig.Cavage),
		dave.request(dave.activity("Announce", "2", there.origin+"/notes/1"), httpsig.Cavage), // which is carol's
		dave.request(dave.activity("Follow", "3", alice.ID), httpsig.Cavage),
	} {
		if status := w.deliver(a); status != http.StatusAccepted {
			t.Fatalf("status %d", status)
		}
	}
	w.work()
	if _, err := w.core.Follow(t.Context(), dave.id, alice.ID); err != nil {
		t.Errorf("who came after has no effect: %v", err)
	}
	waiting, err := w.core.Waiting(t.Context(), w.now.Add(time.Hour), 9)
	if err != nil || len(waiting) != 2 || waiting[0].Attempts != 1 || waiting[1].Attempts != 1 {
		t.Errorf("waiting %+v, %v", waiting, err)
	}
}

// A store that takes nothing is no reason to give anything up.
func TestAStoreThatIsDownLosesNothing(t *testing.T) {
	w := newWorld(t)
	alice, carol := w.person("alice", nil), w.server().actor("carol", 0)
	store := &fussy{Core: w.core, broken: true}
	deps := w.processor.Deps
	deps.Store = store
	w.processor = inbox.NewProcessor(deps)
	if status := w.deliver(carol.request(carol.activity("Follow", "follow", alice.ID), httpsig.Cavage)); status != http.StatusAccepted {
		t.Fatalf("status %d", status)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	if err := w.processor.Run(ctx); err != nil {
		t.Fatal(err)
	}
	waiting, err := w.core.Waiting(t.Context(), w.now, 9)
	if err != nil || len(waiting) != 1 || waiting[0].Attempts != 0 {
		t.Errorf("waiting %+v, %v", waiting, err)
	}
	store.broken = false
	w.work()
	if _, err := w.core.Follow(t.Context(), carol.id, alice.ID); err != nil {
		t.Error(err)
	}
}

// An origin that cannot be reached is asked again and again for what an activity needs of it,
// and given up in the end.
func TestAnOriginThatIsAwayIsGivenUp(t *testing.T) {
	w := newWorld(t)
	alice, there := w.person("alice", nil), w.server()
	carol := there.actor("carol", 0)
	carol.send(carol.activity("Frobnicate", "hello", alice.ID))
	w.follow(alice.ID, carol.id)
	there.serve("/notes/1", http.StatusBadGateway)
	carol.send(carol.activity("Follow", "follow", alice.ID))
	carol.send(carol.activity("Create", "create", there.origin+"/notes/1"))
	if b, err := w.core.Backlog(t.Context()); err != nil || b.Arrivals != 1 || !b.NextArrival.Equal(w.now.Add(30*time.Second)) || b.Deliveries != 1 || !b.NextDelivery.Equal(w.now) {
		t.Errorf("backlog %+v, %v", b, err)
	}
	for range 10 {
		w.now = w.now.Add(34*time.Hour + 10*time.Minute)
		w.work()
	}
	all, err := w.core.GivenUp(t.Context(), 9)
	if err != nil || len(all) != 1 || all[0].Attempts != 8 || !strings.Contains(all[0].Reason, "502") {
		t.Errorf("given up: %+v, %v", all, err)
	}
	if b, err := w.core.Backlog(t.Context()); err != nil || !b.NextArrival.IsZero() {
		t.Errorf("what was given up is due: %+v, %v", b, err)
	}
	n := &w.processor.Work
	if n.Away.Load() != 1 || n.Broken.Load() != 0 || n.Retried.Load() != 7 {
		t.Errorf("%d, %d and %d are counted", n.Away.Load(), n.Broken.Load(), n.Retried.Load())
	}
}
