package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"landfall"
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
	names := make([]landfall.Host, len(c.Hosts))
	for i, text := range c.Hosts {
		host, err := landfall.ParseHost(text)
		if err != nil {
			return err
		}
		names[i] = host
	}
	hosts, err := e.openHosts(ctx)
	if err != nil {
		return err
	}
	defer hosts.Close()
	if c.List {
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
	failed := false
	for _, host := range names {
		said := "is claimed"
		if c.Release {
			said = "is not claimed"
		}
		switch err := hosts.Claim(ctx, host, !c.Release, time.Now()); {
		case errors.Is(err, landfall.ErrNotFound):
			said, failed = "is not known", true
		case err != nil:
			return err
		}
		if _, err := fmt.Fprintf(e.stdout, "%s %s\n", host, said); err != nil {
			return fmt.Errorf("write output: %w", err)
		}
	}
	if failed {
		return errQuiet
	}
	return nil
}
