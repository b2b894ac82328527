package storetest

import (
	"testing"
	"time"

	"landfall/federation-core/social"
)

// boostsAreForAnybody: what somebody passed on to anybody, of what anybody may read and whose
// author is not suspended; page by page, beside the posts.
func boostsAreForAnybody(t *testing.T, c core) {
	alice, bob, carol, _ := c.people()
	ctx := t.Context()
	boost := func(p social.Post, v social.Visibility) social.Reaction {
		return social.Reaction{Kind: social.Boost, Actor: alice.ID, Post: p.ID, Activity: p.ID + "#boost", Visibility: v, At: p.Published}
	}
	public, unlisted, gone := postBy(carol, 1, social.Public), postBy(carol, 2, social.Unlisted), postBy(carol, 3, social.Public)
	bobs, narrow := postBy(bob, 4, social.Public), postBy(alice, 5, social.Followers)
	for _, p := range []social.Post{public, unlisted, gone, bobs, narrow} {
		c.apply(social.AddPost{Post: p}, social.AddReaction{Reaction: boost(p, social.Visibility(p.Published.Minute()%2))})
	}
	hidden := postBy(carol, 6, social.Public)
	like := boost(hidden, social.Public)
	like.Kind = social.Like
	c.apply(social.AddPost{Post: hidden}, social.AddReaction{Reaction: boost(hidden, social.Followers)}, social.AddReaction{Reaction: like},
		social.RemovePost{ID: gone.ID, Author: carol.ID, At: coreDay.Add(time.Hour)})

	suspended := bob
	page := func(before int64, n int) []social.Numbered[social.Reaction] {
		return must[[]social.Numbered[social.Reaction]](t)(c.BoostsOf(ctx, alice.ID, before, n))
	}
	c.equal("boosts", must[int64](t)(c.CountBoosts(ctx, alice.ID)), int64(3))
	suspended.Standing = social.Suspended
	c.apply(social.SaveActor{Actor: suspended})
	first := page(0, 1)
	second := page(first[0].Number, 9)
	c.equal("newest", first[0].Of, boost(unlisted, social.Public))
	c.equal("oldest", second[0].Of, boost(public, social.Unlisted))
	c.equal("no more", []int{len(second), len(page(second[0].Number, 9)), len(page(0, 9))}, []int{1, 0, 2})
	c.equal("boosts", must[int64](t)(c.CountBoosts(ctx, alice.ID)), int64(2))
	c.equal("of others", must[int64](t)(c.CountBoosts(ctx, carol.ID)), int64(0))
	if second[0].Number >= first[0].Number {
		t.Errorf("numbers %d and %d", first[0].Number, second[0].Number)
	}
}
