// Package finder finds actors elsewhere by the name of their account or by an address.
package finder

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"landfall/federation-core/fetch"
	"landfall/federation-core/identity"
	"landfall/federation-core/local"
	"landfall/federation-core/social"
	"landfall/federation-core/vocab"
	"landfall/federation-core/webfinger"
)

// Store remembers actors.
type Store interface {
	Actor(ctx context.Context, id string) (social.Actor, error)
	LocalActor(ctx context.Context, username string) (social.Actor, error)
	Apply(ctx context.Context, changes []social.Change) error
}

// Deps are what a finder works with.
type Deps struct {
	Site      local.Site
	Store     Store
	Registry  *identity.Registry
	WebFinger *webfinger.Finder
}

// Finder finds actors. It is safe for concurrent use.
type Finder struct{ deps Deps }

// New returns a finder.
func New(deps Deps) *Finder { return &Finder{deps} }

// Find returns the actor of an account, as user@host, or of the URL of an actor, read anew at
// its origin. Where there is none the error is [social.ErrNotFound].
func (f *Finder) Find(ctx context.Context, account string) (social.Actor, error) {
	account = strings.TrimSpace(account)
	find := f.byName
	if strings.HasPrefix(account, "https://") {
		find = f.byURL
	}
	a, err := find(ctx, account)
	if errors.Is(err, webfinger.ErrNotFound) || errors.Is(err, webfinger.ErrRefused) || errors.Is(err, fetch.ErrRefused) {
		return social.Actor{}, fmt.Errorf("%w: %w", social.ErrNotFound, err)
	}
	return a, err
}

func (f *Finder) byName(ctx context.Context, account string) (social.Actor, error) {
	name, err := webfinger.ParseAccount(account)
	if err != nil {
		return social.Actor{}, err
	}
	if name.Host == f.deps.Site.Host() {
		return f.deps.Store.LocalActor(ctx, name.User)
	}
	found, err := f.deps.WebFinger.Lookup(ctx, name)
	if err != nil {
		return social.Actor{}, err
	}
	return f.confirmed(ctx, found)
}

// byURL reads an actor. The host of its name is that of its id, or what WebFinger once said.
func (f *Finder) byURL(ctx context.Context, address string) (social.Actor, error) {
	id, err := vocab.ParseID(address)
	if err != nil {
		return social.Actor{}, fmt.Errorf("%q: %w", address, social.ErrNotFound)
	}
	if f.deps.Site.Owns(string(id)) {
		return f.deps.Store.Actor(ctx, string(id))
	}
	return f.deps.Registry.Actor(ctx, fetch.NewBudget(), id)
}

// confirmed reads the actor that an account leads to. It has to have the account's name; the
// host of the account is the one that WebFinger gave, whatever the host of its id.
func (f *Finder) confirmed(ctx context.Context, found webfinger.Found) (social.Actor, error) {
	if f.deps.Site.Owns(string(found.Actor)) {
		return social.Actor{}, fmt.Errorf("%s claims an actor of this server: %w", found.Subject, webfinger.ErrRefused)
	}
	a, err := f.deps.Registry.Actor(ctx, fetch.NewBudget(), found.Actor)
	if err != nil {
		return a, err
	}
	if !strings.EqualFold(a.Username, found.Subject.User) {
		return social.Actor{}, fmt.Errorf("%s leads to %s, whose name is another: %w", found.Subject, a.ID, webfinger.ErrRefused)
	}
	if err := f.agreed(ctx, a, found); err != nil {
		return social.Actor{}, err
	}
	if a.Host == found.Subject.Host {
		return a, nil
	}
	a.Host = found.Subject.Host
	if err := f.deps.Store.Apply(ctx, []social.Change{social.KeepActor{Actor: a, Named: true}}); err != nil {
		return a, err
	}
	return f.deps.Store.Actor(ctx, a.ID)
}

// agreed reports an error unless the actor's own server knows it by the same name: another host
// may call our actor what it likes.
func (f *Finder) agreed(ctx context.Context, a social.Actor, found webfinger.Found) error {
	home := vocab.ID(a.ID).Host()
	if found.Subject.Host == home {
		return nil
	}
	own, err := webfinger.ParseAccount(a.Username + "@" + home)
	if err != nil {
		return err
	}
	back, err := f.deps.WebFinger.Lookup(ctx, own)
	if err != nil {
		return err
	}
	if back != found {
		return fmt.Errorf("%s leads to %s, whose server says otherwise: %w", found.Subject, a.ID, webfinger.ErrRefused)
	}
	return nil
}
