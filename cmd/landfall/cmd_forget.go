package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"time"

	"landfall"
)

// forgetCmd forgets a host for good, or lists those that are.
type forgetCmd struct {
	Host string `arg:"" optional:"" help:"The host to forget."`
	Why  string `help:"Why, for the ledger." default:"asked to be removed" placeholder:"TEXT"`
	List bool   `help:"List who is forgotten, one JSON object a line, and forget nobody."`
}

// Help says what is forgotten.
func (forgetCmd) Help() string {
	return "Removes everything about a host: what is known of it, every visit, and its name in other hosts' lists of peers. A line in the ledger of forgotten hosts keeps it out for good, after a restore as well: keep a copy of the list with your backups. While another process has an embedded observations store open, that one removes the visits within a minute."
}

// Run forgets the host.
func (c *forgetCmd) Run(ctx context.Context, e *env) error {
	if c.List == (c.Host != "") {
		return fmt.Errorf("forget: %w: give a host, or --list", landfall.ErrInvalid)
	}
	hosts, err := e.openHosts(ctx)
	if err != nil {
		return err
	}
	defer hosts.Close()
	if c.List {
		return hosts.Forgotten(ctx, func(t landfall.Tombstone) error { return e.jsonLine(t) })
	}
	host, err := landfall.ParseHost(c.Host)
	if err != nil {
		return err
	}
	if err := hosts.Forget(ctx, host, c.Why, time.Now()); err != nil {
		return err
	}
	observations, err := e.openObservations(ctx)
	if err != nil {
		_, err = fmt.Fprintf(e.stdout, "%s is forgotten; its visits will be by the process that has them open\n", host)
		return err
	}
	defer observations.Close()
	done := false
	jobs := e.newJobs(&stores{hosts: hosts, observations: observations}, "forget")
	err = jobs.alone(ctx, "record", 0, func(ctx context.Context, _ time.Time) error {
		done = true
		return observations.Forget(ctx, host)
	})
	if err != nil {
		return err
	}
	if !done {
		_, err = fmt.Fprintf(e.stdout, "%s is forgotten; its visits will be within minutes, when the roll-up under way is done\n", host)
		return err
	}
	_, err = fmt.Fprintf(e.stdout, "%s is forgotten\n", host)
	return err
}

// readLedgers reads files that forget --list wrote.
func readLedgers(paths []string) (all []landfall.Tombstone, err error) {
	for _, path := range paths {
		file, err := os.Open(path)
		if err != nil {
			return nil, fmt.Errorf("ledger: %w: %w", landfall.ErrInvalid, err)
		}
		lines := bufio.NewScanner(file)
		for n := 1; lines.Scan(); n++ {
			var t landfall.Tombstone
			err := json.Unmarshal(lines.Bytes(), &t)
			if err == nil {
				t.Host, err = landfall.ParseHost(string(t.Host))
			}
			if err != nil {
				file.Close()
				return nil, fmt.Errorf("ledger %s, line %d: %w: %w", path, n, landfall.ErrInvalid, err)
			}
			all = append(all, t)
		}
		err = lines.Err()
		file.Close()
		if err != nil {
			return nil, fmt.Errorf("ledger %s: %w", path, err)
		}
	}
	return all, nil
}
