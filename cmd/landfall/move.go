package main

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"landfall"
	"landfall/internal/duckstore"
)

// move brings the observations of an embedded installation into another store: first
// the record of the days whose visits are pruned, then the visits that are left. Both
// stores make the record of these, and so know the same. Whatever is there already
// stays, so a move that was broken off is finished by another.
type move struct {
	from   *duckstore.Store
	into   observationStore
	logger *slog.Logger

	days, changes, edges int
	visits               int64
}

func (m *move) run(ctx context.Context) error {
	now := time.Now()
	// What either has written must be in its record before the records are compared.
	m.logger.InfoContext(ctx, "bringing the long-term records up to date")
	if err := m.from.Roll(ctx, now); err != nil {
		return err
	}
	if err := m.into.Roll(ctx, now); err != nil {
		return err
	}
	for _, part := range []struct {
		name string
		move func(context.Context) error
	}{
		{"the record of days", m.moveDays},
		{"edges", m.moveEdges},
		{"visits", m.moveVisits},
	} {
		if err := part.move(ctx); err != nil {
			return fmt.Errorf("import %s: %w; repeat the import for the rest", part.name, err)
		}
	}
	m.logger.InfoContext(ctx, "making the long-term record")
	return m.into.Roll(ctx, now)
}

// moveDays copies what the record tells of pruned days, and the changes in them.
func (m *move) moveDays(ctx context.Context) error {
	pruned, err := m.from.Pruned(ctx)
	if err != nil || pruned.IsZero() {
		return err
	}
	err = m.from.Record(ctx, pruned, func(day landfall.DayRecord) error {
		if err := m.into.TakeDay(ctx, day); err != nil {
			return err
		}
		if m.days++; m.days%30 == 0 {
			m.logger.InfoContext(ctx, "importing the record", slog.Int("days", m.days),
				slog.Time("at", day.Date), slog.Time("until", pruned))
		}
		return nil
	})
	if err != nil {
		return err
	}
	batch := inBatches(func(changes []landfall.Change) error {
		m.changes += len(changes)
		return m.into.TakeChanges(ctx, changes)
	})
	if err := m.from.Changes(ctx, "", time.Time{}, pruned, batch.add); err != nil {
		return err
	}
	return batch.flush()
}

func (m *move) moveEdges(ctx context.Context) error {
	batch := inBatches(func(edges []landfall.Edge) error {
		if m.edges += len(edges); m.edges%(50*importBatch) == 0 {
			m.logger.InfoContext(ctx, "importing edges", slog.Int("done", m.edges))
		}
		return m.into.TakeEdges(ctx, edges)
	})
	if err := m.from.EveryEdge(ctx, batch.add); err != nil {
		return err
	}
	return batch.flush()
}

// moveVisits copies raw visits. A batch is named after its first visit, and visits
// come in the same order every time, so a repeated import writes nothing twice.
func (m *move) moveVisits(ctx context.Context) error {
	total, err := m.from.Count(ctx)
	if err != nil {
		return err
	}
	batch := inBatches(func(visits []landfall.Observation) error {
		if err := m.into.Write(ctx, "import-"+visits[0].ID, visits); err != nil {
			return err
		}
		if m.visits += int64(len(visits)); m.visits%(50*importBatch) == 0 {
			m.logger.InfoContext(ctx, "importing visits", slog.Int64("done", m.visits), slog.Int64("of", total))
		}
		return nil
	})
	if err := m.from.Observations(ctx, "", time.Time{}, time.Time{}, batch.add); err != nil {
		return err
	}
	return batch.flush()
}

// batches gathers things until there are importBatch of them.
type batches[T any] struct {
	things []T
	write  func([]T) error
}

func inBatches[T any](write func([]T) error) *batches[T] { return &batches[T]{write: write} }

func (b *batches[T]) add(thing T) error {
	if b.things = append(b.things, thing); len(b.things) < importBatch {
		return nil
	}
	return b.flush()
}

func (b *batches[T]) flush() error {
	if len(b.things) == 0 {
		return nil
	}
	err := b.write(b.things)
	b.things = b.things[:0]
	return err
}
