package outbox

import (
	"context"
	"slices"

	"landfall/federation-core/social"
	"landfall/federation-core/vocab"
)

// MaxPinned is how many posts an account shows on its profile.
const MaxPinned = 20

// Pin shows a public or unlisted post of the actor's own on its profile.
func (o *Outbox) Pin(ctx context.Context, actor, post string) error {
	by, p, pinned, err := o.pinned(ctx, actor, post)
	if err != nil {
		return err
	}
	switch {
	case p.Visibility > social.Unlisted:
		return invalid("a profile shows only what everybody may see")
	case slices.Contains(pinned, p.ID):
		return nil
	case len(pinned) >= MaxPinned:
		return invalid("a profile shows at most %d posts", MaxPinned)
	}
	return o.feature(ctx, &by, social.Pin{Actor: actor, Post: post}, vocab.Add, p.ID)
}

// Unpin takes it away.
func (o *Outbox) Unpin(ctx context.Context, actor, post string) error {
	by, p, pinned, err := o.pinned(ctx, actor, post)
	if err != nil || !slices.Contains(pinned, p.ID) {
		return err
	}
	return o.feature(ctx, &by, social.Unpin{Actor: actor, Post: post}, vocab.Remove, p.ID)
}

// pinned returns who acts, a post of its own, and the ids of those that are shown.
func (o *Outbox) pinned(ctx context.Context, actor, post string) (by social.Actor, p social.Post, ids []string, err error) {
	if by, err = o.self(ctx, actor); err != nil {
		return by, p, nil, err
	}
	if p, err = o.own(ctx, actor, post); err != nil {
		return by, p, nil, err
	}
	all, err := o.Store.Pinned(ctx, actor)
	for _, one := range all {
		ids = append(ids, one.Of.ID)
	}
	return by, p, ids, err
}

// feature tells the followers of a change of the profile's posts.
func (o *Outbox) feature(ctx context.Context, by *social.Actor, change social.Change, say func(id, actor, object, target vocab.ID, to ...vocab.ID) vocab.Activity, post string) error {
	at := o.now()
	inboxes, err := o.Store.FollowerMailboxes(ctx, by.ID)
	if err != nil {
		return err
	}
	activity := say(o.mint(at), vocab.ID(by.ID), vocab.ID(post), vocab.ID(by.Featured), vocab.ID(by.Followers))
	send, err := o.send(activity, at, inboxes...)
	if err != nil {
		return err
	}
	return o.apply(ctx, append([]social.Change{change}, send...)...)
}
