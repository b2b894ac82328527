package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"landfall"
)

// recheckCmd makes hosts due now.
type recheckCmd struct {
	Hosts []string `arg:"" help:"The hosts to look at again."`
}

// Help says what it does not do.
func (recheckCmd) Help() string {
	return "Makes everything about known hosts due at once: their health, what they say of themselves, and their peers. A crawler that runs does the looking. A host that was looked at within the last five minutes is left alone, and one that asked for time, with Retry-After or Crawl-delay, gets it. The exit code is 1 if any host was left alone."
}

// Run makes the hosts due.
func (c *recheckCmd) Run(ctx context.Context, e *env) error {
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
	failed := false
	for _, host := range names {
		said := "is due now"
		switch err := hosts.Recheck(ctx, host, time.Now()); {
		case errors.Is(err, landfall.ErrTooSoon):
			said, failed = "was looked at only just now", true
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
