//go:build cgo

package duckstore

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"github.com/duckdb/duckdb-go/v2"

	"landfall"
	"landfall/internal/document"
)

// selected are the columns that scan reads, in its order.
const selected = `
	id, host, visited_at, took_us, outcome, class, reason, http_status,
	first_dns_us, first_tcp_us, first_tls_us, first_first_byte_us, first_transfer_us,
	click_dns_us, click_tcp_us, click_tls_us, click_first_byte_us, click_transfer_us,
	requests, peers,
	users_total, users_total_why, users_active_month, users_active_month_why,
	users_active_halfyear, users_active_halfyear_why, posts, posts_why,
	facts_digest, facts_at, steps, vantage, connection`

// stored is an observation whose facts are still to be filled in.
type stored struct {
	landfall.Observation
	digest  *digest // nil if there are none
	factsAt time.Time
}

// scan reads the selected columns of one row.
func scan(rows *sql.Rows) (stored, error) {
	var (
		o             stored
		took          int64
		reason, steps sql.NullString
		vantage, conn sql.NullString
		status        sql.NullInt64
		first, click  [5]sql.NullInt64
		counts        [4]sql.NullInt64
		whys          [4]sql.NullString
		name          *duckdb.UUID
		factsAt       sql.NullTime
	)
	into := []any{&o.ID, &o.Host, &o.At, &took, &o.Outcome, &o.Class, &reason, &status}
	for i := range first {
		into = append(into, &first[i])
	}
	for i := range click {
		into = append(into, &click[i])
	}
	into = append(into, &o.Requests, &o.Peers)
	for i := range counts {
		into = append(into, &counts[i], &whys[i])
	}
	into = append(into, &name, &factsAt, &steps, &vantage, &conn)
	if err := rows.Scan(into...); err != nil {
		return stored{}, err
	}
	o.Took, o.Reason, o.Status = micros(took), reason.String, int(status.Int64)
	o.First, o.Click = timings(first), timings(click)
	for i, c := range []*landfall.Count{&o.Facts.Users, &o.Facts.ActiveMonth, &o.Facts.ActiveHalfyear, &o.Facts.Posts} {
		*c = landfall.Count{N: counts[i].Int64, Known: counts[i].Valid, Reason: whys[i].String}
	}
	if name != nil {
		o.digest = (*digest)(name)
	}
	o.factsAt = factsAt.Time
	o.Vantage = vantage.String
	if err := document.ReadConnection(&o.Observation, []byte(conn.String)); err != nil {
		return stored{}, err
	}
	if steps.Valid {
		if err := document.ReadSteps(&o.Observation, []byte(steps.String)); err != nil {
			return stored{}, err
		}
	}
	return o, nil
}

func micros(n int64) time.Duration { return time.Duration(n) * time.Microsecond }

func timings(phases [5]sql.NullInt64) landfall.Timings {
	return landfall.Timings{
		DNS: micros(phases[0].Int64), TCP: micros(phases[1].Int64), TLS: micros(phases[2].Int64),
		FirstByte: micros(phases[3].Int64), Transfer: micros(phases[4].Int64),
	}
}

// query reads observations and then their facts.
func (s *Store) query(ctx context.Context, query string, args ...any) ([]landfall.Observation, error) {
	rows, err := s.db.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var found []stored
	for rows.Next() {
		o, err := scan(rows)
		if err != nil {
			return nil, err
		}
		found = append(found, o)
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	return s.withFacts(ctx, found)
}

func (s *Store) withFacts(ctx context.Context, found []stored) ([]landfall.Observation, error) {
	bodies, err := s.documents(ctx, found)
	if err != nil {
		return nil, err
	}
	obs := make([]landfall.Observation, len(found))
	for i := range found {
		o := &found[i]
		if o.digest != nil {
			body, ok := bodies[*o.digest]
			if !ok {
				return nil, fmt.Errorf("facts of observation %s: %w", o.ID, landfall.ErrNotFound)
			}
			if err := document.ReadFacts(&o.Facts, body, o.factsAt.UTC()); err != nil {
				return nil, fmt.Errorf("observation %s: %w", o.ID, err)
			}
		}
		obs[i] = o.Observation
	}
	return obs, nil
}

// ofKey picks the rows that may be a host's, and ofHost those that are. Without the
// cast DuckDB would widen the key of every row instead of narrowing the one asked
// for.
const (
	ofKey  = `host_key = CAST(? AS UINTEGER)`
	ofHost = ofKey + ` AND host = ?`
)

// How far back Recent looks at first: the newest visits of most hosts are found
// without a look at the years before.
const (
	days3  = 3 * 24 * time.Hour
	days30 = 30 * 24 * time.Hour
)

// Recent returns the newest n observations of a host, newest first; none if it was
// never visited.
func (s *Store) Recent(ctx context.Context, host landfall.Host, n int) ([]landfall.Observation, error) {
	var newest sql.NullTime
	err := s.db.QueryRowContext(ctx, `SELECT max(visited_at) FROM observations`).Scan(&newest)
	if err != nil {
		return nil, fmt.Errorf("recent observations of %s: %w", host, explain(ctx, err))
	}
	for _, back := range []time.Duration{days3, days30} {
		if obs, err := s.since(ctx, host, newest.Time.Add(-back), n); err != nil || len(obs) >= n {
			return obs, err
		}
	}
	return s.since(ctx, host, time.Time{}, n)
}

func (s *Store) since(ctx context.Context, host landfall.Host, from time.Time, n int) ([]landfall.Observation, error) {
	obs, err := s.query(ctx, `
		SELECT `+selected+`
		FROM observations
		WHERE `+ofHost+`
		  AND visited_at >= ?
		ORDER BY visited_at DESC, id DESC
		LIMIT ?`, hostKey(host), string(host), from.UTC(), max(n, 0))
	if err != nil {
		return nil, fmt.Errorf("recent observations of %s: %w", host, explain(ctx, err))
	}
	return obs, nil
}

// Count returns how many observations there are.
func (s *Store) Count(ctx context.Context) (int64, error) {
	var n int64
	if err := s.db.QueryRowContext(ctx, `SELECT count(*) FROM observations`).Scan(&n); err != nil {
		return 0, fmt.Errorf("count observations: %w", explain(ctx, err))
	}
	return n, nil
}
