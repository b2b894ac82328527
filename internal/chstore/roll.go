package chstore

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"
	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"
)

// The ledger remembers a batch for longer than anybody retries one.
const ledgerKept = 30 * 24 * time.Hour

// A roll-up takes batches until it has about so many visits. They must come to one
// block, because a deduplication token is about blocks.
const (
	rollVisits  = 100_000
	rollBatches = 5_000
)

// Roll brings the long-term record up to date: it takes what batches are in the
// ledger and in no earlier roll-up. It goes on where a call that was broken off
// stopped, and may be called again at any time.
func (s *Store) Roll(ctx context.Context, now time.Time) error {
	leave, err := s.enter(ctx)
	if err != nil {
		return fmt.Errorf("roll up: %w", err)
	}
	defer leave()
	if err := s.rollAll(ctx); err != nil {
		return fmt.Errorf("roll up: %w", explain(ctx, err))
	}
	if err := s.totalOld(ctx); err != nil {
		return fmt.Errorf("roll up: totals of an older version: %w", explain(ctx, err))
	}
	if err := s.pruneLedger(ctx, now); err != nil {
		return fmt.Errorf("roll up: prune the ledger: %w", explain(ctx, err))
	}
	return nil
}

// enter waits until no other call rolls, prunes or forgets.
func (s *Store) enter(ctx context.Context) (leave func(), err error) {
	select {
	case <-s.rolls:
		return func() { s.rolls <- struct{}{} }, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// rollAll rolls up until there is nothing left.
func (s *Store) rollAll(ctx context.Context) error {
	for {
		n, err := s.nextRoll(ctx)
		if err != nil || n == 0 {
			return err
		}
		if err := s.roll(ctx, n); err != nil {
			return fmt.Errorf("number %d: %w", n, err)
		}
	}
}

// nextRoll returns the number of the roll-up to do, 0 if there is none: one that was
// begun, or a new one.
func (s *Store) nextRoll(ctx context.Context) (uint64, error) {
	begun, err := s.numbers(ctx, `
		SELECT DISTINCT roll
		FROM batches FINAL
		WHERE roll > 0`)
	if err != nil {
		return 0, err
	}
	done, err := s.numbers(ctx, `SELECT roll FROM rolls`)
	if err != nil {
		return 0, err
	}
	for n := range begun {
		if !done[n] {
			return n, nil
		}
	}
	return s.assign(ctx)
}

// numbers reads a set of numbers.
func (s *Store) numbers(ctx context.Context, query string) (map[uint64]bool, error) {
	set := make(map[uint64]bool)
	return set, s.list(ctx, func(rows driver.Rows) error {
		var n uint64
		err := rows.Scan(&n)
		set[n] = true
		return err
	}, query)
}

// entry is a batch's line in the ledger.
type entry struct {
	id           string
	hash         uint64
	written      time.Time
	observations uint32
	first, last  time.Time
}

// entries reads those of the ledger that belong to a roll-up, 0 for those that
// belong to none.
func (s *Store) entries(ctx context.Context, roll uint64) (list []entry, err error) {
	err = s.list(ctx, func(rows driver.Rows) error {
		var e entry
		err := rows.Scan(&e.id, &e.hash, &e.written, &e.observations, &e.first, &e.last)
		list = append(list, e)
		return err
	}, `
		SELECT batch_id, batch, written_at, observations, first_at, last_at
		FROM batches FINAL
		WHERE roll = ?
		ORDER BY written_at, batch_id
		LIMIT ?`, roll, rollBatches)
	return list, err
}

// assign gives batches to a new roll-up and returns its number, 0 if there are none.
// It is one insert, so all of them belong to it or none does. Every attempt has a
// number of its own, the server's time: should an insert that was given up arrive
// late, its batches make another roll-up, as far as they are in none.
func (s *Store) assign(ctx context.Context) (uint64, error) {
	waiting, err := s.entries(ctx, 0)
	if err != nil || len(waiting) == 0 {
		return 0, err
	}
	roll, err := s.clock(ctx)
	if err != nil {
		return 0, err
	}
	ctx, cancel := s.limit(ctx)
	defer cancel()
	err = s.fill(ctx, `
		INSERT INTO batches (batch_id, batch, written_at, observations, first_at, last_at, roll)`,
		func(add func(...any) error) error {
			visits := 0
			for i, e := range waiting {
				if visits += int(e.observations); i > 0 && visits > rollVisits {
					break
				}
				if err := add(e.id, e.hash, e.written, e.observations, e.first, e.last, roll); err != nil {
					return err
				}
			}
			return nil
		})
	return roll, err
}

// clock returns the server's time in microseconds.
func (s *Store) clock(ctx context.Context) (uint64, error) {
	now, err := scalar[int64](ctx, s, `SELECT toUnixTimestamp64Micro(now64(6))`)
	return uint64(max(now, 0)), err
}

// roll does a roll-up that has its batches. Every step may be done again.
func (s *Store) roll(ctx context.Context, n uint64) error {
	batches, err := s.entries(ctx, n)
	if err != nil {
		return err
	}
	of := rollOf(n, batches)
	if of.visits > 0 {
		if err := s.fillViews(ctx, of); err != nil {
			return fmt.Errorf("add visits up: %w", err)
		}
		if err := s.totalDays(ctx, of); err != nil {
			return fmt.Errorf("add days up: %w", err)
		}
		if err := s.findChanges(ctx, of); err != nil {
			return fmt.Errorf("find changes: %w", err)
		}
	}
	return s.exec(ctx, `
		INSERT INTO rolls (roll)
		VALUES (?)`, n)
}

// rollUp is a set of batches.
type rollUp struct {
	number uint64
	where  string // picks their visits
	visits uint64
}

func rollOf(n uint64, batches []entry) rollUp {
	of := rollUp{number: n}
	var hashes []string
	var first, last time.Time
	for _, e := range batches {
		if e.observations == 0 {
			continue
		}
		if hashes == nil || e.first.Before(first) {
			first = e.first
		}
		if hashes == nil || e.last.After(last) {
			last = e.last
		}
		hashes = append(hashes, strconv.FormatUint(e.hash, 10))
		of.visits += uint64(e.observations)
	}
	// The times let ClickHouse skip the parts that hold nothing of these batches.
	of.where = `visited_at BETWEEN '` + micro(first) + `' AND '` + micro(last) + `'
		  AND batch IN (` + strings.Join(hashes, ", ") + `)`
	return of
}

// oneBlock makes an INSERT … SELECT put all its rows into one block, and so the
// views theirs. Then the token decides for each partition as a whole.
func oneBlock(ctx context.Context, token string) context.Context {
	return clickhouse.Context(ctx, clickhouse.WithSettings(clickhouse.Settings{
		"insert_deduplicate":                                 1,
		"insert_deduplication_token":                         token,
		"deduplicate_blocks_in_dependent_materialized_views": 1,
		"max_insert_threads":                                 1,
		"max_block_size":                                     10 * rollVisits,
		"max_insert_block_size":                              10 * rollVisits,
		"min_insert_block_size_rows":                         10 * rollVisits,
		"min_insert_block_size_bytes":                        0,
	}))
}

// fillViews hands the visits to the views that add them up.
func (s *Store) fillViews(ctx context.Context, of rollUp) error {
	return s.exec(oneBlock(ctx, "roll-"+strconv.FormatUint(of.number, 10)), `
		INSERT INTO rolling (
			id, host, visited_at, outcome, class, reason, verdict, clicked, click_us, opened, first_us,
			peer_sample, software, software_version, signup, rules,
			users_total, users_active_month, users_active_halfyear, posts, whys
		)
		SELECT
			id, host, visited_at, outcome, class, reason,
			`+verdict+` AS verdict,
			verdict = 'answered' AND bitAnd(exchanges, 2) != 0,
			greatest(click_first_byte_us + click_transfer_us, 1),
			verdict = 'answered' AND bitAnd(exchanges, 1) != 0,
			greatest(first_dns_us + first_tcp_us + first_tls_us + first_first_byte_us + first_transfer_us, 1),
			peer_sample, software, software_version, signup, rules,
			users_total, users_active_month, users_active_halfyear, posts,
			[users_total_why, users_active_month_why, users_active_halfyear_why, posts_why]
		FROM observations
		WHERE `+of.where)
}

// days lists the days on which a roll-up has visits, as SQL.
func (s *Store) days(ctx context.Context, of rollUp) (string, error) {
	return s.listDays(ctx, `
		SELECT DISTINCT toDate(visited_at) AS day
		FROM observations
		WHERE `+of.where)
}

// listDays reads days and writes them as SQL; "" if there are none.
func (s *Store) listDays(ctx context.Context, query string) (string, error) {
	var days []string
	err := s.list(ctx, func(rows driver.Rows) error {
		var day time.Time
		err := rows.Scan(&day)
		days = append(days, "'"+day.Format(time.DateOnly)+"'")
		return err
	}, query)
	return strings.Join(days, ", "), err
}
