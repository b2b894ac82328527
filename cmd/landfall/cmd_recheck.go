package main

import (
	"context"
	"errors"
	"time"

	"landfall"
	"landfall/internal/sqlstore"
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
	return e.eachHost(ctx, c.Hosts, func(hosts *sqlstore.Store, host landfall.Host) (said string, ok bool, err error) {
		switch err := hosts.Recheck(ctx, host, time.Now()); {
		case errors.Is(err, landfall.ErrTooSoon):
			return "was looked at only just now", false, nil
		case errors.Is(err, landfall.ErrNotFound):
			return "is not known", false, nil
		default:
			return "is due now", true, err
		}
	})
}
