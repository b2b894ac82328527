package storetest

import (
	"testing"
	"time"

	"landfall/federation-core/social"
)

func actorsAreKept(t *testing.T, c core) {
	alice, _, carol, _ := c.people()
	ctx := t.Context()
	c.equal("local", must[social.Actor](t)(c.LocalActor(ctx, "ALICE")), alice)
	c.equal("remote", must[social.Actor](t)(c.Actor(ctx, carol.ID)), carol)
	c.equal("by name", must[social.Actor](t)(c.NamedActor(ctx, "Carol", "AWAY.example")), carol)
	twice := alice
	twice.Profile.Name = "twice"
	c.apply(social.SaveActor{Actor: twice, Key: []byte("another"), New: true})
	c.equal("taken", must[social.Actor](t)(c.LocalActor(ctx, "alice")), alice)
	c.equal("key", string(must[[]byte](t)(c.SealedKey(ctx, alice.ID))), "sealed")
	_, err := c.Actor(ctx, "https://away.example/users/nobody")
	c.is(err, social.ErrNotFound)
	_, err = c.LocalActor(ctx, "carol")
	c.is(err, social.ErrNotFound)
	_, err = c.SealedKey(ctx, carol.ID)
	c.is(err, social.ErrNotFound)

	older, newer := carol, carol
	older.Profile.Name, older.Fetched = "old", coreDay.Add(-time.Hour)
	newer.Profile.Name, newer.Fetched, newer.Keys = "new", coreDay.Add(time.Hour), []social.Key{{ID: carol.ID + "#new", PEM: "other"}}
	c.apply(social.KeepActor{Actor: newer}, social.KeepActor{Actor: older})
	c.equal("the newest reading", must[social.Actor](t)(c.Actor(ctx, carol.ID)), newer)
	c.equal("its key", must[social.Actor](t)(c.Signer(ctx, carol.ID+"#new")), newer)
	_, err = c.Signer(ctx, carol.Keys[0].ID) // it was given up for the other
	c.is(err, social.ErrNotFound)

	forged := alice
	forged.Local, forged.Profile.Name, forged.Fetched = false, "forged", coreDay.Add(time.Hour)
	c.apply(social.KeepActor{Actor: forged})
	c.equal("ours is nobody else's", must[social.Actor](t)(c.Actor(ctx, alice.ID)), alice)
}

// aKeyIsWhoseItSays: a key in an actor's own document is that actor's; one with an address of
// its own is whose it says there, and not that of whoever claims it first.
func aKeyIsWhoseItSays(t *testing.T, c core) {
	_, _, carol, _ := c.people()
	ctx := t.Context()
	fragment, apart := carol.Keys[0].ID, "https://away.example/keys/carol"
	thief := remoteActor("thief", "away.example")
	thief.Keys = []social.Key{{ID: fragment, PEM: "stolen"}, {ID: apart, PEM: "stolen"}}
	c.apply(social.KeepActor{Actor: thief})
	c.equal("a key in the actor's document", must[social.Actor](t)(c.Signer(ctx, fragment)), carol)
	_, err := c.Signer(ctx, apart)
	c.is(err, social.ErrNotFound)

	carol.Keys = append(carol.Keys, social.Key{ID: apart, PEM: "pem"})
	c.apply(social.KeepActor{Actor: carol})
	_, err = c.Signer(ctx, apart)
	c.is(err, social.ErrNotFound) // it has not said so yet
	c.apply(social.KeepActor{Actor: carol, Key: apart}, social.KeepActor{Actor: thief}, social.KeepActor{Actor: carol})
	c.equal("a key apart", must[social.Actor](t)(c.Signer(ctx, apart)), carol)

	c.apply(social.KeepActor{Actor: thief, Key: apart}) // its address says something else now
	c.equal("a key that was given away", must[social.Actor](t)(c.Signer(ctx, apart)), thief)
	thief.Keys = nil
	c.apply(social.KeepActor{Actor: thief})
	_, err = c.Signer(ctx, apart)
	c.is(err, social.ErrNotFound)
	c.equal("the other's key", must[social.Actor](t)(c.Signer(ctx, fragment)), carol)
}

// aNameIsKept: the host that WebFinger has given an actor's name stays while the name does.
// Under another name an actor is that of its own host, or it would come by somebody else's.
func aNameIsKept(t *testing.T, c core) {
	_, _, carol, _ := c.people()
	ctx := t.Context()
	named := func(username, host string) string {
		t.Helper()
		a, err := c.NamedActor(ctx, username, host)
		if err != nil {
			c.is(err, social.ErrNotFound)
		} else if a.Username != username || a.Host != host {
			t.Errorf("%s@%s is %s@%s", username, host, a.Username, a.Host)
		}
		return a.ID
	}
	read := carol // as its document has it
	carol.Host = "apex.example"
	c.apply(social.KeepActor{Actor: carol, Named: true})
	read.Profile.Name, read.Fetched = "edited", coreDay.Add(time.Hour)
	c.apply(social.KeepActor{Actor: read})
	c.equal("the name that was given", named("carol", "apex.example"), carol.ID)
	c.equal("the name that its host has", named("carol", "away.example"), "")

	owner := remoteActor("owner", "away.example")
	owner.Host = "apex.example"
	c.apply(social.KeepActor{Actor: owner, Named: true})
	read.Username, read.Fetched = "owner", coreDay.Add(2*time.Hour)
	c.apply(social.KeepActor{Actor: read})
	c.equal("another's name", named("owner", "apex.example"), owner.ID)
	c.equal("its name now", named("owner", "away.example"), carol.ID)
	c.equal("its name before", named("carol", "apex.example"), "")
	read.Username, read.Fetched = "Carol", coreDay.Add(3*time.Hour)
	c.apply(social.KeepActor{Actor: read})
	c.equal("its name again", named("Carol", "away.example"), carol.ID)
}

func whoIsGoneStaysGone(t *testing.T, c core) {
	alice, _, carol, _ := c.people()
	post := postBy(carol, 1, social.Public)
	later := coreDay.Add(time.Hour)
	c.apply(
		social.AddPost{Post: post},
		social.AddFollow{Follow: social.Follow{Follower: carol.ID, Followee: alice.ID, Accepted: true, At: coreDay}},
		social.AddFollow{Follow: social.Follow{Follower: alice.ID, Followee: carol.ID, Accepted: true, At: coreDay}},
		social.RemoveActor{ID: carol.ID, At: later},
	)
	ctx := t.Context()
	c.apply(social.RemoveActor{ID: carol.ID, At: later.Add(time.Hour)})
	_, err := c.Actor(ctx, carol.ID)
	c.gone(err, social.GoneError{Type: "Person", At: later})
	_, err = c.Post(ctx, post.ID)
	c.is(err, social.ErrGone)
	_, err = c.Follow(ctx, carol.ID, alice.ID)
	c.is(err, social.ErrNotFound)
	_, err = c.Follow(ctx, alice.ID, carol.ID)
	c.is(err, social.ErrNotFound)
	c.equal("told", len(c.told(alice)), 0)

	again := carol
	again.Fetched = later.Add(time.Hour)
	c.apply(social.KeepActor{Actor: again}, social.AddPost{Post: postBy(carol, 2, social.Public)})
	_, err = c.Actor(ctx, carol.ID)
	c.is(err, social.ErrGone)
	_, err = c.Post(ctx, postBy(carol, 2, social.Public).ID)
	c.is(err, social.ErrNotFound)

	c.apply(social.RemoveActor{ID: "https://late.example/users/x", At: later}, social.RemoveActor{ID: alice.ID, At: later})
	_, err = c.Actor(ctx, "https://late.example/users/x")
	c.is(err, social.ErrGone)
	_, err = c.LocalActor(ctx, "alice") // her name stays taken
	c.gone(err, social.GoneError{Type: "Person", At: later})
	c.apply(social.SaveActor{Actor: alice})
	_, err = c.LocalActor(ctx, "alice")
	c.is(err, social.ErrGone)
}

func followsHoldOnce(t *testing.T, c core) {
	alice, bob, carol, dave := c.people()
	ctx := t.Context()
	ask := social.Follow{Follower: carol.ID, Followee: alice.ID, Activity: "https://away.example/f/1", At: coreDay}
	c.apply(social.AddFollow{Follow: ask})
	c.equal("asked", must[social.Follow](t)(c.Follow(ctx, carol.ID, alice.ID)), ask)
	c.equal("asked by", must[social.Follow](t)(c.FollowBy(ctx, ask.Activity)), ask)
	_, err := c.FollowBy(ctx, "")
	c.is(err, social.ErrNotFound)
	c.equal("on the other side", len(must[[]string](t)(c.FollowersOn(ctx, alice.ID, "away.example"))), 0)

	c.apply(social.AcceptFollow{Follower: carol.ID, Followee: alice.ID}, social.AcceptFollow{Follower: dave.ID, Followee: alice.ID})
	again := ask
	again.Activity, again.At = "https://away.example/f/2", coreDay.Add(time.Hour)
	c.apply(social.AddFollow{Follow: again})
	again.Accepted = true
	c.equal("asked again", must[social.Follow](t)(c.Follow(ctx, carol.ID, alice.ID)), again)
	_, err = c.Follow(ctx, dave.ID, alice.ID)
	c.is(err, social.ErrNotFound) // nobody accepts what was never asked
	c.equal("told once", c.told(alice), []social.NotificationKind{social.FollowRequested})

	c.apply(
		social.AddFollow{Follow: social.Follow{Follower: bob.ID, Followee: alice.ID, Accepted: true, At: coreDay}},
		social.AddFollow{Follow: social.Follow{Follower: alice.ID, Followee: alice.ID, Accepted: true, At: coreDay}},
		social.AddFollow{Follow: social.Follow{Follower: "https://away.example/users/unknown", Followee: alice.ID, Accepted: true, At: coreDay}},
	)
	c.equal("followers there", must[[]string](t)(c.FollowersOn(ctx, alice.ID, "away.example")), []string{carol.ID})
	c.equal("followers elsewhere", must[map[string][]string](t)(c.RemoteFollowers(ctx, alice.ID)), map[string][]string{"away.example": {carol.ID}})
	c.equal("followers here", must[[]string](t)(c.LocalFollowers(ctx, alice.ID)), []string{bob.ID})
	c.equal("followed here", []bool{must[bool](t)(c.Followed(ctx, alice.ID)), must[bool](t)(c.Followed(ctx, carol.ID))}, []bool{true, false})
	c.equal("mailboxes", must[[]string](t)(c.FollowerMailboxes(ctx, alice.ID)), []string{carol.SharedInbox})
	c.equal("contacts", must[[]string](t)(c.KnownMailboxes(ctx, alice.ID)), []string{carol.SharedInbox})
	c.apply(social.DropFollow{Follower: carol.ID, Followee: alice.ID}, social.DropFollow{Follower: carol.ID, Followee: alice.ID})
	_, err = c.Follow(ctx, carol.ID, alice.ID)
	c.is(err, social.ErrNotFound)
}

func undoMayComeFirst(t *testing.T, c core) {
	alice, _, carol, dave := c.people()
	ctx := t.Context()
	post := postBy(alice, 1, social.Public)
	follow := social.Follow{Follower: carol.ID, Followee: alice.ID, Activity: "https://away.example/f/1", Accepted: true, At: coreDay}
	like := social.Reaction{Kind: social.Like, Actor: carol.ID, Post: post.ID, Activity: "https://away.example/l/1", At: coreDay}
	c.apply(
		social.AddPost{Post: post},
		social.Undo{Activity: follow.Activity, Actor: carol.ID, At: coreDay}, social.AddFollow{Follow: follow},
		social.Undo{Activity: like.Activity, Actor: carol.ID, At: coreDay}, social.AddReaction{Reaction: like},
	)
	_, err := c.Follow(ctx, carol.ID, alice.ID)
	c.is(err, social.ErrNotFound)
	c.equal("likes", must[int64](t)(c.Reactions(ctx, post.ID, social.Like)), int64(0))

	// Somebody else's Undo of the same id is about nothing, before and after.
	follow.Activity, like.Activity = "https://away.example/f/2", "https://away.example/l/2"
	c.apply(
		social.Undo{Activity: follow.Activity, Actor: dave.ID, At: coreDay}, social.AddFollow{Follow: follow}, social.AddReaction{Reaction: like},
		social.Undo{Activity: follow.Activity, Actor: dave.ID, At: coreDay}, social.Undo{Activity: like.Activity, Actor: dave.ID, At: coreDay},
	)
	if f := must[social.Follow](t)(c.Follow(ctx, carol.ID, alice.ID)); !f.Accepted {
		t.Error("a stranger took back a follow")
	}
	c.equal("likes", must[int64](t)(c.Reactions(ctx, post.ID, social.Like)), int64(1))
	c.apply(social.Undo{Activity: follow.Activity, Actor: carol.ID, At: coreDay}, social.Undo{Activity: like.Activity, Actor: carol.ID, At: coreDay})
	_, err = c.Follow(ctx, carol.ID, alice.ID)
	c.is(err, social.ErrNotFound)
	c.equal("likes", must[int64](t)(c.Reactions(ctx, post.ID, social.Like)), int64(0))
	c.equal("told", len(c.told(alice)), 0)

	// A follow that was stored may come again under its id.
	c.apply(social.AddFollow{Follow: follow}, social.AddReaction{Reaction: like})
	c.equal("follow", must[social.Follow](t)(c.Follow(ctx, carol.ID, alice.ID)).Accepted, true)
	c.equal("likes", must[int64](t)(c.Reactions(ctx, post.ID, social.Like)), int64(0))

	// What was undone twice, or before it came, counts again after a week.
	undo := social.Undo{Activity: follow.Activity, Actor: carol.ID, At: coreDay}
	c.apply(undo, undo, social.AddFollow{Follow: follow})
	_, err = c.Follow(ctx, carol.ID, alice.ID)
	c.is(err, social.ErrNotFound)
	follow.At = coreDay.AddDate(0, 0, 7)
	c.apply(social.AddFollow{Follow: follow})
	c.equal("follow after a week", must[social.Follow](t)(c.Follow(ctx, carol.ID, alice.ID)).Accepted, true)
}

func blocksPart(t *testing.T, c core) {
	alice, _, carol, _ := c.people()
	ctx := t.Context()
	post := postBy(alice, 1, social.Public)
	both := []social.Change{
		social.AddFollow{Follow: social.Follow{Follower: carol.ID, Followee: alice.ID, Accepted: true, At: coreDay}},
		social.AddFollow{Follow: social.Follow{Follower: alice.ID, Followee: carol.ID, Accepted: true, At: coreDay}},
	}
	c.apply(append(both, social.AddPost{Post: post},
		social.AddBlock{Block: social.Block{Blocker: alice.ID, Blocked: carol.ID, Activity: "https://home.example/b/1", At: coreDay}})...)
	c.apply(both...)
	c.apply(social.AddReaction{Reaction: social.Reaction{Kind: social.Like, Actor: carol.ID, Post: post.ID, At: coreDay}},
		social.Notify{Notification: social.Notification{To: alice.ID, Kind: social.Edited, Actor: carol.ID, At: coreDay}})
	for _, pair := range [][2]string{{carol.ID, alice.ID}, {alice.ID, carol.ID}} {
		_, err := c.Follow(ctx, pair[0], pair[1])
		c.is(err, social.ErrNotFound)
	}
	c.equal("likes", must[int64](t)(c.Reactions(ctx, post.ID, social.Like)), int64(0))
	c.equal("told", len(c.told(alice)), 0)
	c.equal("may read", []bool{c.may(post, carol.ID), c.may(post, "")}, []bool{false, true})
	c.equal("blocks", must[bool](t)(c.Blocks(ctx, alice.ID, carol.ID)), true)
	c.equal("block", must[social.Block](t)(c.Block(ctx, alice.ID, carol.ID)),
		social.Block{Blocker: alice.ID, Blocked: carol.ID, Activity: "https://home.example/b/1", At: coreDay})
	_, err := c.Block(ctx, carol.ID, alice.ID)
	c.is(err, social.ErrNotFound)

	c.apply(social.DropBlock{Blocker: alice.ID, Blocked: carol.ID})
	c.apply(both...)
	_, err = c.Follow(ctx, carol.ID, alice.ID)
	c.is(err, nil)
	c.equal("may read", c.may(post, carol.ID), true)
}

func reportsAreFiledOnce(t *testing.T, c core) {
	alice, _, carol, _ := c.people()
	report := social.Report{ID: "https://away.example/flag/1", Reporter: carol.ID, Target: alice.ID, Posts: []string{"x"}, Comment: "rude", At: coreDay}
	again := report
	again.Comment = "again"
	nobody := report
	nobody.ID, nobody.Target = "https://away.example/flag/2", "https://home.example/users/nobody"
	c.apply(social.FileReport{Report: report}, social.FileReport{Report: again}, social.FileReport{Report: nobody})
	all := must[[]social.Numbered[social.Report]](t)(c.Reports(t.Context(), 0, 10))
	if len(all) != 1 {
		t.Fatalf("%d reports", len(all))
	}
	c.equal("report", all[0].Of, report)
}

func aHostIsSevered(t *testing.T, c core) {
	alice, bob, carol, dave := c.people()
	sub, other := remoteActor("erin", "social.away.example"), remoteActor("frank", "notaway.example")
	ctx := t.Context()
	c.apply(social.KeepActor{Actor: sub}, social.KeepActor{Actor: other})
	for _, a := range []social.Actor{bob, carol, dave, sub, other} {
		c.apply(social.AddFollow{Follow: social.Follow{Follower: a.ID, Followee: alice.ID, Accepted: true, At: coreDay}})
	}
	left := func() (n int) {
		for _, a := range []social.Actor{bob, carol, dave, sub, other} {
			if _, err := c.Follow(ctx, a.ID, alice.ID); err == nil {
				n++
			}
		}
		return n
	}
	c.apply(social.SeverHost{Host: "away.example", At: coreDay})
	c.equal("without those below it", left(), 4)
	c.apply(social.SeverHost{Host: "away.example", Below: true, At: coreDay})
	c.equal("with those below it", left(), 3)
}

func manyActorsAreKnownAtOnce(t *testing.T, c core) {
	alice, bob, carol, dave := c.people()
	ctx := t.Context()
	c.apply(social.SetStanding{ID: dave.ID, Standing: social.Suspended}, social.RemoveActor{ID: bob.ID, At: coreDay})
	got := must[map[string]social.Actor](t)(c.ActorsOf(ctx, []string{dave.ID, alice.ID, "https://away.example/users/nobody", carol.ID, alice.ID, bob.ID}))
	want := map[string]social.Actor{}
	for _, id := range []string{alice.ID, carol.ID, dave.ID} {
		want[id] = must[social.Actor](t)(c.Actor(ctx, id))
	}
	c.equal("actors", got, want)
	c.equal("standing", got[dave.ID].Standing, social.Suspended)
	c.equal("nobody", len(must[map[string]social.Actor](t)(c.ActorsOf(ctx, nil))), 0)
}
