package main

import (
	"context"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"time"

	"landfall"
	"landfall/directory/topic"
)

// curator is the curator's file, read again whenever it changes. While it has a fault
// its last good version stays in force.
type curator struct {
	path   string // "" if there is none
	logger *slog.Logger

	looked  fileState // of the version that was read last, good or not
	good    map[landfall.Host][]topic.Declaration
	version int64 // of what is in force
}

// fileState changes when a file does.
type fileState struct {
	modified time.Time
	size     int64
}

// newCurator reads the curator's file. A fault in it is landfall.ErrInvalid.
func (e *env) newCurator() (*curator, error) {
	c := &curator{path: e.Curator, logger: e.logger}
	if c.path == "" {
		return c, nil
	}
	return c, c.read()
}

// said returns what the curator says, by host.
func (c *curator) said() map[landfall.Host][]topic.Declaration { return c.good }

// look reads the file again if it has changed. A fault is logged once.
func (c *curator) look(ctx context.Context) {
	if c.path == "" {
		return
	}
	if info, err := os.Stat(c.path); err == nil && stateOf(info) == c.looked {
		return
	} else if err != nil && c.looked == (fileState{}) {
		return
	}
	if err := c.read(); err != nil {
		c.logger.WarnContext(ctx, "curator file not read; its last good version stays in force", slog.Any("error", err))
		return
	}
	c.logger.InfoContext(ctx, "curator file read", slog.String("file", c.path), slog.Int("hosts", len(c.good)))
}

func (c *curator) read() error {
	c.looked = fileState{}
	info, err := os.Stat(c.path)
	if err != nil {
		return fmt.Errorf("curator file: %w: %w", landfall.ErrInvalid, err)
	}
	c.looked = stateOf(info)
	file, err := os.Open(c.path)
	if err != nil {
		return fmt.Errorf("curator file: %w: %w", landfall.ErrInvalid, err)
	}
	defer file.Close()
	said, err := topic.ReadCurator(file, topic.Default(), info.ModTime())
	if err != nil {
		return fmt.Errorf("curator file %s: %w", c.path, err)
	}
	c.good = said
	c.version++
	return nil
}

func stateOf(info fs.FileInfo) fileState { return fileState{info.ModTime(), info.Size()} }
