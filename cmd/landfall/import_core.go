package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"

	"landfall"
	"landfall/internal/sqlstore"
)

// importCore copies the federation core of an installation in dir, and its master key, into a
// database that is of no server yet. It returns how many rows were new.
func (e *env) importCore(ctx context.Context, dir string, from, into *sqlstore.Core) (rows int64, err error) {
	origin, err := from.Owner(ctx)
	if err != nil || origin == "" {
		return 0, err
	}
	owner, err := into.Owner(ctx)
	if err != nil {
		return 0, err
	}
	if owner != "" {
		e.logger.WarnContext(ctx, "the federation core is not imported: the database is that of a server already", slog.String("origin", owner))
		return 0, nil
	}
	if err := e.importMaster(ctx, dir); err != nil {
		return 0, err
	}
	return into.CopyFrom(ctx, from)
}

// importMaster copies the key that the private keys are encrypted with, unless it is there. An
// installation that has it in the environment has no file.
func (e *env) importMaster(ctx context.Context, dir string) error {
	key, err := os.ReadFile(filepath.Join(dir, masterFile))
	if errors.Is(err, os.ErrNotExist) {
		e.logger.WarnContext(ctx, "there is no master key to import: set LANDFALL_CORE_MASTER_KEY to that of the other installation", slog.String("file", masterFile))
		return nil
	}
	if err != nil {
		return fmt.Errorf("master key: %w", err)
	}
	if err := e.makeData(); err != nil {
		return err
	}
	path := filepath.Join(e.Data, masterFile)
	present, err := os.ReadFile(path)
	switch {
	case errors.Is(err, os.ErrNotExist):
		if err := os.WriteFile(path, key, 0o600); err != nil {
			return fmt.Errorf("master key: %w", err)
		}
		return nil
	case err != nil:
		return fmt.Errorf("master key: %w", err)
	case !bytes.Equal(bytes.TrimSpace(key), bytes.TrimSpace(present)):
		return fmt.Errorf("master key: %w: %s is another one than that of the installation; move it away if it is of no use", landfall.ErrInvalid, path)
	}
	return nil
}
