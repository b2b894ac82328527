package main

import (
	"context"
	"fmt"
	"time"

	"landfall"
)

// explainHostCmd says what an instance that is known is about.
type explainHostCmd struct {
	Host string `arg:"" help:"The instance."`
	All  bool   `help:"Write as well what is not sure enough to be shown, and what is ruled out."`
}

// Help says what it reads.
func (explainHostCmd) Help() string {
	return "Writes the object that explain topics writes, made of all that is known of the instance: its texts, rules, languages and hashtags as they were last seen, what is pinned, and what the curator file says. Evidence has the times since when, and when last, it was seen. Nothing is fetched and nothing stored."
}

// Run writes one object.
func (c *explainHostCmd) Run(ctx context.Context, e *env) error {
	host, err := landfall.ParseHost(c.Host)
	if err != nil {
		return err
	}
	hosts, err := e.openHosts(ctx)
	if err != nil {
		return err
	}
	defer hosts.Close()
	in, err := hosts.Instance(ctx, host)
	switch {
	case err != nil:
		return err
	case in.Status == landfall.StatusRefused:
		return fmt.Errorf("explain %s: %w: it asked not to be looked at", host, landfall.ErrNotFound)
	case in.LastSeen.IsZero():
		return fmt.Errorf("explain %s: %w: it has not answered yet", host, landfall.ErrNotFound)
	}
	curator, err := e.newCurator()
	if err != nil {
		return err
	}
	read, err := newReadings(hosts, curator, e.logger, time.Now).one(ctx, &in)
	if err != nil {
		return err
	}
	return e.jsonLine(explain(host, read, c.All))
}
