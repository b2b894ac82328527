package outbox

import (
	"context"

	"landfall/federation-core/document"
	"landfall/federation-core/social"
	"landfall/federation-core/vocab"
)

// RotateKey gives an account a new key, and tells everybody elsewhere who has to do with it.
// The old one signs nothing any more; see the package's documentation. Another process that
// delivers has to forget the old key by itself.
func (o *Outbox) RotateKey(ctx context.Context, actor string) (social.Actor, error) {
	o.saving.Lock()
	defer o.saving.Unlock()
	a, err := o.self(ctx, actor)
	if err != nil {
		return a, err
	}
	sealed, err := o.newKey(&a)
	if err != nil {
		return a, err
	}
	at := o.now()
	a.Fetched = at
	told, err := o.Store.KnownMailboxes(ctx, actor)
	if err != nil {
		return a, err
	}
	send, err := o.send(vocab.UpdateActor(o.mint(at), document.Actor(&a), at), at, told...)
	if err != nil {
		return a, err
	}
	err = o.Store.Apply(ctx, append([]social.Change{social.SaveActor{Actor: a, Key: sealed}}, send...))
	if err != nil {
		return a, err
	}
	if len(send) > 0 {
		o.Wake()
	}
	return a, nil
}
