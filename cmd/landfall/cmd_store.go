package main

import (
	"context"
	"fmt"
	"time"
)

// seedCmd makes hosts known and due.
type seedCmd struct {
	File string `arg:"" help:"File with one host name a line; # begins a comment." type:"existingfile"`
}

// Run adds the file's hosts to the frontier.
func (c *seedCmd) Run(ctx context.Context, e *env) error {
	hosts, err := readSeeds(c.File)
	if err != nil {
		return err
	}
	store, err := e.openHosts(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	now := time.Now()
	added, err := store.Add(ctx, "file", hosts, now, now)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(e.stdout, "%d hosts read, %d new\n", len(hosts), added)
	return err
}

// migrateCmd brings the databases up to this version.
type migrateCmd struct{}

// Run opens every store, which migrates it.
func (migrateCmd) Run(ctx context.Context, e *env) error {
	stores, err := e.openStores(ctx)
	if err != nil {
		return err
	}
	defer stores.Close()
	_, err = fmt.Fprintln(e.stdout, "every database is up to date")
	return err
}
