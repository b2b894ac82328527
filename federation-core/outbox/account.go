package outbox

import (
	"context"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"time"

	"landfall/federation-core/local"
	"landfall/federation-core/social"
)

// NewAccount is what somebody begins with here.
type NewAccount struct {
	Username string
	Name     string // "" for the username
	Summary  string // plain text
	Type     string // Person, which "" stands for, Service, Group or Organization
	Locked   bool
}

// CreateAccount makes an actor with its key. A name that was somebody's is never given again:
// other servers would take the new one for the old. [ErrInvalid] says what is wrong.
func (o *Outbox) CreateAccount(ctx context.Context, n NewAccount) (social.Actor, error) {
	if err := o.nameable(n.Username); err != nil {
		return social.Actor{}, err
	}
	if err := (&Profile{Name: &n.Name, Summary: &n.Summary}).check(); err != nil {
		return social.Actor{}, err
	}
	if n.Type == "" {
		n.Type = "Person"
	}
	if !accountTypes[n.Type] {
		return social.Actor{}, invalid("an account is no %q", n.Type)
	}
	summary, err := o.biography(ctx, o.Site.Actor(n.Username), n.Summary)
	if err != nil {
		return social.Actor{}, err
	}
	a := o.newActor(n, o.now())
	a.Profile.Summary = summary
	o.saving.Lock()
	defer o.saving.Unlock()
	_, err = o.Store.LocalActor(ctx, n.Username)
	switch {
	case err == nil, errors.Is(err, social.ErrGone):
		return social.Actor{}, invalid("the name %s is taken", n.Username)
	case !errors.Is(err, social.ErrNotFound):
		return social.Actor{}, err
	}
	return a, o.begin(ctx, &a)
}

var accountTypes = map[string]bool{"Person": true, "Service": true, "Group": true, "Organization": true}

// newActor is an account with the addresses that it has here.
func (o *Outbox) newActor(n NewAccount, at time.Time) social.Actor {
	s, name := o.Site, n.Username
	if n.Name == "" {
		n.Name = name
	}
	return social.Actor{
		ID: s.Actor(name), Local: true, Type: n.Type, Username: name, Host: s.Host(),
		Profile: social.Profile{Name: n.Name, URL: s.Page(name)},
		Inbox:   s.Inbox(name), SharedInbox: s.SharedInbox(), Outbox: s.Outbox(name),
		Followers: s.Followers(name), Following: s.Following(name), Featured: s.Featured(name),
		Locked: n.Locked, Published: at, Fetched: at,
	}
}

// begin saves a new actor with a new key.
func (o *Outbox) begin(ctx context.Context, a *social.Actor) error {
	sealed, err := o.newKey(a)
	if err != nil {
		return err
	}
	if err := o.apply(ctx, social.SaveActor{Actor: *a, Key: sealed, New: true}); err != nil {
		return err
	}
	stored, err := o.Store.Actor(ctx, a.ID)
	if err != nil {
		return err
	}
	if stored.Keys[0].PEM != a.Keys[0].PEM { // another process was first
		return fmt.Errorf("%w: %q is taken", ErrInvalid, a.Username)
	}
	return nil
}

// newKey gives an actor a new key in place of those it has, and returns the private half as it
// is to be stored.
func (o *Outbox) newKey(a *social.Actor) ([]byte, error) {
	sealed, public, err := o.Keys.Make(a.ID)
	if err != nil {
		return nil, err
	}
	der, err := x509.MarshalPKIXPublicKey(public)
	if err != nil {
		return nil, err
	}
	text := pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: der})
	a.Keys = []social.Key{{ID: local.KeyID(a.ID), PEM: string(text)}}
	return sealed, nil
}

// EnsureInstance returns the actor of the server itself, which is made the first time. It
// fails if its key cannot be opened: with another master key this server would be a stranger to
// all others, and had better not start.
func (o *Outbox) EnsureInstance(ctx context.Context) (social.Actor, error) {
	o.saving.Lock()
	defer o.saving.Unlock()
	a, err := o.Store.Actor(ctx, o.Site.Instance())
	if err == nil {
		_, err = o.Keys.Key(ctx, a.ID)
		return a, err
	}
	if !errors.Is(err, social.ErrNotFound) {
		return a, err
	}
	at := o.now()
	a = social.Actor{
		ID: o.Site.Instance(), Local: true, Type: "Application", Username: o.Site.Host(), Host: o.Site.Host(),
		Profile: social.Profile{Name: o.Site.Host(), URL: o.Site.Origin()},
		Inbox:   o.Site.SharedInbox(), SharedInbox: o.Site.SharedInbox(),
		Locked: true, Published: at, Fetched: at,
	}
	return a, o.begin(ctx, &a)
}
