package main

import (
	"context"
	"fmt"
	"time"

	"landfall"
	"landfall/internal/rows"
)

// exportCmd writes what is known to standard output.
type exportCmd struct {
	Instances    exportInstancesCmd    `cmd:"" help:"One row per instance that has ever answered and does not ask to be left alone."`
	Observations exportObservationsCmd `cmd:"" help:"One row per visit, oldest first. Not while another process has an embedded store open."`
}

// exportFormat is the shape of the rows.
type exportFormat struct {
	Format string `help:"ndjson (one JSON object a line) or csv (RFC 4180, with a header)." enum:"ndjson,csv" default:"ndjson"`
}

// exportInstancesCmd exports instances.
type exportInstancesCmd struct{ exportFormat }

// Run streams the instances.
func (c *exportInstancesCmd) Run(ctx context.Context, e *env) error {
	store, err := e.openHosts(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	out := rows.New(e.stdout, c.Format, instanceRow{})
	err = store.Instances(ctx, true, func(in landfall.Instance) error {
		if in.Status == landfall.StatusRefused {
			return nil
		}
		return out.Write(newInstanceRow(in))
	})
	if err != nil {
		return fmt.Errorf("export instances: %w", err)
	}
	return out.Close()
}

// exportObservationsCmd exports observations.
type exportObservationsCmd struct {
	exportFormat
	Host string `help:"Only this host." placeholder:"HOST"`
}

// Run streams the observations.
func (c *exportObservationsCmd) Run(ctx context.Context, e *env) error {
	var host landfall.Host
	if c.Host != "" {
		var err error
		if host, err = landfall.ParseHost(c.Host); err != nil {
			return err
		}
	}
	store, err := e.openObservations(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	out := rows.New(e.stdout, c.Format, observationRow{})
	err = store.Observations(ctx, host, time.Time{}, time.Time{}, func(o landfall.Observation) error {
		return out.Write(newObservationRow(o))
	})
	if err != nil {
		return fmt.Errorf("export observations: %w", err)
	}
	return out.Close()
}
