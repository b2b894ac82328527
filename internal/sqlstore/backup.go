package sqlstore

import (
	"context"
	"fmt"
	"os"

	"landfall"
)

// Backup writes the database as of one moment to a new file, while it is in use. It
// is for SQLite; PostgreSQL's own tools do it better, and it gives
// [landfall.ErrInvalid].
func (s *Store) Backup(ctx context.Context, path string) error {
	if s.path == "" {
		return fmt.Errorf("back up %s: %w: use pg_dump", s.name, landfall.ErrInvalid)
	}
	if _, err := os.Stat(path); err == nil {
		return fmt.Errorf("back up to %s: %w: the file is there already", path, landfall.ErrInvalid)
	}
	partial := path + ".partial"
	if err := os.RemoveAll(partial); err != nil {
		return fmt.Errorf("back up to %s: %w", path, err)
	}
	// On a connection of its own, beside writers and readers.
	db, err := connect(s.path, 1, forWriting(false))
	if err != nil {
		return fmt.Errorf("back up %s: %w", s.name, err)
	}
	defer db.Close()
	if _, err := db.ExecContext(ctx, `VACUUM INTO ?`, partial); err != nil {
		os.Remove(partial)
		return fmt.Errorf("back up %s: %w", s.name, s.explain(ctx, err))
	}
	if err := settle(partial, path); err != nil {
		return fmt.Errorf("back up to %s: %w", path, err)
	}
	return nil
}

// settle makes a complete file durable and gives it its name.
func settle(partial, path string) error {
	file, err := os.OpenFile(partial, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	if err := file.Sync(); err != nil {
		file.Close()
		return err
	}
	if err := file.Close(); err != nil {
		return err
	}
	return os.Rename(partial, path)
}
