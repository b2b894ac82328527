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
	return "Copies hosts, their schedule and pictures, the evidence on them and what was said of their topics, announcements of closing, the ledger of forgotten hosts, the federation core with its key and every raw visit into the databases set by --database and --observations, and makes the long-term record of them; of days whose visits have been pruned it copies the record itself. What is there already stays; a copy that was broken off can be repeated, and nothing comes twice. Stop the workers of both installations meanwhile."
}

// importBatch is how many visits are written at a time.
const importBatch = 2000

// picturesBatch is how many pictures are.
const picturesBatch = 200

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
	e.KeepDays = 0 // nothing may expire before it is in the record; the next start sets it again
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
	core, err := e.importCore(ctx, c.Dir, hosts.Core(), into.hosts.Core())
	if err != nil {
		return err
	}
	move := move{from: visits, into: into.observations, logger: e.logger}
	if err := move.run(ctx); err != nil {
		return err
	}
	if _, err := into.forgetAll(ctx, nil); err != nil {
		return err
	}
	_, err = fmt.Fprintf(e.stdout, "imported %s: %d new hosts, %d visits, the record of %d days before them, %d changes in these, %d edges, %d rows of the federation core\n",
		c.Dir, added, move.visits, move.days, move.changes, move.edges, core)
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
	return added, errors.Join(importDomains(ctx, from, into), importNames(ctx, from, into), importGaps(ctx, from, into), importPictures(ctx, from, into), importClues(ctx, from, into), importNotices(ctx, from, into))
}

// importDomains copies what is known of domains with several hosts; a block or a
// quarantine holds on both sides, and so does trust.
func importDomains(ctx context.Context, from, into *sqlstore.Store) error {
	groups, err := from.AllGroups(ctx)
	if err != nil {
		return err
	}
	for _, g := range groups {
		if g.State != landfall.GroupBlocked && g.State != landfall.GroupTrusted {
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

// importGaps copies the times in which nothing was measured, and who was there then:
// without the one, the other would tell of times in which somebody measured.
func importGaps(ctx context.Context, from, into *sqlstore.Store) error {
	gaps, err := from.Gaps(ctx, time.Time{})
	if err != nil {
		return err
	}
	for _, gap := range gaps {
		if err := into.Gap(ctx, gap); err != nil {
			return err
		}
	}
	shifts, err := from.Shifts(ctx, time.Time{})
	if err != nil {
		return err
	}
	for _, shift := range shifts {
		if err := into.Shift(ctx, shift); err != nil {
			return err
		}
	}
	return nil
}

// importPictures copies the pictures of hosts that have none yet, so that nobody is
// asked for his again.
func importPictures(ctx context.Context, from, into *sqlstore.Store) error {
	var icons []landfall.Icon
	flush := func() error {
		err := into.SaveIcons(ctx, icons, landfall.PicturesBytes)
		icons = icons[:0]
		return err
	}
	err := from.Icons(ctx, func(host landfall.Host, id string) error {
		if _, err := into.Icon(ctx, host); !errors.Is(err, landfall.ErrNotFound) {
			return err
		}
		icon, err := from.Icon(ctx, host)
		if err != nil {
			return err
		}
		if icon.Picture, err = from.Picture(ctx, id); err != nil {
			return err
		}
		if icons = append(icons, icon); len(icons) < picturesBatch {
			return nil
		}
		return flush()
	})
	if err != nil {
		return err
	}
	return flush()
}
