package sqlstore

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"

	"landfall"
)

// Known is a host as one database hands it to another.
type Known struct {
	Instance landfall.Instance
	Agenda   landfall.Agenda
}

// Dump calls fn for everything that is known, in order of host. It stops at the
// first error of fn and returns it. Leases are not handed on.
func (s *Store) Dump(ctx context.Context, fn func(Known) error) error {
	after := ""
	for {
		page, err := s.knownAfter(ctx, after)
		if err != nil {
			return fmt.Errorf("dump instances: %w", err)
		}
		for _, k := range page {
			if err := fn(k); err != nil {
				return err
			}
		}
		if len(page) < pageSize {
			return nil
		}
		after = string(page[len(page)-1].Instance.Host)
	}
}

func (s *Store) knownAfter(ctx context.Context, after string) (page []Known, err error) {
	err = s.ask(ctx, func(ctx context.Context) error {
		page = nil
		rows, err := s.read.QueryContext(ctx, `
			SELECT i.host, i.status, i.discovered_at_us, i.via, i.last_visit_at_us, i.last_seen_at_us,
				i.failures, i.down_since_us, i.gone_since_us, i.last_outcome, i.last_reason, i.facts,
				`+agendaColumns+`
			FROM instances AS i
			JOIN frontier AS f ON f.host = i.host
			WHERE i.host > $1
			ORDER BY i.host
			LIMIT $2`, after, pageSize)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var r row
			var agenda agendaRow
			if err := rows.Scan(append(r.fields(), agenda.fields()...)...); err != nil {
				return err
			}
			in, err := r.instance()
			if err != nil {
				return err
			}
			page = append(page, Known{Instance: in, Agenda: agenda.agenda()})
		}
		return rows.Err()
	})
	return page, err
}

// Load makes known what another database knew. Hosts that are known here already
// stay as they are, and hosts to be forgotten stay out, so that a load that was
// broken off can be repeated. It returns how many were new.
func (s *Store) Load(ctx context.Context, known []Known) (added int, err error) {
	for chunk := range slices.Chunk(known, addChunk/4) {
		n, err := s.load(ctx, chunk)
		if err != nil {
			return added, fmt.Errorf("load %d instances: %w", len(known), err)
		}
		added += n
	}
	return added, nil
}

func (s *Store) load(ctx context.Context, known []Known) (added int, err error) {
	slices.SortFunc(known, func(a, b Known) int { return cmp.Compare(a.Instance.Host, b.Instance.Host) })
	instances := make([][]any, len(known))
	frontier := make([][]any, len(known))
	for i, k := range known {
		r, err := rowOf(k.Instance)
		if err != nil {
			return 0, err
		}
		instances[i] = []any{
			r.host, r.status, r.discovered, r.via, r.lastVisit, r.lastSeen,
			int64(r.failures), r.downSince, r.goneSince, r.lastOutcome, r.lastReason, r.facts,
		}
		frontier[i] = scheduleRow(r.host, k.Agenda)
	}
	err = s.transact(ctx, func(ctx context.Context, tx tx) error {
		added = 0
		if err := tx.begin(ctx, s.together); err != nil {
			return err
		}
		err := tx.each(ctx, []column{
			{"host", text}, {"status", text}, {"discovered_at_us", number}, {"via", text},
			{"last_visit_at_us", number}, {"last_seen_at_us", number}, {"failures", number},
			{"down_since_us", number}, {"gone_since_us", number}, {"last_outcome", text}, {"last_reason", text}, {"facts", text},
		}, instances, `
			INSERT INTO instances (
				host, status, discovered_at_us, via, last_visit_at_us, last_seen_at_us,
				failures, down_since_us, gone_since_us, last_outcome, last_reason, facts
			)
			SELECT
				host, status, discovered_at_us,
				CASE WHEN via IN (SELECT host FROM forgotten) THEN '' ELSE via END,
				last_visit_at_us, last_seen_at_us,
				failures, down_since_us, gone_since_us, last_outcome, last_reason, facts
			FROM batch AS b
			WHERE NOT EXISTS (
				SELECT 1
				FROM forgotten AS x
				WHERE x.host = b.host
			)
			ON CONFLICT (host) DO NOTHING
			RETURNING host`, func(*sql.Rows) error {
			added++
			return nil
		})
		if err != nil || added == 0 {
			return err
		}
		err = tx.each(ctx, scheduleColumns(), frontier, `
			INSERT INTO frontier (
				host, due_at_us, health_at_us, profile_at_us, peers_at_us, allowed_at_us, claimed, document, fields
			)
			SELECT
				i.host, b.due_at_us, b.health_at_us, b.profile_at_us, b.peers_at_us, b.allowed_at_us, b.claimed, b.document, b.fields
			FROM batch AS b
			JOIN instances AS i ON i.host = b.host
			WHERE true
			ON CONFLICT (host) DO NOTHING`, nil)
		if err != nil {
			return err
		}
		return s.revise(ctx, tx)
	})
	return added, err
}
