package outbox

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"landfall/federation-core/local"
	"landfall/federation-core/social"
	"landfall/federation-core/vocab"
)

// Deps are what an outbox works with. All are required.
type Deps struct {
	Site   local.Site
	Store  Store
	Keys   Keys
	Finder Finder
	// Allowed reports whether this server federates with a host.
	Allowed func(host string) bool
	// Wake tells the delivery worker that something was put in its queue.
	Wake func()
	Now  func() time.Time
}

// Outbox does what the people here want done. It is safe for concurrent use.
type Outbox struct {
	Deps
	// saving is held from reading an actor of this server until it is saved.
	saving sync.Mutex
	once   once
}

// New returns an outbox.
func New(deps Deps) *Outbox { return &Outbox{Deps: deps} }

// apply makes changes, and tells the worker if there is something to deliver among them.
func (o *Outbox) apply(ctx context.Context, changes ...social.Change) error {
	if err := o.Store.Apply(ctx, changes); err != nil {
		return err
	}
	for _, c := range changes {
		if _, ok := c.(social.Send); ok {
			o.Wake()
			break
		}
	}
	return nil
}

// now is the moment of an action, as exact as the store keeps it.
func (o *Outbox) now() time.Time { return o.Now().UTC().Truncate(time.Microsecond) }

// mint makes the id of an activity.
func (o *Outbox) mint(at time.Time) vocab.ID { return vocab.ID(o.Site.NewActivity(at)) }

// self returns whoever acts.
func (o *Outbox) self(ctx context.Context, id string) (social.Actor, error) {
	if o.Site.Username(id) == "" {
		return social.Actor{}, forbidden(fmt.Sprintf("%.200q is nobody of this server", id))
	}
	a, err := o.Store.Actor(ctx, id)
	switch {
	case errors.Is(err, social.ErrGone):
		return a, forbidden("the account was deleted")
	case err != nil:
		return a, err
	case !a.Local:
		return a, forbidden("the account is not of this server")
	case a.Standing != social.Active:
		return a, forbidden("the account is suspended")
	}
	return a, nil
}

// other returns somebody to whom something is done, here or elsewhere.
func (o *Outbox) other(ctx context.Context, id string) (social.Actor, error) {
	a, err := o.Store.Actor(ctx, id)
	switch {
	case absent(err), err == nil && a.Standing != social.Active:
		return a, missing("account", id)
	case err != nil:
		return a, err
	}
	return a, nil
}

// blocked reports whether one of two actors blocks the other.
func (o *Outbox) blocked(ctx context.Context, a, b string) (bool, error) {
	for _, pair := range [][2]string{{a, b}, {b, a}} {
		_, err := o.Store.Block(ctx, pair[0], pair[1])
		if !errors.Is(err, social.ErrNotFound) {
			return err == nil, err
		}
	}
	return false, nil
}

// seen returns a post that an actor may read, and its author.
func (o *Outbox) seen(ctx context.Context, actor, post string) (p social.Post, author social.Actor, err error) {
	if p, err = o.Store.Post(ctx, post); err != nil && !absent(err) {
		return p, author, err
	}
	may := false
	if err == nil {
		if may, err = o.Store.MayRead(ctx, post, actor); err != nil {
			return p, author, err
		}
	}
	if !may {
		return p, author, missing("post", post)
	}
	author, err = o.other(ctx, p.Author)
	return p, author, err
}

// own returns a post that an actor wrote.
func (o *Outbox) own(ctx context.Context, actor, post string) (social.Post, error) {
	p, _, err := o.seen(ctx, actor, post)
	if err == nil && p.Author != actor {
		err = forbidden("the post is somebody else's")
	}
	return p, err
}
