package sqlstore

import (
	"context"
	"errors"
	"fmt"
)

// Integrity reads the whole database and reports what is damaged in it: in its
// files, as far as the database can tell, and in what its tables say together.
func (s *Store) Integrity(ctx context.Context) error {
	faults, err := s.damage(ctx, s)
	if err == nil && len(faults) == 0 {
		faults, err = s.contradictions(ctx)
	}
	if err != nil {
		return fmt.Errorf("check %s: %w", s.name, s.explain(ctx, err))
	}
	if len(faults) > 0 {
		return fmt.Errorf("check %s: damaged: %w", s.name, errors.Join(faults...))
	}
	return nil
}

// contradictions looks for rows that cannot stand beside each other.
func (s *Store) contradictions(ctx context.Context) (faults []error, err error) {
	for _, rule := range []struct{ broken, query string }{
		{"instances that are never due", `
			SELECT count(*)
			FROM instances AS i
			WHERE NOT EXISTS (SELECT 1 FROM frontier AS f WHERE f.host = i.host)`},
		{"hosts that are due but not known", `
			SELECT count(*)
			FROM frontier AS f
			WHERE NOT EXISTS (SELECT 1 FROM instances AS i WHERE i.host = f.host)`},
		{"hosts that are known although they are to be forgotten", `
			SELECT count(*)
			FROM forgotten AS x
			JOIN instances AS i ON i.host = x.host`},
		{"pictures of hosts that are not known", `
			SELECT count(*)
			FROM icons AS x
			WHERE NOT EXISTS (SELECT 1 FROM instances AS i WHERE i.host = x.host)`},
		{"leases that nobody holds", `
			SELECT count(*)
			FROM frontier
			WHERE lease_until_us IS NOT NULL
			  AND worker = ''`},
	} {
		var n int
		if err := s.read.QueryRowContext(ctx, rule.query).Scan(&n); err != nil {
			return nil, err
		}
		if n > 0 {
			faults = append(faults, fmt.Errorf("%d %s", n, rule.broken))
		}
	}
	return faults, nil
}

// sqliteDamage lists what SQLite finds wrong with the file.
func sqliteDamage(ctx context.Context, s *Store) (faults []error, err error) {
	rows, err := s.read.QueryContext(ctx, `PRAGMA integrity_check(20)`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var finding string
		if err := rows.Scan(&finding); err != nil {
			return nil, err
		}
		if finding != "ok" {
			faults = append(faults, errors.New(finding))
		}
	}
	return faults, rows.Err()
}

// postgresDamage reads every row, which fails on a page that cannot be read or
// whose checksum, where the server keeps them, is wrong.
func postgresDamage(ctx context.Context, s *Store) ([]error, error) {
	var size int64
	err := s.read.QueryRowContext(ctx, `
		SELECT coalesce(sum(length(facts)), 0) + (SELECT count(*) FROM frontier)
		FROM instances`).Scan(&size)
	return nil, err
}
