package chstore

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"landfall"
)

// Prune deletes visits that began before the given time, to the UTC day, and are in
// the record already. The record stays.
func (s *Store) Prune(ctx context.Context, before time.Time) error {
	leave, err := s.enter(ctx)
	if err != nil {
		return fmt.Errorf("prune: %w", err)
	}
	defer leave()
	before = midnight(earlier(before, lastTime))
	if !storable(before) {
		return nil
	}
	if err := s.rollAll(ctx); err != nil {
		return fmt.Errorf("prune: roll up first: %w", explain(ctx, err))
	}
	if err := s.prune(ctx, before); err != nil {
		return fmt.Errorf("prune before %s: %w", day(before), explain(ctx, err))
	}
	return nil
}

func (s *Store) prune(ctx context.Context, before time.Time) error {
	err := s.exec(ctx, `
		INSERT INTO prunes (before)
		VALUES (?)`, before)
	if err != nil {
		return err
	}
	recorded, err := s.recordedLately(ctx, before)
	if err != nil {
		return err
	}
	// Of visits written long ago the ledger knows nothing any more. They are all
	// recorded, since only recorded batches ever leave it. Those whose batch is not in
	// the ledger yet were written lately.
	long := "written_at < now() - " + strconv.Itoa(int((ledgerKept-24*time.Hour)/time.Second))
	if err := s.deleteVisits(ctx, before, long); err != nil {
		return err
	}
	for some := range slices.Chunk(recorded, rollBatches) {
		if err := s.deleteVisits(ctx, before, "batch IN ("+strings.Join(some, ", ")+")"); err != nil {
			return err
		}
	}
	return nil
}

// recordedLately returns the batches that are in the ledger, are recorded, and have
// visits before the given time.
func (s *Store) recordedLately(ctx context.Context, before time.Time) ([]string, error) {
	return s.hashes(ctx, `
		SELECT batch
		FROM batches FINAL
		WHERE roll > 0
		  AND observations > 0
		  AND first_at < ?`, micro(before))
}

// hashes reads those of batches.
func (s *Store) hashes(ctx context.Context, query string, args ...any) (hashes []string, err error) {
	err = s.list(ctx, func(rows driver.Rows) error {
		var hash uint64
		err := rows.Scan(&hash)
		hashes = append(hashes, strconv.FormatUint(hash, 10))
		return err
	}, query, args...)
	return hashes, err
}

func (s *Store) deleteVisits(ctx context.Context, before time.Time, which string) error {
	return s.remove(ctx, "observations", "visited_at < '"+micro(before)+"' AND "+which)
}

// rewriting is how many times longer than another statement one may take that
// rewrites a table. The server goes on with it in any case.
const rewriting = 30

// remove deletes rows of a table on every server and waits until they are gone.
func (s *Store) remove(ctx context.Context, table, which string, args ...any) error {
	ctx, cancel := context.WithTimeout(ctx, rewriting*s.cfg.Timeout)
	defer cancel()
	return s.define(ctx, `
		ALTER TABLE `+s.tables.local(table)+`
		DELETE WHERE `+which+`
		SETTINGS mutations_sync = 2`, args...)
}

// pruneLedger forgets batches that were recorded and are older than anybody retries.
// They go by their hashes, so that all versions of an entry go: an older version by
// itself would pass for a batch that is not recorded.
func (s *Store) pruneLedger(ctx context.Context, now time.Time) error {
	hashes, err := s.hashes(ctx, `
		SELECT batch
		FROM batches FINAL
		WHERE roll > 0
		  AND written_at < ?
		LIMIT ?`, now.Add(-ledgerKept).UTC().Format(time.DateTime), prunedAtOnce)
	if err != nil || len(hashes) < prunedAtOnce {
		return err
	}
	return s.remove(ctx, "batches", "batch IN ("+strings.Join(hashes, ", ")+")")
}

// prunedAtOnce is how many batches make it worth while to rewrite the ledger.
const prunedAtOnce = 20_000

// Forget deletes everything about a host: visits, record, changes, and edges from and
// to it. Sums over the network that it was a part of may keep its share. A visit that
// is written afterwards is not forgotten.
func (s *Store) Forget(ctx context.Context, host landfall.Host) error {
	leave, err := s.enter(ctx)
	if err != nil {
		return fmt.Errorf("forget %s: %w", host, err)
	}
	defer leave()
	for _, table := range []string{"observations", "instance_days", "day_instances", "changes", "peer_edges"} {
		if err := s.forgetIn(ctx, table, host); err != nil {
			return fmt.Errorf("forget %s in %s: %w", host, table, explain(ctx, err))
		}
	}
	return nil
}

func (s *Store) forgetIn(ctx context.Context, table string, host landfall.Host) error {
	which, args := `host = ?`, []any{string(host)}
	if table == "peer_edges" {
		which, args = `host = ? OR peer = ?`, []any{string(host), string(host)}
	}
	return s.remove(ctx, table, which, args...)
}
