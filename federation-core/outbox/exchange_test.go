package outbox_test

import (
	"errors"
	"slices"
	"testing"

	"landfall/federation-core/markup"
	"landfall/federation-core/outbox"
	"landfall/federation-core/social"
)

// TestTwoServersAgree does what people do to each other between two servers of this kind, and
// looks on the other side whether it has happened there.
func TestTwoServersAgree(t *testing.T) {
	t.Parallel()
	home, away := neighbours(t, "https://home.example", "https://away.example")
	ctx := t.Context()
	alice := home.settle(outbox.NewAccount{Username: "alice", Name: "Alice"})
	bob := away.settle(outbox.NewAccount{Username: "bob"})
	must[social.Actor](t)(away.Find(ctx, "alice@home.example"))
	must[social.Follow](t)(away.Follow(ctx, bob.ID, alice.ID))
	home.exchange()
	for _, n := range []*neighbour{home, away} {
		n.equal("followed", must[social.Follow](t)(n.core.Follow(ctx, bob.ID, alice.ID)).Accepted, true)
	}

	var posts []social.Post
	for _, seen := range []social.Visibility{social.Public, social.Unlisted, social.Followers, social.Direct} {
		d := outbox.Draft{Text: "hello @bob@away.example #tag", Summary: "words", Language: "en", Visibility: seen}
		posts = append(posts, must[social.Post](t)(home.Post(ctx, alice.ID, d)))
	}
	home.exchange()
	for _, p := range posts {
		got := must[social.Post](t)(away.core.Post(ctx, p.ID))
		away.equal("post", []any{markup.Clean(got.Content), got.Summary, got.Language, got.Visibility, got.To, got.CC, got.Mentions, got.Tags},
			[]any{markup.Clean(p.Content), p.Summary, p.Language, p.Visibility, p.To, p.CC, p.Mentions, p.Tags})
		away.equal("bob may read", must[bool](t)(away.core.MayRead(ctx, p.ID, bob.ID)), true)
		away.equal("everybody may read", must[bool](t)(away.core.MayRead(ctx, p.ID, "")), p.Visibility <= social.Unlisted)
	}

	post := posts[0].ID
	edited := must[social.Post](t)(home.Edit(ctx, alice.ID, post, outbox.Draft{Text: "other"}))
	home.ok(home.Pin(ctx, alice.ID, post))
	must[social.Reaction](t)(away.Like(ctx, bob.ID, posts[3].ID))
	must[social.Reaction](t)(away.Boost(ctx, bob.ID, post, social.Public))
	reply := must[social.Post](t)(away.Post(ctx, bob.ID, outbox.Draft{Text: "yes", InReplyTo: posts[3].ID}))
	home.exchange()
	away.equal("edited", must[social.Post](t)(away.core.Post(ctx, post)).Content, edited.Content)
	away.equal("pinned", len(must[[]social.Numbered[social.Post]](t)(away.core.Pinned(ctx, alice.ID))), 1)
	home.equal("likes", must[int64](t)(home.core.Reactions(ctx, posts[3].ID, social.Like)), int64(1))
	home.equal("boosts", must[int64](t)(home.core.Reactions(ctx, post, social.Boost)), int64(1))
	home.equal("reply", must[social.Post](t)(home.core.Post(ctx, reply.ID)).Visibility, social.Direct)

	home.ok(home.Unpin(ctx, alice.ID, post))
	home.ok(away.Unlike(ctx, bob.ID, posts[3].ID))
	home.ok(away.Unboost(ctx, bob.ID, post))
	home.ok(home.Delete(ctx, alice.ID, posts[1].ID))
	home.exchange()
	away.equal("unpinned", len(must[[]social.Numbered[social.Post]](t)(away.core.Pinned(ctx, alice.ID))), 0)
	home.equal("likes", must[int64](t)(home.core.Reactions(ctx, posts[3].ID, social.Like)), int64(0))
	home.equal("boosts", must[int64](t)(home.core.Reactions(ctx, post, social.Boost)), int64(0))
	if _, err := away.core.Post(ctx, posts[1].ID); !errors.Is(err, social.ErrGone) {
		t.Errorf("the post is there: %v", err)
	}
}

// TestTwoServersAgreeOnFollows asks alice, who is locked, for a follow that ends in every way
// there is.
func TestTwoServersAgreeOnFollows(t *testing.T) {
	t.Parallel()
	home, away := neighbours(t, "https://home.example", "https://away.example")
	ctx := t.Context()
	alice, bob := home.settle(outbox.NewAccount{Username: "alice", Locked: true}), away.settle(outbox.NewAccount{Username: "bob"})
	both := func(what string, want bool) {
		t.Helper()
		for _, n := range []*neighbour{home, away} {
			f, err := n.core.Follow(ctx, bob.ID, alice.ID)
			if err != nil && !errors.Is(err, social.ErrNotFound) {
				t.Fatal(err)
			}
			n.equal(what, f.Accepted, want)
		}
	}
	ask := func() {
		t.Helper()
		must[social.Follow](t)(away.Follow(t.Context(), bob.ID, alice.ID))
		home.exchange()
		both("asked", false)
	}
	must[social.Actor](t)(away.Find(ctx, "alice@home.example"))
	ask()
	home.ok(home.RejectRequest(ctx, alice.ID, bob.ID))
	home.exchange()
	both("rejected", false)
	ask()
	home.ok(home.AcceptRequest(ctx, alice.ID, bob.ID))
	home.exchange()
	both("accepted", true)
	home.ok(home.RemoveFollower(ctx, alice.ID, bob.ID))
	home.exchange()
	both("removed", false)
	ask()
	home.ok(home.AcceptRequest(ctx, alice.ID, bob.ID))
	home.exchange()
	must[social.Block](t)(home.Block(ctx, alice.ID, bob.ID))
	home.exchange()
	both("blocked", false)
	away.equal("bob is blocked", must[bool](t)(away.core.Blocks(ctx, alice.ID, bob.ID)), true)
	home.ok(home.Unblock(ctx, alice.ID, bob.ID))
	home.exchange()
	away.equal("bob is not blocked", must[bool](t)(away.core.Blocks(ctx, alice.ID, bob.ID)), false)
	ask()
	home.ok(away.Unfollow(ctx, bob.ID, alice.ID))
	home.exchange()
	if _, err := home.core.Follow(ctx, bob.ID, alice.ID); !errors.Is(err, social.ErrNotFound) {
		t.Errorf("bob asks still: %v", err)
	}
}

// TestTwoServersAgreeOnAccounts is about what an account says of itself, and others of it.
func TestTwoServersAgreeOnAccounts(t *testing.T) {
	t.Parallel()
	home, away := neighbours(t, "https://home.example", "https://away.example")
	ctx := t.Context()
	alice := home.settle(outbox.NewAccount{Username: "alice"})
	bob, second := away.settle(outbox.NewAccount{Username: "bob"}), away.settle(outbox.NewAccount{Username: "alice"})
	must[social.Actor](t)(away.Find(ctx, "alice@home.example"))
	must[social.Follow](t)(away.Follow(ctx, bob.ID, alice.ID))
	home.exchange()

	edited := must[social.Actor](t)(home.EditProfile(ctx, alice.ID, outbox.Profile{
		Name: new("Alice"), Summary: new("hello"), Fields: &[]social.Field{{Name: "page", Value: "https://alice.example"}}, Locked: new(true),
	}))
	must[social.Report](t)(away.Report(ctx, bob.ID, outbox.Complaint{Target: alice.ID, Comment: "rude", Forward: true}))
	home.exchange()
	got := must[social.Actor](t)(away.core.Actor(ctx, alice.ID))
	away.equal("name", []any{got.Profile.Name, got.Profile.Summary, got.Locked, len(got.Profile.Fields)}, []any{"Alice", edited.Profile.Summary, true, 1})
	reports := must[[]social.Numbered[social.Report]](t)(home.core.Reports(ctx, 0, 10))
	if len(reports) != 1 || reports[0].Of.Reporter != away.Site.Instance() || reports[0].Of.Target != alice.ID || reports[0].Of.Comment != "rude" {
		t.Errorf("reports: %+v", reports)
	}

	must[social.Actor](t)(away.AddAlias(ctx, second.ID, "@alice@home.example"))
	must[social.Actor](t)(home.Move(ctx, alice.ID, "@alice@away.example"))
	home.exchange()
	if _, err := away.core.Follow(ctx, bob.ID, alice.ID); !errors.Is(err, social.ErrNotFound) {
		t.Errorf("bob follows the old account still: %v", err)
	}
	away.equal("bob moved along", must[social.Follow](t)(away.core.Follow(ctx, bob.ID, second.ID)).Accepted, true)
	away.equal("moved to", must[social.Actor](t)(away.core.Actor(ctx, alice.ID)).MovedTo, second.ID)
	told := must[[]social.Numbered[social.Notification]](t)(away.core.Notifications(ctx, bob.ID, 0, 50))
	away.equal("bob is told", slices.ContainsFunc(told, func(n social.Numbered[social.Notification]) bool { return n.Of.Kind == social.Moved }), true)
	home.post(cast{alice: alice}, "bye @bob@away.example")
	home.ok(home.DeleteAccount(ctx, alice.ID))
	home.exchange()
	if _, err := away.core.Actor(ctx, alice.ID); !errors.Is(err, social.ErrGone) {
		t.Errorf("alice is there: %v", err)
	}
}
