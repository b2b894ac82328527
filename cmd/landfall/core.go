package main

import (
	"context"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"path/filepath"
	"time"

	"landfall"
	"landfall/federation-core/delivery"
	"landfall/federation-core/fetch"
	"landfall/federation-core/finder"
	"landfall/federation-core/httpsig"
	"landfall/federation-core/identity"
	"landfall/federation-core/keyring"
	"landfall/federation-core/local"
	"landfall/federation-core/outbox"
	"landfall/federation-core/vocab"
	"landfall/federation-core/webfinger"
	"landfall/internal/sqlstore"
)

// coreFlags say which server the core is.
type coreFlags struct {
	Origin    string `help:"Public address of the server, as in https://example.social. Other servers remember it: it can never be changed." placeholder:"URL" env:"LANDFALL_CORE_ORIGIN"`
	MasterKey string `help:"Key that private keys are encrypted with, 32 bytes in base64; by default the file core.key in the data folder, which is made the first time. Set it in the environment or the file: others may see a command line." placeholder:"KEY" env:"LANDFALL_CORE_MASTER_KEY"`
}

// core is a federation server: its store, and what acts on it.
type core struct {
	site     local.Site
	store    *sqlstore.Store
	data     *sqlstore.Core
	keys     *keyring.Keyring
	policies *policies
	fetcher  *fetch.Fetcher
	registry *identity.Registry
	outbox   *outbox.Outbox
	client   courier
	worker   *delivery.Worker
	logger   *slog.Logger
}

// openCore opens the store and puts the core together; nothing runs yet. The server's own
// actor is made the first time.
func (e *env) openCore(ctx context.Context, f coreFlags) (_ *core, err error) {
	if f.Origin == "" {
		return nil, fmt.Errorf("core: %w: --origin says which server this is, as in https://example.social", landfall.ErrInvalid)
	}
	c := &core{logger: e.logger.With(slog.String("part", "core"))}
	if c.site, err = local.Parse(f.Origin); err != nil {
		return nil, fmt.Errorf("core: %w: %w", landfall.ErrInvalid, err)
	}
	master, err := e.master(f.MasterKey)
	if err != nil {
		return nil, err
	}
	guard, err := e.guard()
	if err != nil {
		return nil, err
	}
	c.client = courier{guard}
	if c.store, err = e.openDurable(ctx); err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			c.store.Close()
		}
	}()
	c.data = c.store.Core()
	if err := c.data.Claim(ctx, c.site.Origin()); err != nil {
		return nil, err
	}
	if c.policies, err = newPolicies(ctx, c.data, c.site, c.logger); err != nil {
		return nil, err
	}
	c.assemble(e, master)
	if _, err := c.outbox.EnsureInstance(ctx); err != nil {
		return nil, err
	}
	return c, nil
}

// openDurable opens the relational store so that what is acknowledged is on disk.
func (e *env) openDurable(ctx context.Context) (*sqlstore.Store, error) {
	if isServer(e.Database) {
		return e.openHosts(ctx)
	}
	if err := e.makeData(); err != nil {
		return nil, err
	}
	path := e.Database
	if path == "" {
		path = filepath.Join(e.Data, hostsFile)
	}
	return sqlstore.Open(ctx, sqlstore.Config{Path: path, Durable: true})
}

func (c *core) assemble(e *env, master keyring.Master) {
	c.keys = keyring.New(master, c.data)
	c.fetcher = fetch.New(fetch.Deps{
		Client: c.client, Agent: e.agent(), Now: time.Now, Allowed: c.policies.allowed,
		Sign: func(ctx context.Context, req *http.Request, scheme httpsig.Scheme) error {
			return c.sign(ctx, c.site.Instance(), req, nil, scheme)
		},
	})
	c.registry = identity.New(c.data, c.fetcher, time.Now)
	c.worker = delivery.New(delivery.Config{UserAgent: e.agent()}, delivery.Deps{
		Queue: c.data.Deliveries(), Peers: c.data.Deliveries(), Client: c.client, Allowed: c.policies.allowed, Chance: rand.Float64, Log: c.logger,
		Sign: func(ctx context.Context, actor string, req *http.Request, body []byte, by delivery.Scheme) error {
			return c.sign(ctx, actor, req, body, httpsig.Scheme(by))
		},
	})
	c.outbox = outbox.New(outbox.Deps{
		Site: c.site, Store: c.data, Keys: c.keys, Allowed: c.policies.allowed, Wake: c.worker.Wake, Now: time.Now,
		Finder: finder.New(finder.Deps{
			Site: c.site, Store: c.data, Registry: c.registry,
			WebFinger: &webfinger.Finder{Client: c.client, Allowed: c.policies.allowed, Agent: e.agent()},
		}),
	})
}

// sign signs a request in the name of an actor of this server.
func (c *core) sign(ctx context.Context, actor string, req *http.Request, body []byte, scheme httpsig.Scheme) error {
	key, err := c.keys.Key(ctx, actor)
	if err != nil {
		return err
	}
	return httpsig.Signer{KeyID: local.KeyID(actor), Key: key}.Sign(req, body, scheme, time.Now())
}

// Close closes the store.
func (c *core) Close() { c.store.Close() }

// who returns the id of an actor: of a name here, or of an account or URL anywhere.
func (c *core) who(ctx context.Context, account string) (string, error) {
	if local.ValidUsername(account) {
		return c.site.Actor(account), nil
	}
	if id, err := vocab.ParseID(account); err == nil && c.site.Owns(string(id)) {
		return string(id), nil
	}
	a, err := c.outbox.Finder.Find(ctx, account)
	return a.ID, err
}
