package sqlstore

import (
	"context"
	"database/sql"
	"slices"
	"time"

	"landfall"
)

// planned is a host whose agenda is about to be changed outside of a visit.
type planned struct {
	host      landfall.Host
	lastVisit time.Time // zero if never
	leased    bool      // the lease may have run out
	agenda    landfall.Agenda
}

// plannedHosts finds hosts and locks their rows of the frontier.
const plannedHosts = `
	SELECT f.host, i.last_visit_at_us, f.lease_until_us IS NOT NULL,
		` + agendaColumns + `
	FROM batch AS b
	JOIN frontier AS f ON f.host = b.host
	JOIN instances AS i ON i.host = f.host
	WHERE true`

// amend lets change write the agendas of those hosts that are known. A visit under
// way goes on: what it completes is reckoned from the changed agenda. It returns
// the hosts that were found.
func (s *Store) amend(ctx context.Context, tx tx, hosts []landfall.Host, change func(*planned) error) (found int, err error) {
	batch := make([][]any, len(hosts))
	for i, host := range slices.Sorted(slices.Values(hosts)) {
		batch[i] = []any{string(host)}
	}
	var rows [][]any
	err = tx.each(ctx, []column{{"host", text}}, batch, plannedHosts+s.lockRows, func(result *sql.Rows) error {
		known := planned{}
		var last sql.NullInt64
		var r agendaRow
		err := result.Scan(append([]any{&known.host, &last, &known.leased}, r.fields()...)...)
		if err != nil {
			return err
		}
		found++
		known.lastVisit, known.agenda = timeOrZero(last), r.agenda()
		before := scheduleRow(string(known.host), known.agenda)
		if err := change(&known); err != nil {
			return err
		}
		if after := scheduleRow(string(known.host), known.agenda); !slices.Equal(before, after) {
			rows = append(rows, after)
		}
		return nil
	})
	if err != nil {
		return found, err
	}
	return found, tx.each(ctx, scheduleColumns(), rows, `
		UPDATE frontier AS f
		SET `+setAgenda+`
		FROM batch AS b
		WHERE f.host = b.host`, nil)
}

// amendOne changes one agenda; an unknown host gives [landfall.ErrNotFound].
func (s *Store) amendOne(ctx context.Context, host landfall.Host, change func(*planned) error) error {
	return s.transact(ctx, func(ctx context.Context, tx tx) error {
		found, err := s.amend(ctx, tx, []landfall.Host{host}, change)
		if err == nil && found == 0 {
			return landfall.ErrNotFound
		}
		return err
	})
}
