package spool

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/oklog/ulid/v2"

	"landfall"
)

// Batch is a run of observations on its way to the sink.
type Batch struct {
	// ID names the batch and is never used for other rows.
	ID string
	// Observations are in the order in which they were appended.
	Observations []landfall.Observation
	// Resumed tells that the batch has been handed out before, perhaps before a
	// crash, so the sink may have it already.
	Resumed bool

	seqs        []int64 // of Observations
	first, last int64
}

// batchBytes bounds a batch beside its number of rows, so that rows of unusual
// size do not add up in memory, here or in the sink.
const batchBytes = 8 << 20

// Next returns the next batch, of at most limit observations; ok is false if the spool
// is empty. Until the batch is acknowledged Next returns the same one, across
// restarts too. A damaged row goes to quarantine and is missing from its batch.
func (s *Spool) Next(_ context.Context, limit int) (batch Batch, ok bool, err error) {
	var flight flight
	do := func(ctx context.Context, tx *transaction) (err error) {
		flight, err = s.board(ctx, tx, limit)
		return err
	}
	if err := s.transact(do, nil); err != nil {
		return Batch{}, false, fmt.Errorf("next batch: %w", err)
	}
	if flight.id == "" {
		return Batch{}, false, nil
	}
	batch, damage := flight.batch()
	if len(damage) > 0 {
		if err := s.quarantine(damage); err != nil {
			return Batch{}, false, fmt.Errorf("next batch: %w", err)
		}
	}
	return batch, true, nil
}

// flight is a batch as it was fixed on disk, with its rows from the tail or from
// the file.
type flight struct {
	id          string
	resumed     bool
	first, last int64
	known       []tailRow
	read        []record
	gone        map[int64]bool // seqs in quarantine
}

// board returns the batch under way, or fixes a new one. A flight whose range
// does not begin with the first row is damaged and is fixed anew; should the sink
// have its rows already, it recognises them one by one.
func (s *Spool) board(ctx context.Context, tx *transaction, limit int) (flight, error) {
	state := s.snapshot()
	var f flight
	err := tx.conn.QueryRowContext(ctx, `
		SELECT batch_id, first_seq, last_seq
		FROM flight
		WHERE one = 1`).Scan(&f.id, &f.first, &f.last)
	switch {
	case err == nil && f.first <= f.last && f.last < state.next && f.id != "":
		f.resumed = true
	case err != nil && !errors.Is(err, sql.ErrNoRows):
		return flight{}, err
	case state.rows == 0:
		return flight{}, nil
	default:
		f.first = state.first
		if f.last, err = s.lastOf(ctx, tx, f.first, limit); err != nil {
			return flight{}, err
		}
		f.id = ulid.Make().String()
		_, err = tx.conn.ExecContext(ctx, `
			INSERT OR REPLACE INTO flight (one, batch_id, first_seq, last_seq)
			VALUES (1, ?, ?, ?)`, f.id, f.first, f.last)
		if err != nil {
			return flight{}, err
		}
	}
	s.mu.Lock()
	f.known = append(f.known, s.tail.span(f.first, f.last)...)
	s.mu.Unlock()
	if f.known == nil {
		err = f.load(ctx, tx.conn)
	}
	return f, err
}

// lastOf says which row a batch that begins with first ends with.
func (s *Spool) lastOf(ctx context.Context, tx *transaction, first int64, limit int) (last int64, err error) {
	var size int64
	take := func(seq, bytes int64) (full bool) {
		if size += bytes; size > batchBytes && last > 0 {
			return true
		}
		last = seq
		limit--
		return limit <= 0
	}
	s.mu.Lock()
	rows := s.tail.span(first, s.state.next-1)
	for _, row := range rows {
		if take(row.seq, row.size) {
			break
		}
	}
	s.mu.Unlock()
	if len(rows) > 0 {
		return last, nil
	}
	cursor, err := tx.conn.QueryContext(ctx, `
		SELECT seq, length(body)
		FROM spool
		ORDER BY seq
		LIMIT ?`, max(limit, 1))
	if err != nil {
		return 0, err
	}
	defer cursor.Close()
	for cursor.Next() {
		var seq, bytes int64
		if err := cursor.Scan(&seq, &bytes); err != nil {
			return 0, err
		}
		if take(seq, bytes+rowOverhead) {
			break
		}
	}
	return last, cursor.Err()
}

// load reads the batch's rows from the file.
func (f *flight) load(ctx context.Context, conn *sql.Conn) error {
	rows, err := conn.QueryContext(ctx, `
		SELECT seq, appended_at_us, crc32c, body
		FROM spool
		WHERE seq BETWEEN ? AND ?
		ORDER BY seq`, f.first, f.last)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var r record
		var crc int64
		if err := rows.Scan(&r.seq, &r.at, &crc, &r.body); err != nil {
			return err
		}
		r.crc = uint32(crc)
		f.read = append(f.read, r)
	}
	if err := rows.Err(); err != nil {
		return err
	}
	if int64(len(f.read)) == f.last-f.first+1 {
		return nil
	}
	f.gone, err = quarantined(ctx, conn, f.first, f.last)
	return err
}

// batch decodes the rows and says which of them cannot be used.
func (f *flight) batch() (Batch, []damage) {
	b := Batch{ID: f.id, Resumed: f.resumed, first: f.first, last: f.last}
	for _, row := range f.known {
		b.Observations = append(b.Observations, *row.obs)
		b.seqs = append(b.seqs, row.seq)
	}
	if f.known != nil {
		return b, nil
	}
	var found []damage
	expected := f.first
	for i := range f.read {
		r := &f.read[i]
		found = append(found, f.missing(expected, r.seq)...)
		expected = r.seq + 1
		o, err := r.decode()
		if err != nil {
			found = append(found, damage{seq: r.seq, reason: err.Error(), present: true})
			continue
		}
		b.Observations = append(b.Observations, o)
		b.seqs = append(b.seqs, r.seq)
	}
	return b, append(found, f.missing(expected, f.last+1)...)
}

// missing tells of a gap: rows from seq up to before end that should be there. A
// gap that begins with a row in quarantine is known already.
func (f *flight) missing(seq, end int64) []damage {
	if seq >= end || f.gone[seq] {
		return nil
	}
	return []damage{{seq: seq, reason: fmt.Sprintf("%d rows are missing", end-seq)}}
}

// Ack takes a batch's rows out of the spool. A batch that has been acknowledged
// before is left alone.
func (s *Spool) Ack(_ context.Context, batch Batch) error {
	var l landing
	do := func(ctx context.Context, tx *transaction) (err error) {
		l, err = land(ctx, tx.conn, batch)
		return err
	}
	err := s.transact(do, func(s *Spool) {
		if !l.done {
			return
		}
		s.state.rows -= l.rows
		s.state.first, s.state.oldest = l.first, l.oldest
		if l.emptied {
			s.state.rows = 0
		}
		s.tail.forget(batch.last)
		s.release(l.bytes)
	})
	if err != nil {
		return fmt.Errorf("acknowledge batch %s: %w", batch.ID, err)
	}
	return nil
}
