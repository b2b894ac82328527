package main

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"

	"landfall"
	"landfall/federation-core/caller"
	"landfall/federation-core/httpsig"
	"landfall/federation-core/inbox"
	"landfall/federation-core/server"
	"landfall/federation-core/verify"
	"landfall/internal/httpkit"
)

// coreServeCmd runs the federation core.
type coreServeCmd struct {
	Listen          string   `help:"Address to serve at." default:"localhost:8081" placeholder:"ADDR" env:"LANDFALL_CORE_LISTEN"`
	OpsListen       string   `help:"Address for /healthz, /readyz and /metrics; none if empty." placeholder:"ADDR" env:"LANDFALL_CORE_OPS_LISTEN"`
	TLSCert         string   `help:"Serve HTTPS with the certificate in this PEM file; without one, put a proxy in front that hands on Host." name:"tls-cert" type:"existingfile" placeholder:"FILE" env:"LANDFALL_CORE_TLS_CERT"`
	TLSKey          string   `help:"Its private key." name:"tls-key" type:"existingfile" placeholder:"FILE" env:"LANDFALL_CORE_TLS_KEY"`
	Proxies         []string `help:"Proxies whose X-Forwarded-For is believed (addresses or CIDRs). Without them, what comes through a proxy is not bounded by whom it comes from." placeholder:"CIDR" env:"LANDFALL_CORE_PROXIES"`
	Name            string   `help:"What the server is called; by default its host." placeholder:"TEXT" env:"LANDFALL_CORE_NAME"`
	Description     string   `help:"What it is for, in plain words." placeholder:"TEXT" env:"LANDFALL_CORE_DESCRIPTION"`
	Contact         string   `help:"E-mail address of who runs it." placeholder:"ADDRESS" env:"LANDFALL_CORE_CONTACT"`
	AuthorizedFetch bool     `help:"Show documents to servers only that sign their requests. An allow-list implies it." env:"LANDFALL_CORE_AUTHORIZED_FETCH"`
}

// How often the running server looks at what other processes may have changed, and how long
// what was delivered, or given up, is kept.
const (
	coreLook  = time.Second
	corePrune = time.Hour
	coreKept  = 7 * 24 * time.Hour
)

// Run serves until it is interrupted.
func (c *coreServeCmd) Run(ctx context.Context, e *env) error {
	proxies, err := caller.Parse(c.Proxies)
	if err != nil {
		return fmt.Errorf("core: %w: %w", landfall.ErrInvalid, err)
	}
	node, err := e.openCore(ctx, e.Core.coreFlags)
	if err != nil {
		return err
	}
	defer node.Close()
	listener, err := c.listen(ctx)
	if err != nil {
		return err
	}
	processor := inbox.NewProcessor(inbox.Deps{
		Site: node.site, Store: node.data, Actors: node.data, Posts: node.data, Follows: node.data, Origin: node.registry,
		Policy: node.policies.policy, Wake: node.worker.Wake, Now: time.Now, Log: node.logger,
	})
	heard := func(host string, scheme httpsig.Scheme) { node.worker.Heard(host, scheme == httpsig.RFC9421) }
	verifier := verify.New(verify.Deps{Site: node.site, Owners: node.registry, Policy: node.policies.policy, Caller: proxies.Of, Now: time.Now, Log: node.logger})
	synchroniser := &inbox.Synchroniser{
		Site: node.site, Actors: node.data, Follows: node.data, Origin: node.registry, Apply: node.data.Apply, Wake: node.worker.Wake, Now: time.Now, Log: node.logger,
	}
	receiver := inbox.NewReceiver(inbox.ReceiverDeps{
		Verifier: verifier, Known: node.data, Queue: node.data, Arrived: processor.Arrived, Offered: synchroniser.Offer, Heard: heard, Now: time.Now, Log: node.logger,
	})
	handler := server.New(server.Deps{
		Site: node.site, Store: node.data, Inbox: receiver, Verifier: verifier, Policy: node.policies.policy,
		Settings: func() server.Settings { return c.settings(node) }, Heard: heard, Version: release, Now: time.Now, Log: node.logger,
	})
	ready := httpkit.NewReadiness(map[string]httpkit.Check{"store": func(ctx context.Context) error {
		_, err := node.data.Backlog(ctx)
		return err
	}}, node.logger, time.Now)
	parts := []part{}
	if c.OpsListen != "" {
		registry := newRegistry()
		(&coreCounted{
			receiver: receiver, processor: processor, verifier: verifier, fetcher: node.fetcher, deliveries: node.worker, data: node.data, logger: node.logger,
		}).register(registry)
		ops, err := e.newOps(ctx, c.OpsListen, ready, registry)
		if err != nil {
			listener.Close()
			return err
		}
		parts = append(parts, part{"ops", ops.run})
	}
	e.logger.InfoContext(ctx, "serving", slog.String("origin", node.site.Origin()), slog.String("listen", listener.Addr().String()))
	return runParts(ctx, append(parts,
		part{"deliveries", node.worker.Run},
		part{"arrivals", processor.Run},
		part{"followers", synchroniser.Run},
		part{"upkeep", node.upkeep},
		part{"server", func(ctx context.Context) error {
			err := httpkit.Serve(ctx, httpkit.DefaultServeConfig(), listener, handler, ready, node.logger)
			if errors.Is(err, http.ErrServerClosed) {
				return nil
			}
			return err
		}},
	)...)
}

func (c *coreServeCmd) listen(ctx context.Context) (net.Listener, error) {
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", c.Listen)
	if err != nil {
		return nil, fmt.Errorf("listen: %w", err)
	}
	if c.TLSCert == "" && c.TLSKey == "" {
		return listener, nil
	}
	pair, err := tls.LoadX509KeyPair(c.TLSCert, c.TLSKey)
	if err != nil {
		listener.Close()
		return nil, fmt.Errorf("certificate: %w: %w", landfall.ErrInvalid, err)
	}
	return tls.NewListener(listener, &tls.Config{MinVersion: tls.VersionTLS12, Certificates: []tls.Certificate{pair}}), nil
}

func (c *coreServeCmd) settings(node *core) server.Settings {
	name := c.Name
	if name == "" {
		name = node.site.Host()
	}
	return server.Settings{
		Name: name, Description: c.Description, Contact: c.Contact, Registrations: server.Closed,
		AuthorizedFetch: c.AuthorizedFetch, AllowList: node.policies.allowList(),
	}
}

// upkeep looks at what other processes have put into the store, and clears away what was
// settled long ago.
func (c *core) upkeep(ctx context.Context) error {
	look, prune := time.NewTicker(coreLook), time.NewTicker(corePrune)
	defer look.Stop()
	defer prune.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-look.C:
			c.worker.Wake()
			if err := c.policies.reload(ctx); err != nil && ctx.Err() == nil {
				c.logger.ErrorContext(ctx, "the policy is not read again", "error", err)
			}
		case now := <-prune.C:
			if _, err := c.data.Deliveries().Prune(ctx, now.Add(-coreKept)); err != nil && ctx.Err() == nil {
				c.logger.ErrorContext(ctx, "old deliveries are not cleared away", "error", err)
			}
			if _, err := c.data.PruneArrivals(ctx, now.Add(-coreKept)); err != nil && ctx.Err() == nil {
				c.logger.ErrorContext(ctx, "old arrivals are not cleared away", "error", err)
			}
		}
	}
}
