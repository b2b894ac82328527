package outbox

import (
	"context"
	"errors"

	"landfall/federation-core/social"
	"landfall/federation-core/vocab"
)

// DeleteAccount leaves of an account only its id and name, which nobody gets again, and tells
// everybody elsewhere who has to do with it. Its key is kept to sign that.
func (o *Outbox) DeleteAccount(ctx context.Context, actor string) error {
	o.saving.Lock()
	defer o.saving.Unlock()
	if o.Site.Username(actor) != "" {
		if _, err := o.Store.Actor(ctx, actor); errors.Is(err, social.ErrGone) {
			return nil
		}
	}
	if _, err := o.self(ctx, actor); err != nil {
		return err
	}
	at := o.now()
	told, err := o.Store.KnownMailboxes(ctx, actor)
	if err != nil {
		return err
	}
	send, err := o.send(vocab.DeleteActor(o.mint(at), vocab.ID(actor)), at, told...)
	if err != nil {
		return err
	}
	return o.apply(ctx, append([]social.Change{social.RemoveActor{ID: actor, At: at}}, send...)...)
}
