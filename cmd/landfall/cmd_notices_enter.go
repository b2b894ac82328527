package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"landfall"
	"landfall/directory/notice"
	"landfall/internal/sqlstore"
)

// noticesAddCmd enters one closing.
type noticesAddCmd struct {
	Host      string `arg:"" help:"The server."`
	Announced string `help:"Day on which it was made known." placeholder:"DATE"`
	Closes    string `help:"Day on which it closes or closed; a month such as 2026-10 is a day in it." placeholder:"DATE"`
	State     string `help:"What became of it: closed_kindly, vanished, cancelled or handed_over; by default what the days say." placeholder:"STATE"`
	URL       string `help:"Where it is told." name:"url" placeholder:"URL"`
	Note      string `help:"What is told there, in a sentence; it is shown." placeholder:"TEXT"`
	As        string `help:"Who says so: you, or the server's admin, who is known to you." enum:"operator,admin" default:"operator"`
}

// Run enters it.
func (c *noticesAddCmd) Run(ctx context.Context, e *env) error {
	entry, err := newEntry(map[string]string{
		"host": c.Host, "announced": c.Announced, "closes": c.Closes, "state": c.State, "url": c.URL, "note": c.Note,
	})
	if err != nil {
		return err
	}
	entry.Admin = c.As == "admin"
	return e.withHosts(ctx, func(hosts *sqlstore.Store) error {
		if _, err := enter(ctx, hosts, entry); err != nil {
			return err
		}
		now, err := hosts.NoticesOf(ctx, entry.Host)
		if err != nil || len(now) == 0 {
			return err
		}
		return writeNotice(e.stdout, &now[len(now)-1])
	})
}

// noticesImportCmd enters many.
type noticesImportCmd struct {
	File string `arg:"" type:"existingfile" help:"CSV, or text with tabs, with a line of column names: host, and any of announced, closes, state, url, note. Other columns are ignored."`
	Test bool   `help:"Check the file and say what it would enter; change nothing." name:"dry-run"`
	Skip bool   `help:"Name the lines that cannot be read, and enter the others." name:"skip-bad"`
}

// Help tells about columns.
func (noticesImportCmd) Help() string {
	return `Days are written 2026-08-19, or 2026-08 where only the month is known; an empty cell is: not known. Several lines of one
host are one closing where their last days are within a month of each other. A line that cannot be read is named, and then
nothing is entered, unless --skip-bad says so. Importing a file again changes nothing.`
}

// Run imports.
func (c *noticesImportCmd) Run(ctx context.Context, e *env) error {
	entries, bad, err := readEntries(c.File)
	if err == nil && !c.Skip {
		err = errors.Join(bad...)
	}
	if err != nil {
		return fmt.Errorf("notices import: %w", err)
	}
	for _, line := range bad {
		fmt.Fprintf(e.stderr, "landfall: left out: %v\n", line)
	}
	if c.Test {
		_, err := fmt.Fprintf(e.stdout, "%d closings can be entered\n", len(entries))
		return err
	}
	return e.withHosts(ctx, func(hosts *sqlstore.Store) error {
		entered := 0
		for i, entry := range entries {
			n, err := enter(ctx, hosts, entry)
			if err != nil {
				return fmt.Errorf("notices import: %s, after %d of %d lines (importing again goes on): %w", entry.Host, i, len(entries), err)
			}
			entered += n
		}
		_, err := fmt.Fprintf(e.stdout, "lines read: %d, with something new: %d\n", len(entries), entered)
		return err
	})
}

// enter enters a closing, and reports whether (1) or not (0) it was new.
func enter(ctx context.Context, hosts *sqlstore.Store, entry notice.Entry) (changed int, err error) {
	const tries = 5
	for range tries {
		past, err := hosts.NoticesOf(ctx, entry.Host)
		if err != nil {
			return 0, err
		}
		next, err := notice.Enter(past, entry, time.Now())
		if err != nil || len(next) == 0 {
			return 0, err
		}
		kept, err := hosts.SaveNotices(ctx, next)
		if err != nil || kept == len(next) {
			return kept, err
		}
		// Somebody else was faster, or nothing may be kept of the host.
		known, err := hosts.Entry(ctx, entry.Host)
		if err != nil {
			return 0, err
		}
		if known.Forgotten {
			return 0, fmt.Errorf("%w: %s asked to be forgotten", landfall.ErrInvalid, entry.Host)
		}
	}
	return 0, fmt.Errorf("enter a closing of %s: %w", entry.Host, landfall.ErrUnavailable)
}
