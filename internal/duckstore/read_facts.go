//go:build cgo

package duckstore

import (
	"context"

	"github.com/duckdb/duckdb-go/v2"
)

// documentBytes bounds what one query for documents brings into memory, unless a
// single one is larger.
const documentBytes = 4 << 20

// documents reads the documents that some observations refer to.
func (s *Store) documents(ctx context.Context, found []stored) (map[digest][]byte, error) {
	bodies := make(map[digest][]byte)
	var names []string
	for _, o := range found {
		if o.digest == nil {
			continue
		}
		if _, asked := bodies[*o.digest]; !asked {
			bodies[*o.digest] = nil
			names = append(names, o.digest.String())
		}
	}
	if len(names) == 0 {
		return nil, nil
	}
	clear(bodies)
	portions, err := s.portionsOf(ctx, names)
	if err != nil {
		return nil, err
	}
	for _, portion := range portions {
		if err := s.readDocuments(ctx, portion, bodies); err != nil {
			return nil, err
		}
	}
	return bodies, nil
}

// portionsOf divides documents by their size.
func (s *Store) portionsOf(ctx context.Context, names []string) (portions [][]string, err error) {
	rows, err := s.db.QueryContext(ctx, `
		SELECT CAST(digest AS VARCHAR), bytes
		FROM facts
		WHERE digest IN (SELECT CAST(unnest(?) AS UUID))`, names)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	room := 0
	for rows.Next() {
		var name string
		var size int
		if err := rows.Scan(&name, &size); err != nil {
			return nil, err
		}
		if room -= size; room < 0 {
			portions = append(portions, nil)
			room = documentBytes - size
		}
		last := &portions[len(portions)-1]
		*last = append(*last, name)
	}
	return portions, rows.Err()
}

func (s *Store) readDocuments(ctx context.Context, names []string, into map[digest][]byte) error {
	rows, err := s.db.QueryContext(ctx, `
		SELECT digest, body
		FROM facts
		WHERE digest IN (SELECT CAST(unnest(?) AS UUID))`, names)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var name duckdb.UUID
		var body []byte
		if err := rows.Scan(&name, &body); err != nil {
			return err
		}
		into[digest(name)] = body
	}
	return rows.Err()
}
