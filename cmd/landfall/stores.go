package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"landfall/internal/duckstore"
	"landfall/internal/spool"
	"landfall/internal/sqlstore"
)

// stores are the three databases of an embedded installation.
type stores struct {
	hosts        *sqlstore.Store
	observations *duckstore.Store
	spool        *spool.Spool
}

// openHosts opens the relational store in the data folder, making both if they
// are missing.
func openHosts(ctx context.Context, data string) (*sqlstore.Store, error) {
	if err := os.MkdirAll(data, 0o750); err != nil {
		return nil, fmt.Errorf("data folder: %w", err)
	}
	return sqlstore.Open(ctx, sqlstore.Config{Path: filepath.Join(data, "landfall.db")})
}

// openObservations opens the observations store in the data folder.
func openObservations(ctx context.Context, data string) (*duckstore.Store, error) {
	if err := os.MkdirAll(data, 0o750); err != nil {
		return nil, fmt.Errorf("data folder: %w", err)
	}
	return duckstore.Open(ctx, duckstore.Config{Path: filepath.Join(data, "observations.duckdb")})
}

// openStores opens all three; Close closes what was opened.
func openStores(ctx context.Context, data string) (_ *stores, err error) {
	s := &stores{}
	defer func() {
		if err != nil {
			s.Close()
		}
	}()
	if s.hosts, err = openHosts(ctx, data); err != nil {
		return nil, err
	}
	if s.observations, err = openObservations(ctx, data); err != nil {
		return nil, err
	}
	if s.spool, err = spool.Open(ctx, spool.Config{Path: filepath.Join(data, "spool.db")}); err != nil {
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
