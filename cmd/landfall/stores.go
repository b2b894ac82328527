package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"time"

	"landfall"
	"landfall/directory/past"
	"landfall/internal/chstore"
	"landfall/internal/duckstore"
	"landfall/internal/spool"
	"landfall/internal/sqlstore"
)

// storeFlags say where the databases are. Two lines make a cluster of one machine.
type storeFlags struct {
	Data             string `help:"Folder of the embedded databases and the spool; made if it is missing." default:"landfall-data" placeholder:"DIR" env:"LANDFALL_DATA"`
	Database         string `help:"Relational store: a SQLite file or postgres://user:password@host/name; by default landfall.db in the data folder." placeholder:"DSN" env:"LANDFALL_DATABASE" group:"Stores"`
	Observations     string `help:"Observations store: a DuckDB file or clickhouse://user:password@host:9000/name; by default observations.duckdb in the data folder." placeholder:"DSN" env:"LANDFALL_OBSERVATIONS" group:"Stores"`
	ObservationsRead string `help:"ClickHouse account for what only reads; by default the same." placeholder:"DSN" env:"LANDFALL_OBSERVATIONS_READ" group:"Stores"`
	Cluster          string `help:"ClickHouse cluster that the tables are replicated and distributed over." placeholder:"NAME" env:"LANDFALL_CLUSTER" group:"Stores"`
	KeepDays         int    `help:"Delete raw visits after this many days (0: never); the long-term record stays." default:"400" placeholder:"DAYS" env:"LANDFALL_KEEP_DAYS" group:"Stores"`
}

// observationStore is what the program asks of an observations store.
type observationStore interface {
	spool.Sink
	past.Source
	Count(ctx context.Context) (int64, error)
	Recent(ctx context.Context, host landfall.Host, n int) ([]landfall.Observation, error)
	Observations(ctx context.Context, host landfall.Host, from, to time.Time, fn func(landfall.Observation) error) error
	Summaries(ctx context.Context, from, to time.Time, fn func(landfall.Summary) error) error
	Network(ctx context.Context, from, to time.Time) ([]landfall.NetworkDay, error)
	Shares(ctx context.Context, by landfall.ShareBy, from, to time.Time) ([]landfall.Share, error)
	EveryEdge(ctx context.Context, fn func(landfall.Edge) error) error
	Roll(ctx context.Context, now time.Time) error
	Prune(ctx context.Context, before time.Time) error
	Forget(ctx context.Context, host landfall.Host) error
	TakeDay(ctx context.Context, day landfall.DayRecord) error
	TakeChanges(ctx context.Context, changes []landfall.Change) error
	TakeEdges(ctx context.Context, edges []landfall.Edge) error
	Close() error
}

// stores are the databases of an installation.
type stores struct {
	hosts        *sqlstore.Store
	observations observationStore
	spool        *spool.Spool // nil in a process that only reads
}

// openHosts opens the relational store.
func (e *env) openHosts(ctx context.Context) (store *sqlstore.Store, err error) {
	cfg := sqlstore.Config{DSN: e.Database}
	if e.Database == "" {
		cfg = sqlstore.Config{Path: filepath.Join(e.Data, hostsFile)}
	}
	if err := e.makeData(); err != nil {
		return nil, err
	}
	err = e.patiently(ctx, "relational store", isServer(e.Database), func() error {
		store, err = sqlstore.Open(ctx, cfg)
		return err
	})
	return store, err
}

// openObservations opens the observations store.
func (e *env) openObservations(ctx context.Context) (store observationStore, err error) {
	if isServer(e.Observations) {
		cfg := chstore.DefaultConfig()
		cfg.DSN, cfg.ReadDSN, cfg.Cluster, cfg.KeepDays = e.Observations, e.ObservationsRead, e.Cluster, e.KeepDays
		err = e.patiently(ctx, "observations store", true, func() error {
			opened, err := chstore.Open(ctx, cfg)
			if err == nil {
				store = opened
			}
			return err
		})
		return store, err
	}
	if e.Cluster != "" {
		return nil, fmt.Errorf("--cluster %s: %w: only with --observations clickhouse://…", e.Cluster, landfall.ErrInvalid)
	}
	path := e.Observations
	if path == "" {
		path = filepath.Join(e.Data, observationsFile)
	}
	if err := e.makeData(); err != nil {
		return nil, err
	}
	duck, err := duckstore.Open(ctx, duckstore.Config{Path: path})
	if err != nil {
		return nil, err
	}
	return duck, nil
}

func (e *env) makeData() error {
	if err := os.MkdirAll(e.Data, 0o750); err != nil {
		return fmt.Errorf("data folder: %w", err)
	}
	return nil
}

// isServer tells a DSN of a server from the name of a file.
func isServer(dsn string) bool { return strings.Contains(dsn, "://") }

// Servers may still be starting when we are: in a compose file, after a power cut.
const (
	startPatience = time.Minute
	startRetry    = time.Second
)

// patiently tries again for a while if a server is not up yet. A file that another
// process has open is no such case.
func (e *env) patiently(ctx context.Context, what string, server bool, open func() error) error {
	give := time.Now().Add(startPatience)
	for said := false; ; {
		err := open()
		if err == nil || !server || !errors.Is(err, landfall.ErrUnavailable) || time.Now().After(give) {
			return err
		}
		if !said {
			said = true
			e.logger.WarnContext(ctx, "waiting for a store", slog.String("store", what), slog.Any("error", err))
		}
		if err := pauseFor(ctx, startRetry); err != nil {
			return err
		}
	}
}

// openReading opens the stores of a process that records nothing itself.
func (e *env) openReading(ctx context.Context) (_ *stores, err error) {
	s := &stores{}
	defer func() {
		if err != nil {
			s.Close()
		}
	}()
	if s.hosts, err = e.openHosts(ctx); err != nil {
		return nil, err
	}
	if s.observations, err = e.openObservations(ctx); err != nil {
		return nil, err
	}
	return s, nil
}

// openStores opens the stores and a spool in front of them.
func (e *env) openStores(ctx context.Context) (*stores, error) {
	s, err := e.openReading(ctx)
	if err != nil {
		return nil, err
	}
	if s.spool, err = e.openSpool(ctx); err != nil {
		s.Close()
		return nil, err
	}
	return s, nil
}

// Close closes the stores in reverse order of use.
func (s *stores) Close() {
	if s.spool != nil {
		s.spool.Close()
	}
	if s.observations != nil {
		s.observations.Close()
	}
	if s.hosts != nil {
		s.hosts.Close()
	}
}
