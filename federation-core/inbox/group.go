package inbox

import (
	"context"
	"errors"

	"landfall/federation-core/fetch"
	"landfall/federation-core/intake"
	"landfall/federation-core/social"
	"landfall/federation-core/vocab"
)

// passOn is what becomes of an activity that a group passes on (FEP-1b12). Who did it has not
// signed it, so that it is but a hint to look at the post's own origin, and that is done for what
// the origin can answer: whether a post that is stored was edited, or is gone. New posts are passed
// on by themselves as well, and votes and the work of moderators are nothing to us.
func (w *work) passOn(ctx context.Context, done *vocab.Document) ([]social.Change, error) {
	if !done.Is("Update", "Delete") {
		return nil, refusal("it passes on no post")
	}
	if err := w.followed(ctx); err != nil {
		return nil, err
	}
	post, stored, err := w.known(ctx, string(done.Ref("object").IRI))
	switch {
	case err != nil:
		return nil, err
	case !stored || post.Local:
		return nil, refusal("it passes on what was done to no post that is known")
	}
	author, err := w.person(ctx, post.Author)
	if err != nil {
		return nil, err
	}
	if w.origin == nil {
		return nil, errAway
	}
	doc, err := w.origin.Document(ctx, w.budget, vocab.ID(post.ID))
	switch {
	case errors.Is(err, fetch.ErrGone):
		return []social.Change{social.RemovePost{ID: post.ID, Author: post.Author, At: w.at}}, nil
	case err != nil:
		return nil, w.unreachable(err)
	}
	if post, err = intake.Post(doc, &author, nil, w.at); err != nil {
		return nil, refusal(err.Error())
	}
	return []social.Change{social.EditPost{Post: post}}, nil
}
