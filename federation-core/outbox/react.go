package outbox

import (
	"context"
	"errors"

	"landfall/federation-core/social"
	"landfall/federation-core/vocab"
)

// Like likes a post that the actor may see, and tells its author.
func (o *Outbox) Like(ctx context.Context, actor, post string) (social.Reaction, error) {
	return o.react(ctx, actor, post, social.Like, social.Public)
}

// Unlike takes it back.
func (o *Outbox) Unlike(ctx context.Context, actor, post string) error {
	return o.unreact(ctx, actor, post, social.Like)
}

// Boost shows a post to the actor's followers: one for everybody, or one for followers that is
// the actor's own, which is shown to nobody else. Seen is whom the boost is shown to; nobody is
// shown one directly.
func (o *Outbox) Boost(ctx context.Context, actor, post string, seen social.Visibility) (social.Reaction, error) {
	if seen >= social.Direct {
		return social.Reaction{}, invalid("a boost is for followers at least")
	}
	return o.react(ctx, actor, post, social.Boost, seen)
}

// Unboost takes it back.
func (o *Outbox) Unboost(ctx context.Context, actor, post string) error {
	return o.unreact(ctx, actor, post, social.Boost)
}

func (o *Outbox) react(ctx context.Context, actor, post string, kind social.ReactionKind, seen social.Visibility) (r social.Reaction, err error) {
	by, err := o.self(ctx, actor)
	if err != nil {
		return r, err
	}
	p, author, err := o.seen(ctx, actor, post)
	if err != nil {
		return r, err
	}
	if kind == social.Boost {
		if p.Visibility > social.Unlisted && (p.Author != actor || p.Visibility == social.Direct) {
			return r, forbidden("the post is not for everybody")
		}
		seen = max(seen, p.Visibility)
	}
	apart, err := o.blocked(ctx, actor, author.ID)
	if err != nil {
		return r, err
	}
	if apart {
		return r, forbidden("one of the two blocks the other")
	}
	r, err = o.Store.Reacted(ctx, actor, post, kind)
	if !errors.Is(err, social.ErrNotFound) {
		return r, err
	}
	at := o.now()
	r = social.Reaction{Kind: kind, Actor: actor, Post: post, Activity: string(o.mint(at)), Visibility: seen, At: at}
	send, err := o.spread(ctx, &by, &author, r, reaction(&by, &author, r))
	if err != nil {
		return r, err
	}
	return r, o.apply(ctx, append([]social.Change{social.AddReaction{Reaction: r}}, send...)...)
}

func (o *Outbox) unreact(ctx context.Context, actor, post string, kind social.ReactionKind) error {
	by, err := o.self(ctx, actor)
	if err != nil {
		return err
	}
	r, err := o.Store.Reacted(ctx, actor, post, kind)
	if errors.Is(err, social.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	p, err := o.Store.Post(ctx, post)
	if err != nil {
		return err
	}
	author, err := o.Store.Actor(ctx, p.Author)
	if err != nil {
		return err
	}
	done := r
	done.At = o.now()
	send, err := o.spread(ctx, &by, &author, done, vocab.Undo(o.mint(done.At), reaction(&by, &author, r)))
	if err != nil {
		return err
	}
	return o.apply(ctx, append([]social.Change{social.DropReaction{Kind: kind, Actor: actor, Post: post}}, send...)...)
}

// reaction is the activity of a like or a boost.
func reaction(by, author *social.Actor, r social.Reaction) vocab.Activity {
	id, actor, post := vocab.ID(r.Activity), vocab.ID(r.Actor), vocab.ID(r.Post)
	if r.Kind == social.Like {
		return vocab.Like(id, actor, post, vocab.ID(author.ID))
	}
	var named []string
	if author.ID != by.ID {
		named = []string{author.ID}
	}
	to, cc := audience(r.Visibility, by.Followers, named)
	return vocab.Announce(id, actor, post, r.At, ids(to), ids(cc))
}

// spread puts what is about a reaction on its way: to the author and, for a boost, to the
// followers.
func (o *Outbox) spread(ctx context.Context, by, author *social.Actor, r social.Reaction, about vocab.Activity) ([]social.Change, error) {
	if r.Kind == social.Like {
		return o.tell(author, about, r.At)
	}
	inboxes, err := o.Store.FollowerMailboxes(ctx, by.ID)
	if err != nil {
		return nil, err
	}
	if !author.Local {
		inboxes = append(inboxes, author.Mailbox())
	}
	return o.publish(ctx, about, by, r.Visibility, r.At, inboxes)
}

func ids(texts []string) []vocab.ID {
	var all []vocab.ID
	for _, text := range texts {
		all = append(all, vocab.ID(text))
	}
	return all
}
