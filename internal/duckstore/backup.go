//go:build cgo

package duckstore

import (
	"context"
	"fmt"
	"io"
	"os"

	"landfall"
)

// Backup writes the whole store as of one moment to a new file. Writers wait while
// it does, so that the file is at rest; readers do not.
func (s *Store) Backup(ctx context.Context, path string) error {
	if _, err := os.Stat(path); err == nil {
		return fmt.Errorf("back up to %s: %w: the file is there already", path, landfall.ErrInvalid)
	}
	select {
	case <-s.turn:
		defer func() { s.turn <- struct{}{} }()
	case <-ctx.Done():
		return fmt.Errorf("back up %s: %w", s.path, ctx.Err())
	}
	// With the checkpoint all is in the file, and nothing beside it.
	if _, err := s.writer.ExecContext(ctx, `CHECKPOINT store`); err != nil {
		return fmt.Errorf("back up %s: %w", s.path, explain(ctx, err))
	}
	s.pinned = 0
	partial := path + ".partial"
	if err := copyFile(ctx, s.path, partial); err != nil {
		os.Remove(partial)
		return fmt.Errorf("back up %s: %w", s.path, err)
	}
	if err := os.Rename(partial, path); err != nil {
		return fmt.Errorf("back up %s: %w", s.path, err)
	}
	return nil
}

func copyFile(ctx context.Context, from, to string) error {
	source, err := os.Open(from)
	if err != nil {
		return err
	}
	defer source.Close()
	target, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	defer target.Close()
	if _, err := io.Copy(target, reader{ctx, source}); err != nil {
		return err
	}
	return target.Sync()
}

// reader stops reading when its context ends.
type reader struct {
	ctx context.Context //nolint:containedctx // as long as one copy
	io.Reader
}

func (r reader) Read(p []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	return r.Reader.Read(p)
}
