package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"landfall"
	"landfall/internal/sqlstore"
)

// claimCmd notes that the admins of hosts want to hear of an outage within minutes.
type claimCmd struct {
	Hosts   []string `arg:"" optional:"" name:"host" help:"Known hosts."`
	Release bool     `help:"Look at the hosts as often as at any other again." xor:"what"`
	List    bool     `help:"List the hosts that are claimed, one a line." xor:"what"`
}

// Help says what a claim changes.
func (claimCmd) Help() string {
	return "A claimed host is asked for one document every minute, every five minutes once it has been down for a quarter of an hour; what it says of itself is read as often as anybody's. Claim a host at its admin's wish only: it is their server that answers. A claim says nothing in public, and shows in nobody's favour. The exit code is 1 if any host is not known."
}

// Run claims, releases or lists hosts.
func (c *claimCmd) Run(ctx context.Context, e *env) error {
	if c.List == (len(c.Hosts) > 0) {
		return fmt.Errorf("claim: %w: give hosts, or --list", landfall.ErrInvalid)
	}
	if c.List {
		return c.list(ctx, e)
	}
	done := "is claimed"
	if c.Release {
		done = "is not claimed"
	}
	return e.eachHost(ctx, c.Hosts, func(hosts *sqlstore.Store, host landfall.Host) (said string, ok bool, err error) {
		err = hosts.Claim(ctx, host, !c.Release, time.Now())
		if errors.Is(err, landfall.ErrNotFound) {
			return "is not known", false, nil
		}
		return done, true, err
	})
}

func (claimCmd) list(ctx context.Context, e *env) error {
	hosts, err := e.openHosts(ctx)
	if err != nil {
		return err
	}
	defer hosts.Close()
	claimed, err := hosts.Claimed(ctx)
	if err != nil {
		return err
	}
	for _, host := range claimed {
		if _, err := fmt.Fprintln(e.stdout, host); err != nil {
			return fmt.Errorf("write output: %w", err)
		}
	}
	return nil
}
