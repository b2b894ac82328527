// Package identity finds out whose key has signed a request. The chain has to close: the key
// that the signature names is found at its own address, it names its owner, the owner's own
// document lists it, and all of that is of one origin. Actors are remembered in the store; a
// key that does not fit is read again at its origin, once in a while, because keys change.
package identity

import (
	"context"
	"crypto"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"landfall/federation-core/fetch"
	"landfall/federation-core/httpsig"
	"landfall/federation-core/intake"
	"landfall/federation-core/social"
	"landfall/federation-core/vocab"
)

// Store remembers actors.
type Store interface {
	Actor(ctx context.Context, id string) (social.Actor, error)
	// Signer returns the actor that a key belongs to.
	Signer(ctx context.Context, key string) (social.Actor, error)
	Apply(ctx context.Context, changes []social.Change) error
}

// Fetcher reads documents at their origin.
type Fetcher interface {
	Document(ctx context.Context, budget *fetch.Budget, id vocab.ID) (*vocab.Document, error)
}

// rereadAfter is how long an actor is not read again after a signature that did not fit made us
// do so, and a document after it had not the key that was looked for there: whoever sends such
// signatures does not make us ask for more.
const rereadAfter = 5 * time.Minute

// reread is how many of these are remembered.
const reread = 10_000

// parsed is how many keys are kept as they are used.
const parsed = 20_000

// Registry answers whose a key is. It is safe for concurrent use.
type Registry struct {
	store   Store
	fetcher Fetcher
	now     func() time.Time

	mu     sync.Mutex
	keys   map[string]crypto.PublicKey // by PEM
	lately map[string]time.Time        // by what was read again, or for nothing
}

// New returns a registry.
func New(store Store, fetcher Fetcher, now func() time.Time) *Registry {
	return &Registry{store: store, fetcher: fetcher, now: now, keys: make(map[string]crypto.PublicKey), lately: make(map[string]time.Time)}
}

// Signed is whoever has a key, and the key.
type Signed struct {
	Actor social.Actor
	Key   crypto.PublicKey
}

// Owner returns the actor that a key belongs to, from the store if it is known there. Errors
// are [social.ErrGone] for an actor that was deleted, [fetch.ErrRefused], or faults that may
// pass.
func (r *Registry) Owner(ctx context.Context, budget *fetch.Budget, key vocab.ID) (Signed, error) {
	a, err := r.store.Signer(ctx, string(key))
	if errors.Is(err, social.ErrNotFound) { // PeerTube names the actor in place of its key
		a, err = r.store.Actor(ctx, string(key))
	}
	switch {
	case errors.Is(err, social.ErrNotFound) && r.missed(key):
		return Signed{}, fmt.Errorf("%w: there was no such key at %s lately", fetch.ErrRefused, key.WithoutFragment())
	case errors.Is(err, social.ErrNotFound):
		return r.read(ctx, budget, key)
	case err != nil:
		return Signed{}, err
	}
	return r.pick(a, key)
}

// Again returns the owner as its origin has it now, for a signature that did not fit: keys
// change. It does not ask twice within minutes: then it returns what is known.
func (r *Registry) Again(ctx context.Context, budget *fetch.Budget, key vocab.ID, known social.Actor) (Signed, error) {
	if !r.mayReread(known.ID) {
		return r.pick(known, key)
	}
	signed, err := r.read(ctx, budget, key)
	if err != nil && !errors.Is(err, fetch.ErrRefused) { // it is not known what its origin says
		r.forget(known.ID)
	}
	return signed, err
}

// mayReread reports whether an actor was not read again lately, and remembers that it is now.
func (r *Registry) mayReread(actor string) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.isLate(actor) {
		return false
	}
	r.remember(actor)
	return true
}

// missed reports whether a document was read lately for a key that it did not have: names of
// keys are easily made up.
func (r *Registry) missed(key vocab.ID) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.isLate("key at " + string(key.WithoutFragment()))
}

// miss remembers that.
func (r *Registry) miss(key vocab.ID) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.remember("key at " + string(key.WithoutFragment()))
}

func (r *Registry) isLate(what string) bool {
	at, known := r.lately[what]
	return known && r.now().Sub(at) < rereadAfter
}

func (r *Registry) remember(what string) {
	if len(r.lately) >= reread {
		clear(r.lately)
	}
	r.lately[what] = r.now()
}

func (r *Registry) forget(what string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.lately, what)
}

// read follows the chain from the key's address, and remembers where it leads to nobody.
func (r *Registry) read(ctx context.Context, budget *fetch.Budget, key vocab.ID) (Signed, error) {
	signed, err := r.follow(ctx, budget, key)
	if errors.Is(err, fetch.ErrRefused) {
		r.miss(key)
	}
	return signed, err
}

func (r *Registry) follow(ctx context.Context, budget *fetch.Budget, key vocab.ID) (Signed, error) {
	doc, err := r.fetcher.Document(ctx, budget, key)
	if err != nil {
		return Signed{}, err
	}
	asked := vocab.Key{ID: key}
	if !doc.IsActor() {
		if asked, err = keyAt(doc, key); err != nil {
			return Signed{}, err
		}
		if doc, err = r.fetcher.Document(ctx, budget, asked.Owner); err != nil {
			return Signed{}, err
		}
	}
	// The key's address has led to this actor: nobody else has it.
	a, err := r.keep(ctx, doc, asked)
	if err != nil {
		return Signed{}, err
	}
	return r.pick(a, key)
}

// keyAt returns the key of that name in its own document, if its owner is of its origin.
func keyAt(doc *vocab.Document, key vocab.ID) (vocab.Key, error) {
	for _, k := range doc.Keys() {
		if k.ID == key && vocab.SameOrigin(k.Owner, key) {
			return k, nil
		}
	}
	return vocab.Key{}, fmt.Errorf("%w: what is at %s is no key with an owner of its origin", fetch.ErrRefused, key)
}

// Actor reads an actor anew and remembers it.
func (r *Registry) Actor(ctx context.Context, budget *fetch.Budget, id vocab.ID) (social.Actor, error) {
	doc, err := r.fetcher.Document(ctx, budget, id)
	if err != nil {
		return social.Actor{}, err
	}
	return r.keep(ctx, doc, vocab.Key{})
}

// Document reads anything else.
func (r *Registry) Document(ctx context.Context, budget *fetch.Budget, id vocab.ID) (*vocab.Document, error) {
	return r.fetcher.Document(ctx, budget, id)
}

// keep stores an actor and the key whose address led to it, if one did: an actor may only name
// that, and leave it to the key's own document. It returns the actor as the store has it then:
// suspended, or deleted, if it is that here.
func (r *Registry) keep(ctx context.Context, doc *vocab.Document, key vocab.Key) (social.Actor, error) {
	a, err := intake.Actor(doc, r.now())
	if err != nil {
		return a, fmt.Errorf("%w: %w", fetch.ErrRefused, err)
	}
	if key.PEM != "" && slices.Contains(doc.Keys(), vocab.Key{ID: key.ID}) {
		a.Keys = append(a.Keys, social.Key{ID: string(key.ID), PEM: key.PEM})
	}
	if err := r.store.Apply(ctx, []social.Change{social.KeepActor{Actor: a, Key: string(key.ID)}}); err != nil {
		return a, err
	}
	return r.store.Actor(ctx, a.ID)
}

// pick returns the key of that name, if the actor has it, or the first of an actor of that name.
func (r *Registry) pick(a social.Actor, key vocab.ID) (Signed, error) {
	for _, k := range a.Keys {
		if k.ID != string(key) && a.ID != string(key) {
			continue
		}
		public, err := r.parse(k.PEM)
		if err != nil {
			return Signed{Actor: a}, fmt.Errorf("%w: %w", fetch.ErrRefused, err)
		}
		return Signed{a, public}, nil
	}
	return Signed{Actor: a}, fmt.Errorf("%w: %s has no key %s", fetch.ErrRefused, a.ID, key)
}

// parse reads a key, once.
func (r *Registry) parse(pem string) (crypto.PublicKey, error) {
	r.mu.Lock()
	key := r.keys[pem]
	r.mu.Unlock()
	if key != nil {
		return key, nil
	}
	key, err := httpsig.ParseKey(pem)
	if err != nil {
		return nil, err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.keys) >= parsed {
		clear(r.keys)
	}
	r.keys[pem] = key
	return key, nil
}
