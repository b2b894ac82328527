package main

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"landfall/internal/httpkit"
)

// ops is what operators ask of a process that shows no site.
type ops struct {
	listener net.Listener
	handler  http.Handler
	ready    *httpkit.Readiness
	logger   *slog.Logger
}

func (e *env) newOps(ctx context.Context, address string, ready *httpkit.Readiness, registry *prometheus.Registry) (*ops, error) {
	logger := e.logger.With(slog.String("part", "ops"))
	engine, err := httpkit.NewEngine(httpkit.DefaultConfig(), httpkit.Deps{Logger: logger, Metrics: registry, Now: time.Now})
	if err != nil {
		return nil, err
	}
	o := &ops{handler: engine, ready: ready, logger: logger}
	httpkit.RegisterOps(engine, o.ready, registry)
	if o.listener, err = httpkit.Listen(ctx, address); err != nil {
		return nil, err
	}
	return o, nil
}

// readiness asks the one store that nothing works without. While the observations
// store is away the site shows its snapshot and crawlers spool.
func readiness(s *stores, logger *slog.Logger) *httpkit.Readiness {
	return httpkit.NewReadiness(map[string]httpkit.Check{
		"hosts": func(ctx context.Context) error {
			_, err := s.hosts.Revision(ctx)
			return err
		},
	}, logger, time.Now)
}

// run serves until ctx ends.
func (o *ops) run(ctx context.Context) error {
	err := httpkit.Serve(ctx, httpkit.DefaultServeConfig(), o.listener, o.handler, o.ready, o.logger)
	if errors.Is(err, http.ErrServerClosed) {
		return nil
	}
	return err
}
