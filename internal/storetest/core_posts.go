package storetest

import (
	"fmt"
	"testing"
	"time"

	"landfall/federation-core/social"
)

func aPostIsItsAuthors(t *testing.T, c core) {
	alice, bob, carol, dave := c.people()
	ctx := t.Context()
	post := postBy(carol, 1, social.Public)
	post.Mentions = []social.Mention{{Actor: alice.ID, Name: "@alice@home.example"}}
	c.apply(social.AddPost{Post: post})
	c.equal("post", must[social.Post](t)(c.Post(ctx, post.ID)), post)
	c.equal("told", c.told(alice), []social.NotificationKind{social.Mentioned})

	stolen := post
	stolen.Author, stolen.Content = dave.ID, "stolen"
	edited := stolen
	edited.Updated = coreDay.AddDate(0, 0, 1)
	c.apply(social.AddPost{Post: stolen}, social.EditPost{Post: edited}, social.RemovePost{ID: post.ID, Author: dave.ID, At: coreDay},
		social.Pin{Actor: dave.ID, Post: post.ID})
	c.equal("post", must[social.Post](t)(c.Post(ctx, post.ID)), post)
	c.equal("pinned", len(must[[]social.Numbered[social.Post]](t)(c.Pinned(ctx, dave.ID))), 0)

	c.apply(social.Pin{Actor: carol.ID, Post: post.ID}, social.Pin{Actor: carol.ID, Post: post.ID})
	c.equal("pinned", len(must[[]social.Numbered[social.Post]](t)(c.Pinned(ctx, carol.ID))), 1)
	c.apply(social.Unpin{Actor: carol.ID, Post: post.ID})
	c.equal("pinned", len(must[[]social.Numbered[social.Post]](t)(c.Pinned(ctx, carol.ID))), 0)

	unknown := postBy(remoteActor("ghost", "away.example"), 1, social.Public)
	c.apply(social.AddPost{Post: unknown})
	_, err := c.Post(ctx, unknown.ID)
	c.is(err, social.ErrNotFound)
	own := postBy(bob, 1, social.Public)
	own.Mentions = []social.Mention{{Actor: bob.ID}}
	c.apply(social.AddPost{Post: own})
	c.equal("nobody is told what they did", len(c.told(bob)), 0)
}

func whatIsDeletedStaysDeleted(t *testing.T, c core) {
	_, _, carol, dave := c.people()
	ctx := t.Context()
	first, late := postBy(carol, 1, social.Public), postBy(carol, 2, social.Public)
	c.apply(
		social.AddPost{Post: first}, social.RemovePost{ID: first.ID, Author: carol.ID, At: coreDay}, social.AddPost{Post: first},
		social.RemovePost{ID: late.ID, Author: carol.ID, At: coreDay}, social.AddPost{Post: late},
	)
	edited := first
	edited.Updated = coreDay.AddDate(0, 0, 1)
	c.apply(social.EditPost{Post: edited},
		social.AddReaction{Reaction: social.Reaction{Kind: social.Boost, Actor: dave.ID, Post: first.ID, At: coreDay}})
	c.apply(social.RemovePost{ID: first.ID, Author: carol.ID, At: coreDay.Add(time.Hour)})
	_, err := c.Post(ctx, first.ID)
	c.gone(err, social.GoneError{Type: "Note", At: coreDay})
	_, err = c.Post(ctx, late.ID)
	c.gone(err, social.GoneError{At: coreDay})
	c.equal("boosts", must[int64](t)(c.Reactions(ctx, first.ID, social.Boost)), int64(0))
	c.equal("posts", len(must[[]social.Numbered[social.Post]](t)(c.PostsOf(ctx, carol.ID, social.Direct, 0, 9))), 0)
}

func anEditNeverWidens(t *testing.T, c core) {
	alice, bob, carol, _ := c.people()
	ctx := t.Context()
	post := postBy(carol, 1, social.Direct, alice.ID)
	c.apply(social.AddPost{Post: post})
	wider := post
	wider.Visibility, wider.To, wider.Content, wider.Updated = social.Public, []string{alice.ID, bob.ID}, "new words", coreDay.AddDate(0, 0, 1)
	wider.Mentions = []social.Mention{{Actor: bob.ID}}
	c.apply(social.EditPost{Post: wider})
	got := must[social.Post](t)(c.Post(ctx, post.ID))
	c.equal("words", got.Content, "new words")
	c.equal("audience", []any{got.Visibility, got.To}, []any{social.Direct, []string{alice.ID}})
	c.equal("may read", []bool{c.may(post, alice.ID), c.may(post, bob.ID), c.may(post, "")}, []bool{true, false, false})

	stale := wider
	stale.Content = "older words"
	c.apply(social.EditPost{Post: stale}, social.EditPost{Post: post})
	c.equal("words", must[social.Post](t)(c.Post(ctx, post.ID)).Content, "new words")

	// Some tell of an edit by when it was published alone.
	for _, edit := range []struct {
		words string
		at    time.Time
	}{{"newest", coreDay.AddDate(0, 0, 3)}, {"late", coreDay.AddDate(0, 0, 2)}} {
		odd := post
		odd.Content, odd.Published = edit.words, edit.at
		c.apply(social.EditPost{Post: odd})
	}
	got = must[social.Post](t)(c.Post(ctx, post.ID))
	c.equal("words and times", []any{got.Content, got.Published, got.Updated}, []any{"newest", post.Published, coreDay.AddDate(0, 0, 3)})
}

func whoMayRead(t *testing.T, c core) {
	alice, bob, carol, dave := c.people()
	c.apply(
		social.AddFollow{Follow: social.Follow{Follower: carol.ID, Followee: alice.ID, Accepted: true, At: coreDay}},
		social.AddFollow{Follow: social.Follow{Follower: dave.ID, Followee: alice.ID, At: coreDay}}, // asked, and waits
	)
	for i, tt := range []struct {
		visibility                            social.Visibility
		to                                    string
		anybody, author, follower, asker, bob bool
	}{
		{social.Public, "", true, true, true, true, true},
		{social.Unlisted, "", true, true, true, true, true},
		{social.Followers, "", false, true, true, false, false},
		{social.Followers, bob.ID, false, true, true, false, true},
		{social.Direct, dave.ID, false, true, false, true, false},
	} {
		post := postBy(alice, i+1, tt.visibility, tt.to)
		c.apply(social.AddPost{Post: post})
		got := []bool{c.may(post, ""), c.may(post, alice.ID), c.may(post, carol.ID), c.may(post, dave.ID), c.may(post, bob.ID)}
		c.equal(post.ID, got, []bool{tt.anybody, tt.author, tt.follower, tt.asker, tt.bob})
	}
}

func reactionsNeedSight(t *testing.T, c core) {
	alice, bob, carol, dave := c.people()
	c.apply(social.AddFollow{Follow: social.Follow{Follower: carol.ID, Followee: alice.ID, Accepted: true, At: coreDay}})
	react := func(kind social.ReactionKind, actor social.Actor, p social.Post) int64 {
		c.apply(social.AddReaction{Reaction: social.Reaction{Kind: kind, Actor: actor.ID, Post: p.ID, At: coreDay}})
		n := must[int64](t)(c.Reactions(t.Context(), p.ID, kind))
		c.apply(social.DropReaction{Kind: kind, Actor: actor.ID, Post: p.ID})
		return n
	}
	for i, tt := range []struct {
		visibility social.Visibility
		to         string
		likes      []int64 // by alice, the author; bob; carol, a follower; dave
		boosts     []int64
	}{
		{social.Public, "", []int64{1, 1, 1, 1}, []int64{1, 1, 1, 1}},
		{social.Unlisted, "", []int64{1, 1, 1, 1}, []int64{1, 1, 1, 1}},
		{social.Followers, "", []int64{1, 0, 1, 0}, []int64{1, 0, 0, 0}},
		{social.Direct, dave.ID, []int64{1, 0, 0, 1}, []int64{0, 0, 0, 0}},
	} {
		post := postBy(alice, i+1, tt.visibility, tt.to)
		c.apply(social.AddPost{Post: post})
		for j, actor := range []social.Actor{alice, bob, carol, dave} {
			c.equal("like of "+post.ID+" by "+actor.ID, react(social.Like, actor, post), tt.likes[j])
			c.equal("boost of "+post.ID+" by "+actor.ID, react(social.Boost, actor, post), tt.boosts[j])
		}
	}
	post := postBy(alice, 1, social.Public)
	c.apply(social.AddReaction{Reaction: social.Reaction{Kind: social.Boost, Actor: carol.ID, Post: post.ID, At: coreDay}})
	c.equal("touched", must[[]string](t)(c.Touched(t.Context(), post.ID)), []string{carol.SharedInbox})
	c.equal("contacts", must[[]string](t)(c.KnownMailboxes(t.Context(), alice.ID)), []string{carol.SharedInbox, dave.SharedInbox})
	c.apply(social.SetStanding{ID: carol.ID, Standing: social.Suspended})
	c.equal("suspended", must[[]string](t)(c.Touched(t.Context(), post.ID)) == nil, true)
	for range 2 {
		c.apply(social.AddReaction{Reaction: social.Reaction{Kind: social.Like, Actor: bob.ID, Post: post.ID, At: coreDay}})
	}
	c.equal("likes", must[int64](t)(c.Reactions(t.Context(), post.ID, social.Like)), int64(1))
	c.equal("told", c.told(alice)[:1], []social.NotificationKind{social.Liked})
}

func listsArePaged(t *testing.T, c core) {
	alice, bob, carol, dave := c.people()
	ctx := t.Context()
	root := postBy(carol, 100, social.Public)
	c.apply(
		social.AddPost{Post: root}, social.AddFollow{Follow: social.Follow{Follower: alice.ID, Followee: carol.ID, Accepted: true, At: coreDay}},
		social.AddFollow{Follow: social.Follow{Follower: alice.ID, Followee: dave.ID, At: coreDay}}, // not answered yet
	)
	for i := range 7 {
		reply := postBy(carol, i+1, social.Visibility(i%4), bob.ID)
		reply.InReplyTo = root.ID
		c.apply(social.AddPost{Post: reply}, social.AddPost{Post: postBy(dave, i+1, social.Public)})
	}
	var seen []int64
	for before, n := int64(0), 0; ; n++ {
		page := must[[]social.Numbered[social.Post]](t)(c.PostsOf(ctx, carol.ID, social.Unlisted, before, 2))
		if len(page) == 0 {
			c.equal("pages", n, 3)
			break
		}
		for _, p := range page {
			seen = append(seen, p.Number)
			before = p.Number
		}
	}
	c.equal("public and unlisted posts", len(seen), 5)
	for i := 1; i < len(seen); i++ {
		if seen[i] >= seen[i-1] {
			t.Errorf("not the newest first: %v", seen)
		}
	}
	replies := must[[]social.Numbered[social.Post]](t)(c.Replies(ctx, root.ID, 0, 3))
	c.equal("replies", len(replies), 3)
	c.equal("the rest", len(must[[]social.Numbered[social.Post]](t)(c.Replies(ctx, root.ID, replies[2].Number, 3))), 1)
	home := must[[]social.Numbered[social.Post]](t)(c.Home(ctx, alice.ID, 0, 20))
	c.equal("home", len(home), 1+2+2+2) // the root, public, unlisted and followers-only replies
	c.apply(social.SetStanding{ID: carol.ID, Standing: social.Suspended})
	c.equal("replies of who is suspended", len(must[[]social.Numbered[social.Post]](t)(c.Replies(ctx, root.ID, 0, 3))), 0)
	c.equal("home without who is suspended", len(must[[]social.Numbered[social.Post]](t)(c.Home(ctx, alice.ID, 0, 20))), 0)
}

func anArrivalHasItsEffectOnce(t *testing.T, c core) {
	alice, _, carol, _ := c.people()
	ctx := t.Context()
	arrival := social.Arrival{ID: "https://away.example/a/1", Actor: carol.ID, Body: []byte(`{"x":"ü"}`), Received: coreDay}
	second := arrival
	second.ID, second.Received = "https://away.example/a/2", coreDay.Add(time.Second)
	forged := arrival
	forged.Body = []byte(`{}`)
	c.equal("fresh", must[[]bool](t)(c.Accept(ctx, []social.Arrival{arrival, forged, second})), []bool{true, false, true})
	c.equal("fresh", must[[]bool](t)(c.Accept(ctx, []social.Arrival{second})), []bool{false})
	c.equal("waiting", must[[]social.Arrival](t)(c.Waiting(ctx, coreDay, 9)), []social.Arrival{arrival})
	c.equal("waiting", must[[]social.Arrival](t)(c.Waiting(ctx, coreDay.Add(time.Minute), 9)), []social.Arrival{arrival, second})

	follow := social.AddFollow{Follow: social.Follow{Follower: carol.ID, Followee: alice.ID, Accepted: true, At: coreDay}}
	for range 2 {
		if err := c.Settle(ctx, []social.Outcome{
			{ID: arrival.ID, Changes: []social.Change{follow}}, {ID: second.ID, Next: coreDay.Add(time.Hour), Reason: "the origin is away"},
		}); err != nil {
			t.Fatal(err)
		}
		c.apply(social.DropFollow{Follower: carol.ID, Followee: alice.ID})
	}
	_, err := c.Follow(ctx, carol.ID, alice.ID)
	c.is(err, social.ErrNotFound) // the second time did nothing
	c.equal("waiting", len(must[[]social.Arrival](t)(c.Waiting(ctx, coreDay.Add(time.Minute), 9))), 0)
	later := must[[]social.Arrival](t)(c.Waiting(ctx, coreDay.Add(time.Hour), 9))
	second.Attempts, second.Reason = 2, "the origin is away"
	c.equal("waiting", later, []social.Arrival{second})
	c.equal("fresh", must[[]bool](t)(c.Accept(ctx, []social.Arrival{arrival})), []bool{false})
}

// whatIsGivenUpIsKept: it is never due again, shown with its reason and the whole of it, and
// cleared away in the end; its id stays taken.
func whatIsGivenUpIsKept(t *testing.T, c core) {
	_, _, carol, _ := c.people()
	ctx := t.Context()
	arrivals := make([]social.Arrival, 3)
	for i := range arrivals {
		arrivals[i] = social.Arrival{ID: fmt.Sprintf("https://away.example/a/%d", i), Actor: carol.ID, Body: []byte(`{"x":1}`), Received: coreDay.Add(time.Duration(i) * time.Hour)}
	}
	must[[]bool](t)(c.Accept(ctx, arrivals))
	for _, i := range []int{0, 2} {
		if err := c.Settle(ctx, []social.Outcome{{ID: arrivals[i].ID, Reason: "refused", GivenUp: true}}); err != nil {
			t.Fatal(err)
		}
		arrivals[i].Attempts, arrivals[i].Reason = 1, "refused"
	}
	c.equal("waiting", must[[]social.Arrival](t)(c.Waiting(ctx, coreDay.AddDate(100, 0, 0), 9)), arrivals[1:2])
	c.equal("given up", must[[]social.Arrival](t)(c.GivenUp(ctx, 9)), []social.Arrival{arrivals[2], arrivals[0]})
	c.equal("given up last", must[[]social.Arrival](t)(c.GivenUp(ctx, 1)), arrivals[2:])
	c.equal("cleared away", must[int64](t)(c.PruneArrivals(ctx, arrivals[2].Received)), int64(1))
	c.equal("given up", must[[]social.Arrival](t)(c.GivenUp(ctx, 9)), arrivals[2:])
	c.equal("waiting", must[[]social.Arrival](t)(c.Waiting(ctx, coreDay.AddDate(100, 0, 0), 9)), arrivals[1:2])
	c.equal("fresh", must[[]bool](t)(c.Accept(ctx, arrivals)), make([]bool, 3))
}

func aFaultUndoesTheWholeBatch(t *testing.T, c core) {
	_, _, carol, _ := c.people()
	ctx := t.Context()
	arrival := social.Arrival{ID: "https://away.example/a/1", Actor: carol.ID, Received: coreDay}
	if _, err := c.Accept(ctx, []social.Arrival{arrival}); err != nil {
		t.Fatal(err)
	}
	post := postBy(carol, 1, social.Public)
	if err := c.Settle(ctx, []social.Outcome{{ID: arrival.ID, Changes: []social.Change{social.AddPost{Post: post}, nil}}}); err == nil {
		t.Fatal("a change that nobody knows was made")
	}
	_, err := c.Post(ctx, post.ID)
	c.is(err, social.ErrNotFound)
	c.equal("waiting", len(must[[]social.Arrival](t)(c.Waiting(ctx, coreDay, 9))), 1)
}
