package inbox

import (
	"context"

	"landfall/federation-core/intake"
	"landfall/federation-core/social"
	"landfall/federation-core/vocab"
)

// like counts for posts of this server only: of others one sees but a few of the likes.
func (w *work) like(ctx context.Context) ([]social.Change, error) {
	if err := w.ours(ctx); err != nil {
		return nil, err
	}
	return []social.Change{social.AddReaction{Reaction: w.reaction(social.Like, social.Public)}}, nil
}

// ours is a refusal unless the activity is about a post of this server that is there.
func (w *work) ours(ctx context.Context) error {
	if w.Site.Owns(w.object()) {
		_, stored, err := w.known(ctx, w.object())
		if stored || err != nil {
			return err
		}
	}
	return refusal("it is about no post of this server")
}

func (w *work) reaction(kind social.ReactionKind, visibility social.Visibility) social.Reaction {
	return social.Reaction{Kind: kind, Actor: w.actor.ID, Post: w.object(), Activity: w.id(), Visibility: visibility, At: w.at}
}

// announce stores a boost of a post of this server, or by somebody who is followed here. A
// post that is not known is read at its own origin: a copy that is embedded counts for
// nothing, and neither does what its origin does not show to everybody.
func (w *work) announce(ctx context.Context) ([]social.Change, error) {
	if done := w.activity.Object.Embedded; done != nil && done.Type() != "" && !done.IsNote() {
		return w.passOn(ctx, done)
	}
	boost := social.AddReaction{Reaction: w.reaction(social.Boost, intake.Audience(&w.activity, w.actor.Followers))}
	if w.Site.Owns(w.object()) {
		if err := w.ours(ctx); err != nil {
			return nil, err
		}
		return []social.Change{boost}, nil
	}
	if err := w.followed(ctx); err != nil {
		return nil, err
	}
	// The policy is asked for the author's server as well, whoever boosts.
	if !w.Policy().Decide(hostOf(w.object())).Allowed {
		return nil, refusal("its author's server is not federated with")
	}
	post, stored, err := w.known(ctx, w.object())
	if err != nil {
		return nil, err
	}
	if stored {
		if _, err := w.person(ctx, post.Author); err != nil {
			return nil, err
		}
		return []social.Change{boost}, nil
	}
	return w.bring(ctx, boost)
}

// followed is a refusal unless somebody here follows the actor.
func (w *work) followed(ctx context.Context) error {
	followed, err := w.Posts.Followed(ctx, w.actor.ID)
	if err == nil && !followed {
		err = refusal("nobody here has to do with it")
	}
	return err
}

// bring reads a boosted post and its author at their origin.
func (w *work) bring(ctx context.Context, boost social.AddReaction) ([]social.Change, error) {
	if w.origin == nil {
		return nil, errAway
	}
	doc, err := w.origin.Document(ctx, w.budget, w.activity.Object.IRI)
	if err != nil {
		return nil, w.unreachable(err)
	}
	note, err := doc.Note()
	if err != nil {
		return nil, refusal(err.Error())
	}
	if !vocab.SameOrigin(note.AttributedTo, note.ID) {
		return nil, refusal("what it is about is of another origin than its author")
	}
	author, err := w.person(ctx, string(note.AttributedTo))
	if err != nil {
		return nil, err
	}
	post, err := intake.Post(doc, &author, nil, w.at)
	if err != nil {
		return nil, refusal(err.Error())
	}
	if post.Visibility > social.Unlisted {
		return nil, refusal("what it is about is not for everybody")
	}
	boost.Reaction.Post = post.ID
	return []social.Change{social.AddPost{Post: post}, boost}, nil
}
