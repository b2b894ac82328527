package outbox_test

import (
	"errors"
	"slices"
	"sync"
	"testing"
	"time"

	"landfall/federation-core/outbox"
	"landfall/federation-core/social"
)

// house is a server of three: bob is locked.
func house(t *testing.T) (w *world, alice, bob, carl social.Actor) {
	t.Helper()
	w = newWorld(t)
	alice, bob = w.settle(outbox.NewAccount{Username: "alice"}), w.settle(outbox.NewAccount{Username: "bob", Locked: true})
	return w, alice, bob, w.settle(outbox.NewAccount{Username: "carl"})
}

// quiet checks that nothing was sent and nobody was woken.
func (w *world) quiet() {
	w.t.Helper()
	w.equal("inboxes", inboxes(w.sent()), []string(nil))
	w.equal("wakes", w.wakes, 0)
}

// TestFollowsAmongUs: they happen, and nothing is sent.
func TestFollowsAmongUs(t *testing.T) {
	t.Parallel()
	w, alice, bob, carl := house(t)
	ctx := t.Context()
	follow := func(a, b social.Actor) bool {
		f, err := w.core.Follow(ctx, a.ID, b.ID)
		if err != nil && !errors.Is(err, social.ErrNotFound) {
			t.Fatal(err)
		}
		return f.Accepted
	}

	must[social.Follow](t)(w.Follow(ctx, bob.ID, alice.ID))
	w.equal("at once", follow(bob, alice), true)
	must[social.Follow](t)(w.Follow(ctx, alice.ID, bob.ID))
	w.equal("locked", follow(alice, bob), false)
	w.ok(w.AcceptRequest(ctx, bob.ID, alice.ID))
	w.equal("accepted", follow(alice, bob), true)
	w.ok(w.RemoveFollower(ctx, bob.ID, alice.ID))
	w.equal("removed", follow(alice, bob), false)
	must[social.Follow](t)(w.Follow(ctx, alice.ID, bob.ID))
	w.ok(w.RejectRequest(ctx, bob.ID, alice.ID))
	w.equal("rejected", follow(alice, bob), false)
	w.ok(w.Unfollow(ctx, bob.ID, alice.ID))
	w.equal("unfollowed", follow(bob, alice), false)

	must[social.Follow](t)(w.Follow(ctx, carl.ID, alice.ID))
	must[social.Actor](t)(w.AddAlias(ctx, bob.ID, "alice"))
	must[social.Actor](t)(w.Move(ctx, alice.ID, "@bob"))
	w.equal("moved", must[social.Actor](t)(w.core.Actor(ctx, alice.ID)).MovedTo, bob.ID)
	w.equal("carl and alice", follow(carl, alice), false)
	asked := must[social.Follow](t)(w.core.Follow(ctx, carl.ID, bob.ID))
	w.equal("carl and bob, who is locked", asked.Accepted, false)
	w.equal("no alias", len(must[social.Actor](t)(w.RemoveAlias(ctx, bob.ID, alice.ID)).AlsoKnownAs), 0)
	w.quiet()
}

// TestTheRestAmongUs does everything else.
func TestTheRestAmongUs(t *testing.T) {
	t.Parallel()
	w, alice, bob, carl := house(t)
	ctx := t.Context()
	post := must[social.Post](t)(w.Post(ctx, alice.ID, outbox.Draft{Text: "hello @bob"})).ID
	must[social.Reaction](t)(w.Like(ctx, bob.ID, post))
	must[social.Reaction](t)(w.Boost(ctx, bob.ID, post, social.Public))
	for _, kind := range []social.ReactionKind{social.Like, social.Boost} {
		w.equal("reactions", must[int64](t)(w.core.Reactions(ctx, post, kind)), int64(1))
	}
	w.ok(w.Unlike(ctx, bob.ID, post))
	w.ok(w.Unboost(ctx, bob.ID, post))
	for _, kind := range []social.ReactionKind{social.Like, social.Boost} {
		w.equal("no reactions", must[int64](t)(w.core.Reactions(ctx, post, kind)), int64(0))
	}
	w.ok(w.Pin(ctx, alice.ID, post))
	w.equal("pinned", len(must[[]social.Numbered[social.Post]](t)(w.core.Pinned(ctx, alice.ID))), 1)
	w.ok(w.Unpin(ctx, alice.ID, post))
	w.equal("unpinned", len(must[[]social.Numbered[social.Post]](t)(w.core.Pinned(ctx, alice.ID))), 0)

	must[social.Report](t)(w.Report(ctx, bob.ID, outbox.Complaint{Target: alice.ID, Posts: []string{post, post}, Comment: "rude", Forward: true}))
	reports := must[[]social.Numbered[social.Report]](t)(w.core.Reports(ctx, 0, 10))
	if len(reports) != 1 || reports[0].Of.Reporter != bob.ID || !slices.Equal(reports[0].Of.Posts, []string{post}) {
		t.Errorf("reports: %+v", reports)
	}
	must[social.Block](t)(w.Block(ctx, alice.ID, carl.ID))
	w.equal("blocked", must[bool](t)(w.core.Blocks(ctx, alice.ID, carl.ID)), true)
	w.ok(w.Unblock(ctx, alice.ID, carl.ID))
	w.equal("unblocked", must[bool](t)(w.core.Blocks(ctx, alice.ID, carl.ID)), false)
	must[social.Actor](t)(w.EditProfile(ctx, alice.ID, outbox.Profile{Bot: new(true), Hides: new(true)}))
	w.equal("a bot", must[social.Actor](t)(w.core.Actor(ctx, alice.ID)).Type, "Service")
	w.ok(w.Delete(ctx, alice.ID, post))
	w.ok(w.DeleteAccount(ctx, alice.ID))
	w.quiet()
}

// TestAHostThatIsNotAllowed gets nothing, not even from a queue that was filled before the
// policy changed: the worker asks again. Here it is what is put in the queue.
func TestAHostThatIsNotAllowed(t *testing.T) {
	t.Parallel()
	w, c := newCast(t)
	ctx := t.Context()
	w.denied["bad.example"] = false
	post := w.theirs(c.mallory, 1, social.Public)
	must[social.Follow](t)(w.Follow(ctx, c.alice.ID, c.mallory.ID))
	must[social.Reaction](t)(w.Like(ctx, c.alice.ID, post.ID))
	w.equal("before", inboxes(w.sent()), []string{c.mallory.Inbox})
	w.denied["bad.example"] = true
	w.ok(w.Unlike(ctx, c.alice.ID, post.ID))
	w.ok(w.Unfollow(ctx, c.alice.ID, c.mallory.ID))
	must[social.Block](t)(w.Block(ctx, c.alice.ID, c.mallory.ID))
	must[social.Report](t)(w.Report(ctx, c.alice.ID, outbox.Complaint{Target: c.mallory.ID, Forward: true}))
	w.equal("after", inboxes(w.sent()), []string(nil))
	if _, err := w.core.Follow(ctx, c.alice.ID, c.mallory.ID); !errors.Is(err, social.ErrNotFound) {
		t.Errorf("alice follows still: %v", err)
	}
	w.equal("filed", len(must[[]social.Numbered[social.Report]](t)(w.core.Reports(ctx, 0, 10))), 1)
	w.ok(w.DeleteAccount(ctx, c.alice.ID))
	w.equal("the end", inboxes(w.sent()), []string{away})
}

// TestAPostComesOnce for one key, however often and at whatever time it is sent, and again once
// the hour is over. One that failed may be tried again.
func TestAPostComesOnce(t *testing.T) {
	t.Parallel()
	w, c := newCast(t)
	ctx := t.Context()
	d := outbox.Draft{Text: "hello", IdempotencyKey: "k"}
	if _, err := w.Post(ctx, c.alice.ID, outbox.Draft{Text: "x", InReplyTo: "https://far.example/9", IdempotencyKey: "k"}); err == nil {
		t.Fatal("it answers nothing")
	}
	var all sync.WaitGroup
	var mu sync.Mutex
	ids := make(map[string]bool)
	for range 8 {
		all.Go(func() {
			p, err := w.Post(ctx, c.alice.ID, d)
			mu.Lock()
			defer mu.Unlock()
			if ids[p.ID] = true; err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	bobs := must[social.Post](t)(w.Post(ctx, c.bob.ID, d))
	w.mu.Lock()
	w.clock = w.clock.Add(time.Hour)
	w.mu.Unlock()
	later := must[social.Post](t)(w.Post(ctx, c.alice.ID, d))
	if len(ids) != 1 || ids[bobs.ID] || ids[later.ID] {
		t.Errorf("%v, %s, %s", ids, bobs.ID, later.ID)
	}
	w.equal("posts", must[int64](t)(w.core.CountPosts(ctx, c.alice.ID, social.Direct)), int64(2))
}

// TestNothingHalfDone: where the store takes nothing, nothing is done and nobody is woken.
func TestNothingHalfDone(t *testing.T) {
	t.Parallel()
	w, c := newCast(t)
	mine, theirs := w.post(c, "hello").ID, w.theirs(c.erin, 1, social.Public).ID
	w.asks(c.erin, c.alice)
	w.sent()
	w.wakes = 0
	for name, act := range w.actions(c, mine, theirs) {
		w.Store = broken{w.core}
		err := act(t.Context(), c.alice.ID)
		w.Store = w.core
		quiet := slices.Contains([]string{"Unpin", "Unlike", "Unboost", "Unfollow", "Unblock", "RemoveAlias"}, name)
		refused := slices.Contains([]string{"Move", "AcceptRequest", "RejectRequest"}, name)
		switch {
		case quiet && err != nil, refused && err != nil && errors.Is(err, errBroken), !quiet && !refused && !errors.Is(err, errBroken):
			t.Errorf("%s: %v", name, err)
		}
	}
	w.quiet()
}

// TestOurOwnHost is never delivered to, whoever says that this is where they live.
func TestOurOwnHost(t *testing.T) {
	t.Parallel()
	w, c := newCast(t)
	liar := stranger("liar", "liar.example", false)
	liar.Inbox = site.Inbox("bob")
	w.meet(liar)
	w.follows(liar, c.alice)
	w.post(c, "hello @liar@liar.example")
	must[social.Follow](t)(w.Follow(t.Context(), c.alice.ID, liar.ID))
	w.equal("inboxes", inboxes(w.sent()), []string{away})
}

// TestAnAccountMovesOnce, to an account that names it and has not moved itself. Whoever follows
// here follows along, but not to somebody from whom a block parts them.
func TestAnAccountMovesOnce(t *testing.T) {
	t.Parallel()
	w, c := newCast(t)
	ctx := t.Context()
	other := stranger("alice", "new.example", false)
	c.erin.AlsoKnownAs, other.AlsoKnownAs = []string{c.alice.ID}, []string{c.alice.ID}
	w.found["erin@far.example"], w.found["alice@new.example"] = c.erin, other
	away := other
	away.MovedTo = c.erin.ID
	w.found["alice@new.example"] = away
	if _, err := w.Move(ctx, c.alice.ID, "alice@new.example"); !errors.Is(err, outbox.ErrInvalid) {
		t.Errorf("to who has moved: %v", err)
	}
	w.found["alice@new.example"] = other
	w.apply(social.AddBlock{Block: social.Block{Blocker: c.erin.ID, Blocked: c.bob.ID, At: noon}})
	must[social.Actor](t)(w.Move(ctx, c.alice.ID, "erin@far.example"))
	for _, s := range w.sent() {
		if s.Signer == c.bob.ID {
			t.Errorf("bob sends %s", s.Body)
		}
	}
	if _, err := w.core.Follow(ctx, c.bob.ID, c.alice.ID); !errors.Is(err, social.ErrNotFound) {
		t.Errorf("bob follows still: %v", err)
	}
	if _, err := w.Move(ctx, c.alice.ID, "alice@new.example"); !errors.Is(err, outbox.ErrForbidden) {
		t.Errorf("twice: %v", err)
	}
	w.equal("read anew each time", len(w.asked), 3)
}
