package main

import (
	"context"
	"errors"
	"time"

	"landfall"
	"landfall/internal/sqlstore"
)

// importClues copies evidence, wordings of rules, what is declared, and trends. What was declared here
// already stays; evidence has the earlier first and the later last time of both.
func importClues(ctx context.Context, from, into *sqlstore.Store) error {
	return errors.Join(importEvidence(ctx, from, into), importDeclared(ctx, from, into), importTrending(ctx, from, into))
}

func importEvidence(ctx context.Context, from, into *sqlstore.Store) error {
	batch := inBatches(func(hosts []landfall.Host) error {
		clues, err := from.Clues(ctx, hosts)
		if err != nil {
			return err
		}
		wordings := make(map[landfall.Host][]landfall.Wording)
		for _, host := range hosts {
			if wordings[host], err = from.Wordings(ctx, host); err != nil {
				return err
			}
		}
		return errors.Join(into.SaveClues(ctx, clues), into.SaveWordings(ctx, wordings))
	})
	err := from.Instances(ctx, true, func(in landfall.Instance) error { return batch.add(in.Host) })
	if err != nil {
		return err
	}
	return batch.flush()
}

func importDeclared(ctx context.Context, from, into *sqlstore.Store) error {
	type key struct {
		host          landfall.Host
		source, topic string
	}
	here := make(map[key]bool)
	err := into.Declared(ctx, func(d landfall.Declared) error {
		here[key{d.Host, d.Source, d.Topic}] = true
		return nil
	})
	if err != nil {
		return err
	}
	batch := inBatches(func(declared []landfall.Declared) error {
		_, err := into.Declare(ctx, declared)
		return err
	})
	err = from.Declared(ctx, func(d landfall.Declared) error {
		if here[key{d.Host, d.Source, d.Topic}] {
			return nil
		}
		return batch.add(d)
	})
	if err != nil {
		return err
	}
	return batch.flush()
}

func importTrending(ctx context.Context, from, into *sqlstore.Store) error {
	batch := inBatches(func(trending []landfall.Trending) error { return into.SaveTrending(ctx, trending) })
	err := from.Trending(ctx, time.Time{}, func(host landfall.Host, tag string, day time.Time) error {
		return batch.add(landfall.Trending{Host: host, Day: day, Tags: []string{tag}})
	})
	if err != nil {
		return err
	}
	return batch.flush()
}

// importNotices copies notices of closing. One that is here already stays as it is.
func importNotices(ctx context.Context, from, into *sqlstore.Store) error {
	batch := inBatches(func(notices []landfall.Notice) error {
		_, err := into.SaveNotices(ctx, notices)
		return err
	})
	err := from.Notices(ctx, func(n landfall.Notice) error {
		n.Version = 0
		return batch.add(n)
	})
	if err != nil {
		return err
	}
	return batch.flush()
}
