package inbox

import (
	"context"
	"errors"

	"landfall/federation-core/outbox"
	"landfall/federation-core/social"
	"landfall/federation-core/vocab"
)

// follow stores a request, and answers it at once unless the answer is somebody's to give. It
// may come again, with another id, and is answered again.
func (w *work) follow(ctx context.Context) ([]social.Change, error) {
	to, err := w.neighbour(ctx, w.object())
	if err != nil {
		return nil, err
	}
	blocked, err := w.Actors.Blocks(ctx, to.ID, w.actor.ID)
	if err != nil {
		return nil, err
	}
	request := vocab.Follow(vocab.ID(w.id()), vocab.ID(w.actor.ID), vocab.ID(to.ID))
	if blocked || to.MovedTo != "" || to.Type == "Application" {
		no, err := outbox.Send(vocab.Reject(w.mint(), request), w.at, w.actor.Inbox)
		return []social.Change{no}, err
	}
	stored, err := w.Follows.Follow(ctx, w.actor.ID, to.ID)
	if err != nil && !errors.Is(err, social.ErrNotFound) {
		return nil, err
	}
	waits := to.Locked || w.Policy().Decide(hostOf(w.actor.ID)).Silenced
	f := social.Follow{Follower: w.actor.ID, Followee: to.ID, Activity: w.id(), Accepted: !waits || stored.Accepted, At: w.at}
	changes := []social.Change{social.AddFollow{Follow: f}}
	if !f.Accepted {
		return changes, nil
	}
	yes, err := outbox.Send(vocab.Accept(w.mint(), request), w.at, w.actor.Inbox)
	return append(changes, yes), err
}

// mint makes an id for an activity of ours.
func (w *work) mint() vocab.ID { return vocab.ID(w.Site.NewActivity(w.at)) }

// asked returns the follower here to whom an answer is addressed. It names a Follow of ours by
// its id, or by the two that it is between; where neither is stored, it is an answer to
// nothing.
func (w *work) asked(ctx context.Context) (follower string, err error) {
	f, err := w.Follows.FollowBy(ctx, w.object())
	if doc := w.activity.Object.Embedded; errors.Is(err, social.ErrNotFound) && doc != nil {
		inner, bad := doc.Activity()
		switch {
		case bad != nil || inner.Type != "Follow":
			return "", refusal("it answers no Follow")
		case inner.Object.IRI != "" && string(inner.Object.IRI) != w.actor.ID:
			return "", refusal("it answers somebody else's Follow")
		}
		f, err = w.Follows.Follow(ctx, string(inner.Actor), w.actor.ID)
	}
	switch {
	case errors.Is(err, social.ErrNotFound):
		return "", refusal("it answers a Follow that was never sent")
	case err != nil:
		return "", err
	case f.Followee != w.actor.ID || !w.Site.Owns(f.Follower):
		return "", refusal("it answers somebody else's Follow")
	}
	return f.Follower, nil
}

func (w *work) accept(ctx context.Context) ([]social.Change, error) {
	follower, err := w.asked(ctx)
	if err != nil {
		return nil, err
	}
	return []social.Change{social.AcceptFollow{Follower: follower, Followee: w.actor.ID}}, nil
}

// reject takes a request away, or a follow that held.
func (w *work) reject(ctx context.Context) ([]social.Change, error) {
	follower, err := w.asked(ctx)
	if err != nil {
		return nil, err
	}
	return []social.Change{social.DropFollow{Follower: follower, Followee: w.actor.ID}}, nil
}

func (w *work) block() ([]social.Change, error) {
	if w.Site.Username(w.object()) == "" {
		return nil, refusal("it is about nobody here")
	}
	return []social.Change{social.AddBlock{Block: social.Block{Blocker: w.actor.ID, Blocked: w.object(), Activity: w.id(), At: w.at}}}, nil
}
