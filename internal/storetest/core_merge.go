package storetest

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"landfall/federation-core/social"
)

// manyAreAsOne settles what a few actors did at random, with much of it about the same things,
// in one store a batch at a time and in another one by one. Both have to come to the same.
func manyAreAsOne(many, one core) {
	rng := rand.New(rand.NewPCG(3, 4))
	var senders []social.Actor
	for _, c := range []core{many, one} {
		alice, bob, carol, dave := c.people()
		senders = []social.Actor{carol, dave, remoteActor("erin", "far.example"), remoteActor("frank", "away.example")}
		c.apply(social.KeepActor{Actor: senders[2]}, social.KeepActor{Actor: senders[3]})
		c.apply(social.AddPost{Post: postBy(alice, 1, social.Public)}, social.AddPost{Post: postBy(bob, 1, social.Followers)})
	}
	for round := range 6 {
		outcomes := make([]social.Outcome, 80)
		for i := range outcomes {
			actor := senders[rng.IntN(len(senders))]
			at := coreDay.Add(time.Duration(round*100+i) * time.Second)
			outcomes[i] = social.Outcome{ID: fmt.Sprintf("%s#%d-%d", actor.ID, round, i), Actor: actor.ID}
			kind := rng.IntN(14)
			for range 1 + rng.IntN(3) {
				outcomes[i].Changes = append(outcomes[i].Changes, anyChange(rng, kind, actor, at))
			}
		}
		settleIn(many, outcomes, len(outcomes))
		settleIn(one, outcomes, 1)
		many.equal(fmt.Sprintf("after round %d", round), many.state(senders), one.state(senders))
	}
}

// settleIn accepts and settles outcomes, n at a time, and one of each batch twice.
func settleIn(c core, outcomes []social.Outcome, n int) {
	c.t.Helper()
	for batch := range slices.Chunk(outcomes, n) {
		arrivals := make([]social.Arrival, len(batch))
		for i, o := range batch {
			arrivals[i] = social.Arrival{ID: o.ID, Actor: o.Actor, Received: coreDay}
		}
		must[[]bool](c.t)(c.Accept(c.t.Context(), arrivals))
		if err := c.Settle(c.t.Context(), append(slices.Clip(batch), batch[0])); err != nil {
			c.t.Fatal(err)
		}
	}
}

// anyChange is something of a kind that an actor may do: to what is its own, and to alice and bob.
func anyChange(rng *rand.Rand, kind int, a social.Actor, at time.Time) social.Change {
	neighbour := localActor([]string{"alice", "bob"}[rng.IntN(2)])
	post := postBy(a, rng.IntN(3), social.Visibility(rng.IntN(4)), neighbour.ID)
	post.Content, post.Updated, post.Published, post.Tags = at.String(), at, at, []string{"one"}
	if rng.IntN(2) == 0 {
		post.InReplyTo, post.Mentions = neighbour.ID+"/statuses/1", []social.Mention{{Actor: localActor("alice").ID}}
	}
	activity := fmt.Sprintf("%s/activities/%d", a.ID, rng.IntN(6))
	switch how := social.ReactionKind(1 + rng.IntN(2)); kind {
	case 0, 1, 2:
		return social.AddPost{Post: post}
	case 3:
		return social.EditPost{Post: post}
	case 4:
		return social.RemovePost{ID: post.ID, Author: a.ID, At: at}
	case 5, 6:
		return social.AddReaction{Reaction: social.Reaction{Kind: how, Actor: a.ID, Post: neighbour.ID + "/statuses/1", Activity: activity, At: at}}
	case 7:
		return social.DropReaction{Kind: how, Actor: a.ID, Post: neighbour.ID + "/statuses/1"}
	case 8, 9:
		return social.AddFollow{Follow: social.Follow{Follower: a.ID, Followee: neighbour.ID, Activity: activity, Accepted: rng.IntN(2) == 0, At: at}}
	case 10:
		return social.DropFollow{Follower: a.ID, Followee: neighbour.ID}
	case 11:
		if rng.IntN(3) > 0 {
			return social.DropBlock{Blocker: a.ID, Blocked: neighbour.ID}
		}
		return social.AddBlock{Block: social.Block{Blocker: a.ID, Blocked: neighbour.ID, Activity: activity, At: at}}
	case 12:
		return social.Notify{Notification: social.Notification{To: neighbour.ID, Kind: social.Moved, Actor: a.ID, At: at}}
	}
	return social.Undo{Activity: activity, Actor: a.ID, At: at}
}

// state is all that can be seen of what actors did, a line for each thing.
func (c core) state(senders []social.Actor) (lines []string) {
	c.t.Helper()
	ctx := c.t.Context()
	add := func(v any, err error) { lines = append(lines, fmt.Sprintf("%+v %v", v, err)) }
	for _, name := range []string{"alice", "bob"} {
		here := localActor(name)
		for _, n := range must[[]social.Numbered[social.Notification]](c.t)(c.Notifications(ctx, here.ID, 0, 1_000)) {
			add(n.Of, nil)
		}
		for _, r := range must[[]social.Numbered[social.Post]](c.t)(c.Replies(ctx, here.ID+"/statuses/1", 0, 1_000)) {
			add("reply "+r.Of.ID, nil)
		}
		add(c.Reactions(ctx, here.ID+"/statuses/1", social.Like))
		add(c.Reactions(ctx, here.ID+"/statuses/1", social.Boost))
		for _, a := range senders {
			add(c.Follow(ctx, a.ID, here.ID))
			add(c.Block(ctx, a.ID, here.ID))
			for n := range 3 {
				add(c.MayRead(ctx, postBy(a, n, 0).ID, here.ID))
			}
		}
	}
	for _, a := range senders {
		for n := range 3 {
			add(c.Post(ctx, postBy(a, n, 0).ID))
		}
		for n := range 6 {
			add(c.FollowBy(ctx, fmt.Sprintf("%s/activities/%d", a.ID, n)))
		}
	}
	slices.SortFunc(lines, strings.Compare)
	return lines
}
