package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"time"

	"landfall"
	"landfall/internal/duckstore"
	"landfall/internal/sqlstore"
)

// importCmd brings an embedded installation, or a backup of one, into the databases
// that are set.
type importCmd struct {
	Dir string `arg:"" help:"Data folder of an installation that is not running, or a backup." type:"existingdir"`
}

// Help says how to move to servers.
func (importCmd) Help() string {
	return "Copies hosts, their schedule, the ledger of forgotten hosts and every raw visit into the databases set by --database and --observations, and then makes the long-term record of them. What is there already stays; a copy that was broken off can be repeated, and nothing comes twice. Days whose raw visits have been pruned are not copied."
}

// importBatch is how many visits are written at a time.
const importBatch = 2000

// Run imports.
func (c *importCmd) Run(ctx context.Context, e *env) error {
	if filepath.Clean(c.Dir) == filepath.Clean(e.Data) && e.Database == "" && e.Observations == "" {
		return fmt.Errorf("import %s: %w: that is where it is; set --database and --observations", c.Dir, landfall.ErrInvalid)
	}
	hosts, err := sqlstore.Open(ctx, sqlstore.Config{Path: filepath.Join(c.Dir, hostsFile)})
	if err != nil {
		return err
	}
	defer hosts.Close()
	visits, err := duckstore.Open(ctx, duckstore.Config{Path: filepath.Join(c.Dir, observationsFile)})
	if err != nil {
		return err
	}
	defer visits.Close()
	into, err := e.openReading(ctx)
	if err != nil {
		return err
	}
	defer into.Close()
	added, err := importHosts(ctx, hosts, into.hosts)
	if err != nil {
		return err
	}
	e.logger.InfoContext(ctx, "hosts imported", slog.Int("new", added))
	written, err := e.importVisits(ctx, visits, into.observations)
	if err != nil {
		return err
	}
	e.logger.InfoContext(ctx, "making the long-term record")
	if err := into.observations.Roll(ctx, time.Now()); err != nil {
		return err
	}
	if _, err := into.forgetAll(ctx, nil); err != nil {
		return err
	}
	_, err = fmt.Fprintf(e.stdout, "imported %s: %d new hosts, %d visits\n", c.Dir, added, written)
	return err
}

func importHosts(ctx context.Context, from, into *sqlstore.Store) (added int, err error) {
	var tombstones []landfall.Tombstone
	err = from.Forgotten(ctx, func(t landfall.Tombstone) error {
		tombstones = append(tombstones, t)
		return nil
	})
	if err != nil {
		return 0, err
	}
	if err := into.Remember(ctx, tombstones); err != nil {
		return 0, err
	}
	var batch []sqlstore.Known
	flush := func() error {
		n, err := into.Load(ctx, batch)
		added += n
		batch = batch[:0]
		return err
	}
	err = from.Dump(ctx, func(k sqlstore.Known) error {
		if batch = append(batch, k); len(batch) < importBatch {
			return nil
		}
		return flush()
	})
	if err == nil {
		err = flush()
	}
	if err != nil {
		return added, err
	}
	return added, errors.Join(importDomains(ctx, from, into), importNames(ctx, from, into))
}

// importDomains copies what is known of domains with several hosts; a block or a
// quarantine holds on both sides.
func importDomains(ctx context.Context, from, into *sqlstore.Store) error {
	groups, err := from.AllGroups(ctx)
	if err != nil {
		return err
	}
	for _, g := range groups {
		if g.State != landfall.GroupBlocked {
			continue
		}
		if err := into.ShutGroup(ctx, g.Domain, g.State, g.Why, g.Since); err != nil {
			return err
		}
	}
	return into.SaveGroups(ctx, groups)
}

// importNames copies the other names of instances.
func importNames(ctx context.Context, from, into *sqlstore.Store) error {
	var aliases []landfall.Alias
	err := from.Aliases(ctx, func(a landfall.Alias) error {
		aliases = append(aliases, a)
		return nil
	})
	if err != nil {
		return err
	}
	return into.SaveAliases(ctx, nil, aliases)
}

// importVisits copies raw visits. A batch is named after its first visit, and visits
// come in the same order every time, so a repeated import writes nothing twice.
func (e *env) importVisits(ctx context.Context, from *duckstore.Store, into observationStore) (written int64, err error) {
	total, err := from.Count(ctx)
	if err != nil {
		return 0, err
	}
	var batch []landfall.Observation
	flush := func() error {
		if len(batch) == 0 {
			return nil
		}
		if err := into.Write(ctx, "import-"+batch[0].ID, batch); err != nil {
			return err
		}
		if written += int64(len(batch)); written%(50*importBatch) == 0 {
			e.logger.InfoContext(ctx, "importing visits", slog.Int64("done", written), slog.Int64("of", total))
		}
		batch = batch[:0]
		return nil
	}
	err = from.Observations(ctx, "", time.Time{}, time.Time{}, func(o landfall.Observation) error {
		if batch = append(batch, o); len(batch) < importBatch {
			return nil
		}
		return flush()
	})
	if err == nil {
		err = flush()
	}
	if err != nil {
		return written, fmt.Errorf("import visits: %w; %d of %d are there, repeat the import for the rest", err, written, total)
	}
	return written, nil
}
