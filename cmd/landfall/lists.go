package main

import (
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"landfall"
	"landfall/crawler"
	"landfall/crawler/discover"
	"landfall/directory/topic"
	"landfall/internal/sqlstore"
)

// addList makes known the hosts of a list in a file, and says on standard error
// what it came to. Entries that name no instance are counted and passed over; a
// file that is no list is an error.
func (e *env) addList(ctx context.Context, path string, c *crawler.Crawler) error {
	file, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("list: %w: %w", landfall.ErrInvalid, err)
	}
	defer file.Close()
	added := 0
	listed, err := discover.ReadList(file, func(hosts []landfall.Host) error {
		n, err := c.List(ctx, "list "+filepath.Base(path), hosts)
		added += n
		return err
	})
	fmt.Fprintf(e.stderr, "landfall: list %s (%s): %d names, %s, %d new hosts\n", path, listed.Kind, listed.Total, refusals(listed.Refused), added)
	if err != nil {
		return fmt.Errorf("list %s: %w", path, err)
	}
	return nil
}

// addCategories keeps the categories that a list in a file gives its hosts, in the place
// of those that a list gave them before. Most lists give none.
func (e *env) addCategories(ctx context.Context, path string, hosts *sqlstore.Store) error {
	file, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("list: %w: %w", landfall.ErrInvalid, err)
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return fmt.Errorf("list: %w", err)
	}
	said, err := topic.ReadDirectory(file, info.ModTime())
	if err != nil {
		return fmt.Errorf("list %s: %w", path, err)
	}
	var declared []landfall.Declared
	for host, topics := range said {
		for _, d := range topics {
			declared = append(declared, landfall.Declared{Host: host, Source: string(d.Source), Topic: string(d.Topic), Note: d.Note, At: d.At})
		}
	}
	if _, err := hosts.Withdraw(ctx, string(topic.SourceDirectory), slices.Collect(maps.Keys(said))); err != nil {
		return err
	}
	kept, err := hosts.Declare(ctx, declared)
	if kept > 0 {
		fmt.Fprintf(e.stderr, "landfall: list %s: %d categories kept\n", path, kept)
	}
	return err
}

// refusals counts what was refused, by fault.
func refusals(refused map[landfall.HostFault]int) string {
	total := 0
	var by []string
	for _, fault := range slices.Sorted(maps.Keys(refused)) {
		total += refused[fault]
		by = append(by, fmt.Sprintf("%s %d", fault, refused[fault]))
	}
	if total == 0 {
		return "0 refused"
	}
	return fmt.Sprintf("%d refused (%s)", total, strings.Join(by, ", "))
}
