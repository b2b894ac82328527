package outbox

import (
	"context"
	"errors"

	"landfall/federation-core/social"
	"landfall/federation-core/vocab"
)

// Block parts two actors: follows between them end, and neither hears of the other. The other's
// server is told, and told first of the follows that end, since not every one knows what a
// block is.
func (o *Outbox) Block(ctx context.Context, actor, target string) (b social.Block, err error) {
	if _, err = o.self(ctx, actor); err != nil {
		return b, err
	}
	to, err := o.other(ctx, target)
	if err != nil {
		return b, err
	}
	if to.ID == actor || to.ID == o.Site.Instance() {
		return b, invalid("that account cannot be blocked")
	}
	b, err = o.Store.Block(ctx, actor, to.ID)
	if !errors.Is(err, social.ErrNotFound) {
		return b, err
	}
	at := o.now()
	b = social.Block{Blocker: actor, Blocked: to.ID, Activity: string(o.mint(at)), At: at}
	activities, err := o.parting(ctx, b)
	if err != nil {
		return b, err
	}
	changes := []social.Change{social.AddBlock{Block: b}}
	for _, activity := range activities {
		send, err := o.tell(&to, activity, at)
		if err != nil {
			return b, err
		}
		changes = append(changes, send...)
	}
	return b, o.apply(ctx, changes...)
}

// parting is what the other side is told when one blocks it.
func (o *Outbox) parting(ctx context.Context, b social.Block) (all []vocab.Activity, err error) {
	theirs, err := o.Store.Follow(ctx, b.Blocked, b.Blocker)
	if err == nil {
		all = append(all, vocab.Reject(o.mint(b.At), asked(theirs)))
	} else if !errors.Is(err, social.ErrNotFound) {
		return nil, err
	}
	ours, err := o.Store.Follow(ctx, b.Blocker, b.Blocked)
	if err == nil {
		all = append(all, vocab.Undo(o.mint(b.At), asked(ours)))
	} else if !errors.Is(err, social.ErrNotFound) {
		return nil, err
	}
	return append(all, blocking(b)), nil
}

func blocking(b social.Block) vocab.Activity {
	return vocab.Block(vocab.ID(b.Activity), vocab.ID(b.Blocker), vocab.ID(b.Blocked))
}

// Unblock ends a block. Follows do not come back.
func (o *Outbox) Unblock(ctx context.Context, actor, target string) error {
	if _, err := o.self(ctx, actor); err != nil {
		return err
	}
	b, err := o.Store.Block(ctx, actor, target)
	if errors.Is(err, social.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	to, err := o.Store.Actor(ctx, target)
	if err != nil {
		return err
	}
	at := o.now()
	send, err := o.tell(&to, vocab.Undo(o.mint(at), blocking(b)), at)
	if err != nil {
		return err
	}
	return o.apply(ctx, append([]social.Change{social.DropBlock{Blocker: actor, Blocked: target}}, send...)...)
}
