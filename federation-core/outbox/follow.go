package outbox

import (
	"context"
	"errors"

	"landfall/federation-core/social"
	"landfall/federation-core/vocab"
)

// Follow follows an actor that is known, or asks for it: one elsewhere always answers itself,
// one here at once unless it is locked.
func (o *Outbox) Follow(ctx context.Context, actor, target string) (f social.Follow, err error) {
	by, err := o.self(ctx, actor)
	if err != nil {
		return f, err
	}
	to, err := o.other(ctx, target)
	if err != nil {
		return f, err
	}
	f, err = o.Store.Follow(ctx, actor, to.ID)
	if !errors.Is(err, social.ErrNotFound) {
		return f, err
	}
	if err := o.followable(ctx, &by, &to); err != nil {
		return social.Follow{}, err
	}
	at := o.now()
	f = social.Follow{Follower: actor, Followee: to.ID, Activity: string(o.mint(at)), Accepted: to.Local && !to.Locked, At: at}
	send, err := o.tell(&to, asked(f), at)
	if err != nil {
		return f, err
	}
	return f, o.apply(ctx, append([]social.Change{social.AddFollow{Follow: f}}, send...)...)
}

func (o *Outbox) followable(ctx context.Context, by, to *social.Actor) error {
	switch {
	case to.ID == by.ID:
		return invalid("nobody follows themselves")
	case to.ID == o.Site.Instance():
		return invalid("the server is nobody to follow")
	case to.MovedTo != "":
		return invalid("the account has moved to %.200q", to.MovedTo)
	case !to.Local && !o.Allowed(hostOf(to.ID)):
		return forbidden("the server of the account is not federated with")
	}
	apart, err := o.blocked(ctx, by.ID, to.ID)
	if err == nil && apart {
		err = forbidden("one of the two blocks the other")
	}
	return err
}

// asked is the activity that a follow began with.
func asked(f social.Follow) vocab.Activity {
	return vocab.Follow(vocab.ID(f.Activity), vocab.ID(f.Follower), vocab.ID(f.Followee))
}

// Unfollow ends a follow, or takes the request back.
func (o *Outbox) Unfollow(ctx context.Context, actor, target string) error {
	if _, err := o.self(ctx, actor); err != nil {
		return err
	}
	f, err := o.Store.Follow(ctx, actor, target)
	if errors.Is(err, social.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	return o.end(ctx, f, target, func(id vocab.ID) vocab.Activity { return vocab.Undo(id, asked(f)) })
}

// end drops a follow and tells the other side.
func (o *Outbox) end(ctx context.Context, f social.Follow, other string, say func(id vocab.ID) vocab.Activity) error {
	to, err := o.Store.Actor(ctx, other)
	if err != nil {
		return err
	}
	at := o.now()
	send, err := o.tell(&to, say(o.mint(at)), at)
	if err != nil {
		return err
	}
	return o.apply(ctx, append([]social.Change{social.DropFollow{Follower: f.Follower, Followee: f.Followee}}, send...)...)
}

// AcceptRequest lets somebody follow who has asked; [social.ErrNotFound] if they have not.
func (o *Outbox) AcceptRequest(ctx context.Context, actor, follower string) error {
	if _, err := o.self(ctx, actor); err != nil {
		return err
	}
	f, err := o.request(ctx, actor, follower)
	if err != nil || f.Accepted {
		return err
	}
	to, err := o.other(ctx, follower)
	if err != nil {
		return err
	}
	at := o.now()
	send, err := o.tell(&to, vocab.Accept(o.mint(at), asked(f)), at)
	if err != nil {
		return err
	}
	return o.apply(ctx, append([]social.Change{social.AcceptFollow{Follower: follower, Followee: actor}}, send...)...)
}

// RejectRequest turns somebody away who has asked; [social.ErrNotFound] if no request waits.
func (o *Outbox) RejectRequest(ctx context.Context, actor, follower string) error {
	if _, err := o.self(ctx, actor); err != nil {
		return err
	}
	f, err := o.request(ctx, actor, follower)
	if err == nil && f.Accepted {
		err = missing("request", follower)
	}
	if err != nil {
		return err
	}
	return o.reject(ctx, f)
}

// RemoveFollower ends the follow of somebody, or their request.
func (o *Outbox) RemoveFollower(ctx context.Context, actor, follower string) error {
	if _, err := o.self(ctx, actor); err != nil {
		return err
	}
	f, err := o.request(ctx, actor, follower)
	if errors.Is(err, social.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	return o.reject(ctx, f)
}

// request returns the follow of somebody who follows, or wants to follow, who acts.
func (o *Outbox) request(ctx context.Context, actor, follower string) (social.Follow, error) {
	f, err := o.Store.Follow(ctx, follower, actor)
	if errors.Is(err, social.ErrNotFound) {
		err = missing("request", follower)
	}
	return f, err
}

func (o *Outbox) reject(ctx context.Context, f social.Follow) error {
	return o.end(ctx, f, f.Follower, func(id vocab.ID) vocab.Activity { return vocab.Reject(id, asked(f)) })
}
