package inbox

import (
	"context"
	"errors"
	"slices"

	"landfall/federation-core/intake"
	"landfall/federation-core/social"
)

// create stores a post that somebody here has to do with: the author is followed, somebody is
// addressed, or it answers a post of this server. Others are not kept, whoever sends them.
func (w *work) create(ctx context.Context) ([]social.Change, error) {
	post, err := w.thing(ctx)
	if err != nil {
		return nil, err
	}
	wanted, err := w.wanted(ctx, &post)
	if err != nil {
		return nil, err
	}
	if !wanted {
		return nil, refusal("nobody here has to do with it")
	}
	return []social.Change{social.AddPost{Post: post}}, nil
}

// thing reads the post that the activity is about. What is embedded counts only if it is of
// the actor's own origin; else it is read where it comes from.
func (w *work) thing(ctx context.Context) (social.Post, error) {
	if !w.own(w.activity.Object.IRI) {
		return social.Post{}, refusal("it is about a thing of another origin")
	}
	doc := w.activity.Object.Embedded
	if doc == nil {
		if w.origin == nil {
			return social.Post{}, errAway
		}
		var err error
		if doc, err = w.origin.Document(ctx, w.budget, w.activity.Object.IRI); err != nil {
			return social.Post{}, w.unreachable(err)
		}
	}
	post, err := intake.Post(doc, &w.actor, &w.activity, w.at)
	if err != nil {
		return post, refusal(err.Error())
	}
	return post, nil
}

func (w *work) wanted(ctx context.Context, p *social.Post) (bool, error) {
	if w.Site.Owns(p.InReplyTo) || slices.ContainsFunc(slices.Concat(p.To, p.CC), w.Site.Owns) ||
		slices.ContainsFunc(p.Mentions, func(m social.Mention) bool { return w.Site.Owns(m.Actor) }) {
		return true, nil
	}
	return w.Posts.Followed(ctx, w.actor.ID)
}

// update gives a post newer words, or an actor a newer profile: each only its own.
func (w *work) update(ctx context.Context) ([]social.Change, error) {
	if w.object() == w.actor.ID {
		return w.refresh(ctx)
	}
	post, err := w.thing(ctx)
	if err != nil {
		return nil, err
	}
	return []social.Change{social.EditPost{Post: post}}, nil
}

func (w *work) refresh(ctx context.Context) ([]social.Change, error) {
	if doc := w.activity.Object.Embedded; doc != nil {
		a, err := intake.Actor(doc, w.at)
		if err != nil {
			return nil, refusal(err.Error())
		}
		return []social.Change{social.KeepActor{Actor: a}}, nil
	}
	a, err := w.reread(ctx, w.actor.ID)
	if err != nil {
		return nil, err
	}
	return []social.Change{social.KeepActor{Actor: a}}, nil
}

// remove leaves of a post, or of the actor itself, only the id. The object is a Tombstone, the
// thing, or its bare id.
func (w *work) remove(ctx context.Context) ([]social.Change, error) {
	id := w.object()
	switch {
	case id == w.actor.ID:
		return []social.Change{social.RemoveActor{ID: id, At: w.at}}, nil
	case !w.own(w.activity.Object.IRI):
		return nil, refusal("it deletes what is not its actor's")
	}
	switch _, err := w.Actors.Actor(ctx, id); {
	case err == nil, errors.Is(err, social.ErrGone):
		return nil, refusal("it deletes another actor")
	case !errors.Is(err, social.ErrNotFound):
		return nil, err
	}
	return []social.Change{social.RemovePost{ID: id, Author: w.actor.ID, At: w.at}}, nil
}

// pin shows a post on the actor's own profile, or takes it away.
func (w *work) pin() ([]social.Change, error) {
	if w.actor.Featured == "" || string(w.activity.Target.IRI) != w.actor.Featured {
		return nil, refusal("it is about a collection that is not its actor's")
	}
	if w.activity.Type == "Add" {
		return []social.Change{social.Pin{Actor: w.actor.ID, Post: w.object()}}, nil
	}
	return []social.Change{social.Unpin{Actor: w.actor.ID, Post: w.object()}}, nil
}

// known returns a post that is stored, whoever wrote it.
func (w *work) known(ctx context.Context, id string) (post social.Post, stored bool, err error) {
	post, err = w.Posts.Post(ctx, id)
	switch {
	case errors.Is(err, social.ErrNotFound):
		return post, false, nil
	case errors.Is(err, social.ErrGone):
		return post, false, refusal("what it is about was deleted")
	}
	return post, err == nil, err
}
