package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"landfall"
	"landfall/internal/duckstore"
	"landfall/internal/sqlstore"
)

// Files of an embedded installation, and of a backup of one.
const (
	hostsFile        = "landfall.db"
	observationsFile = "observations.duckdb"
)

// backupFlags make a running process back itself up.
type backupFlags struct {
	BackupDir   string        `help:"Back the embedded databases up into this folder." placeholder:"DIR" env:"LANDFALL_BACKUP_DIR" group:"Backups"`
	BackupEvery time.Duration `help:"How often." default:"24h" env:"LANDFALL_BACKUP_EVERY" group:"Backups"`
	BackupKeep  int           `help:"How many backups to keep." default:"7" env:"LANDFALL_BACKUP_KEEP" group:"Backups"`
}

// backupCmd writes one backup now.
type backupCmd struct {
	Dir string `arg:"" help:"Folder for the backup; it must not be there yet." type:"path"`
}

// Help says when to use it.
func (backupCmd) Help() string {
	return "Backs up the embedded databases of an installation that is not running. A running one has its observations open: let it back itself up, with serve --backup-dir. PostgreSQL and ClickHouse have tools of their own (docs/operations.md). What is spooled and not yet shipped is no part of a backup."
}

// Run writes the backup.
func (c *backupCmd) Run(ctx context.Context, e *env) error {
	stores, err := e.openReading(ctx)
	if err != nil {
		return err
	}
	defer stores.Close()
	if err := stores.backup(ctx, c.Dir); err != nil {
		return err
	}
	_, err = fmt.Fprintf(e.stdout, "backup in %s\n", c.Dir)
	return err
}

// backup writes both databases into a new folder. The hosts come last: the newest
// visits of the backup are then known to both.
func (s *stores) backup(ctx context.Context, dir string) error {
	duck, ok := s.observations.(*duckstore.Store)
	if !ok {
		return fmt.Errorf("backup: %w: the observations are in ClickHouse; use BACKUP DATABASE there (docs/operations.md)", landfall.ErrInvalid)
	}
	if err := os.MkdirAll(filepath.Dir(dir), 0o750); err != nil {
		return fmt.Errorf("backup: %w", err)
	}
	if err := os.Mkdir(dir, 0o750); err != nil {
		if errors.Is(err, fs.ErrExist) {
			err = fmt.Errorf("%w: %w", landfall.ErrInvalid, err)
		}
		return fmt.Errorf("backup: %w", err)
	}
	if err := duck.Backup(ctx, filepath.Join(dir, observationsFile)); err != nil {
		return err
	}
	return s.hosts.Backup(ctx, filepath.Join(dir, hostsFile))
}

// backups is the job of a running process. Names of folders sort by time.
func (j *jobs) backups(flags backupFlags, s *stores) func(context.Context) error {
	return func(ctx context.Context) error {
		return j.alone(ctx, "backup", flags.BackupEvery, func(ctx context.Context, now time.Time) error {
			dir := filepath.Join(flags.BackupDir, now.UTC().Format("2006-01-02T150405Z"))
			if err := s.backup(ctx, dir+partialSuffix); err != nil {
				return err
			}
			if err := os.Rename(dir+partialSuffix, dir); err != nil {
				return err
			}
			j.logger.InfoContext(ctx, "backed up", slog.String("folder", dir), slog.Duration("took", j.now().Sub(now)))
			return dropBackups(flags.BackupDir, flags.BackupKeep)
		})
	}
}

const partialSuffix = ".partial"

// dropBackups removes all but the newest, and what was broken off.
func dropBackups(dir string, keep int) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	var whole []string
	for _, entry := range entries {
		name := entry.Name()
		switch _, err := time.Parse("2006-01-02T150405Z", strings.TrimSuffix(name, partialSuffix)); {
		case err != nil: // not ours
		case strings.HasSuffix(name, partialSuffix):
			if err := os.RemoveAll(filepath.Join(dir, name)); err != nil {
				return err
			}
		default:
			whole = append(whole, name)
		}
	}
	slices.Sort(whole)
	for _, name := range whole[:max(0, len(whole)-keep)] {
		if err := os.RemoveAll(filepath.Join(dir, name)); err != nil {
			return err
		}
	}
	return nil
}

// restoreCmd puts a backup in the place of the databases.
type restoreCmd struct {
	Dir       string   `arg:"" help:"Folder of the backup." type:"existingdir"`
	Forgotten []string `help:"Ledgers of forgotten hosts (landfall forget --list) newer than the backup." type:"existingfile" placeholder:"FILE"`
}

// Help says what becomes of the databases that are there.
func (restoreCmd) Help() string {
	return "Restores embedded databases from a backup. Databases that are there already are set aside beside themselves, with the time in their names; hosts that they say are to be forgotten are forgotten in the restored ones as well."
}

// Run restores.
func (c *restoreCmd) Run(ctx context.Context, e *env) error {
	if e.Database != "" || e.Observations != "" {
		return fmt.Errorf("restore: %w: it is for the embedded databases of the data folder; import brings a backup into servers", landfall.ErrInvalid)
	}
	tombstones, err := readLedgers(c.Forgotten)
	if err != nil {
		return err
	}
	if err := e.makeData(); err != nil {
		return err
	}
	present, err := e.tombstonesHere(ctx)
	if err != nil {
		return err
	}
	tombstones = append(tombstones, present...)
	suffix := ".before-" + time.Now().UTC().Format("20060102T150405Z")
	for _, name := range []string{hostsFile, observationsFile} {
		if err := putInPlace(filepath.Join(c.Dir, name), filepath.Join(e.Data, name), suffix); err != nil {
			return fmt.Errorf("restore: %w", err)
		}
	}
	stores, err := e.openReading(ctx)
	if err != nil {
		return err
	}
	defer stores.Close()
	if err := stores.hosts.Integrity(ctx); err != nil {
		return err
	}
	n, err := stores.forgetAll(ctx, tombstones)
	if err != nil {
		return err
	}
	visits, err := stores.observations.Count(ctx)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(e.stdout, "restored from %s: %d visits, %d hosts forgotten\n", c.Dir, visits, n)
	return err
}

// tombstonesHere reads the ledger of the databases that are about to be replaced. If
// they cannot be read, that is said and not passed over.
func (e *env) tombstonesHere(ctx context.Context) (tombstones []landfall.Tombstone, err error) {
	path := filepath.Join(e.Data, hostsFile)
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	here, err := sqlstore.Open(ctx, sqlstore.Config{Path: path})
	if err != nil {
		e.logger.WarnContext(ctx, "the ledger of forgotten hosts in the present database cannot be read; give one with --forgotten", slog.Any("error", err))
		return nil, nil
	}
	defer here.Close()
	err = here.Forgotten(ctx, func(t landfall.Tombstone) error {
		tombstones = append(tombstones, t)
		return nil
	})
	return tombstones, err
}

// putInPlace copies a file of a backup to where it is used, and sets aside what is
// there.
func putInPlace(from, to, suffix string) error {
	if _, err := os.Stat(from); err != nil {
		return fmt.Errorf("%w: no backup: %w", landfall.ErrInvalid, err)
	}
	for _, sidecar := range []string{"", "-wal", "-shm", ".wal"} {
		if err := os.Rename(to+sidecar, to+suffix+sidecar); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	content, err := os.Open(from)
	if err != nil {
		return err
	}
	defer content.Close()
	target, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	defer target.Close()
	if _, err := target.ReadFrom(content); err != nil {
		return err
	}
	return target.Sync()
}

// forgetAll merges a ledger and forgets everybody in it, in both stores. It returns
// how many hosts the merged ledger has.
func (s *stores) forgetAll(ctx context.Context, tombstones []landfall.Tombstone) (n int, err error) {
	if err := s.hosts.Remember(ctx, tombstones); err != nil {
		return 0, err
	}
	err = s.hosts.Forgotten(ctx, func(t landfall.Tombstone) error {
		n++
		return s.observations.Forget(ctx, t.Host)
	})
	return n, err
}
