package sqlstore

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"landfall"
)

const groupColumns = `
	d.domain, d.state, d.face, d.admitted, d.verified, d.allowance,
	d.grown_at_us, d.probed_at_us, d.since_us, d.why`

// Groups returns what is known of domains. One that is not known, because no more
// than one host of it is, is not among them.
func (s *Store) Groups(ctx context.Context, domains []string) (groups []landfall.Group, err error) {
	if len(domains) == 0 {
		return nil, nil
	}
	names := make([]landfall.Host, len(domains))
	for i, domain := range domains {
		names[i] = landfall.Host(domain)
	}
	list, from, err := s.hostList(names)
	if err != nil {
		return nil, err
	}
	return s.groups(ctx, from+`
		SELECT `+groupColumns+`
		FROM batch AS b
		JOIN domains AS d ON d.domain = b.host
		ORDER BY d.domain`, list)
}

// AllGroups returns all that is known of domains, in order.
func (s *Store) AllGroups(ctx context.Context) ([]landfall.Group, error) {
	return s.groups(ctx, `
		SELECT `+groupColumns+`
		FROM domains AS d
		ORDER BY d.domain`)
}

// ShutGroups returns the domains that are not simply open, in order.
func (s *Store) ShutGroups(ctx context.Context) ([]landfall.Group, error) {
	return s.groups(ctx, `
		SELECT `+groupColumns+`
		FROM domains AS d
		WHERE d.state <> 'open'
		ORDER BY d.domain`)
}

func (s *Store) groups(ctx context.Context, query string, args ...any) (groups []landfall.Group, err error) {
	err = s.ask(ctx, func(ctx context.Context) error {
		groups = nil
		rows, err := s.read.QueryContext(ctx, query, args...)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var g landfall.Group
			var grown, probed, since sql.NullInt64
			err := rows.Scan(&g.Domain, &g.State, &g.Face, &g.Admitted, &g.Verified, &g.Allowance, &grown, &probed, &since, &g.Why)
			if err != nil {
				return err
			}
			g.Grown, g.Probed, g.Since = timeOrZero(grown), timeOrZero(probed), timeOrZero(since)
			groups = append(groups, g)
		}
		return rows.Err()
	})
	if err != nil {
		return nil, fmt.Errorf("read domains: %w", err)
	}
	return groups, nil
}

// SaveGroups keeps groups. Of what several workers say, the larger number or
// time stays, and the operator's word is undone by [Store.ShutGroup] only. A
// group's own state and face are those of the latest probe.
func (s *Store) SaveGroups(ctx context.Context, groups []landfall.Group) error {
	if len(groups) == 0 {
		return nil
	}
	const newer = `
			CASE WHEN domains.state NOT IN ('blocked', 'trusted')
			      AND coalesce(excluded.probed_at_us, 0) > coalesce(domains.probed_at_us, 0)`
	err := s.transact(ctx, func(ctx context.Context, tx tx) error {
		err := tx.each(ctx, groupBatch(), groupRows(groups), `
			INSERT INTO domains (domain, state, face, admitted, verified, allowance, grown_at_us, probed_at_us, since_us, why)
			SELECT domain, state, face, admitted, verified, allowance, grown_at_us, probed_at_us, since_us, why
			FROM batch
			WHERE true
			ORDER BY domain
			ON CONFLICT (domain) DO UPDATE
			SET state = `+newer+` THEN excluded.state ELSE domains.state END,
				face = `+newer+` THEN excluded.face ELSE domains.face END,
				since_us = `+newer+` THEN excluded.since_us ELSE domains.since_us END,
				why = `+newer+` THEN excluded.why ELSE domains.why END,
				admitted = CASE WHEN excluded.admitted > domains.admitted THEN excluded.admitted ELSE domains.admitted END,
				verified = CASE WHEN excluded.verified > domains.verified THEN excluded.verified ELSE domains.verified END,
				allowance = CASE WHEN excluded.allowance > domains.allowance THEN excluded.allowance ELSE domains.allowance END,
				grown_at_us = CASE WHEN excluded.allowance > domains.allowance THEN excluded.grown_at_us ELSE domains.grown_at_us END,
				probed_at_us = CASE WHEN coalesce(excluded.probed_at_us, 0) > coalesce(domains.probed_at_us, 0)
					THEN excluded.probed_at_us ELSE domains.probed_at_us END`, nil)
		if err != nil {
			return err
		}
		return s.revise(ctx, tx)
	})
	if err != nil {
		return fmt.Errorf("save %d domains: %w", len(groups), err)
	}
	return nil
}

// ShutGroup blocks a domain, trusts it, or opens it again, by the operator's word.
func (s *Store) ShutGroup(ctx context.Context, domain string, state landfall.GroupState, why string, now time.Time) error {
	group := landfall.Group{Domain: domain, State: state, Since: now, Why: why}
	err := s.transact(ctx, func(ctx context.Context, tx tx) error {
		err := tx.each(ctx, groupBatch(), groupRows([]landfall.Group{group}), `
			INSERT INTO domains (domain, state, face, admitted, verified, allowance, grown_at_us, probed_at_us, since_us, why)
			SELECT domain, state, face, admitted, verified, allowance, grown_at_us, probed_at_us, since_us, why
			FROM batch
			WHERE true
			ON CONFLICT (domain) DO UPDATE
			SET state = excluded.state, face = excluded.face, since_us = excluded.since_us, why = excluded.why`, nil)
		if err != nil {
			return err
		}
		return s.revise(ctx, tx)
	})
	if err != nil {
		return fmt.Errorf("set the state of %s: %w", domain, err)
	}
	return nil
}

func groupBatch() []column {
	return []column{
		{"domain", text}, {"state", text}, {"face", text}, {"admitted", number}, {"verified", number}, {"allowance", number},
		{"grown_at_us", number}, {"probed_at_us", number}, {"since_us", number}, {"why", text},
	}
}

func groupRows(groups []landfall.Group) [][]any {
	rows := make([][]any, len(groups))
	for i, g := range groups {
		rows[i] = []any{
			g.Domain, string(g.State), string(g.Face), int64(g.Admitted), int64(g.Verified), int64(g.Allowance),
			microsOrNull(g.Grown), microsOrNull(g.Probed), microsOrNull(g.Since), clean(g.Why),
		}
	}
	return rows
}
