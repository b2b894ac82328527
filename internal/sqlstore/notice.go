package sqlstore

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"landfall"
)

// noticesChunk is how many notices one transaction of SaveNotices takes.
const noticesChunk = 200

// SaveNotices stores notices, each in the place of the version that its writer has read,
// and returns how many it took: one that somebody else has stored since is left alone,
// and so is one of a host that is to be forgotten. Of one host the newest
// [landfall.NoticesPerHost] stay. After an error, saving again does the rest.
func (s *Store) SaveNotices(ctx context.Context, notices []landfall.Notice) (kept int, err error) {
	sorted := slices.SortedFunc(slices.Values(notices), func(a, b landfall.Notice) int { return cmp.Compare(a.ID, b.ID) })
	for chunk := range slices.Chunk(sorted, noticesChunk) {
		n, err := s.saveNotices(ctx, chunk)
		if err != nil {
			return kept, fmt.Errorf("save %d notices: %w", len(notices), err)
		}
		kept += n
	}
	return kept, nil
}

func (s *Store) saveNotices(ctx context.Context, notices []landfall.Notice) (kept int, err error) {
	hosts, rows := make([]landfall.Host, len(notices)), make([][]any, len(notices))
	for i, n := range notices {
		body, err := json.Marshal(n)
		if err != nil {
			return 0, fmt.Errorf("notice %s: %w", n.ID, err)
		}
		hosts[i], rows[i] = n.Host, []any{n.ID, string(n.Host), n.Found.UnixMicro(), n.Version, clean(string(body))}
	}
	err = s.transact(ctx, func(ctx context.Context, tx tx) error {
		kept = 0
		// Beside a Forget, this could miss a tombstone that is not yet committed.
		if err := tx.begin(ctx, s.together); err != nil {
			return err
		}
		err := tx.each(ctx, []column{
			{"id", text}, {"host", text}, {"found_us", number}, {"version", number}, {"notice", text},
		}, rows, `
			INSERT INTO notices (id, host, found_us, version, notice)
			SELECT id, host, found_us, version + 1, notice
			FROM batch AS b
			WHERE NOT EXISTS (
				SELECT 1
				FROM forgotten AS x
				WHERE x.host = b.host
			)
			ON CONFLICT (id) DO UPDATE
			SET version = excluded.version, notice = excluded.notice
			WHERE notices.version = excluded.version - 1
			RETURNING id`, func(*sql.Rows) error {
			kept++
			return nil
		})
		if err != nil || kept == 0 {
			return err
		}
		if err := tx.boundNotices(ctx, hosts); err != nil {
			return err
		}
		return s.revise(ctx, tx)
	})
	return kept, err
}

// boundNotices drops what is more than a host may have.
func (t tx) boundNotices(ctx context.Context, hosts []landfall.Host) error {
	_, err := t.forHosts(ctx, hosts, `
		DELETE FROM notices
		WHERE id IN (
			SELECT id
			FROM (
				SELECT n.id, row_number() OVER (PARTITION BY n.host ORDER BY n.found_us DESC, n.id) AS place
				FROM batch AS b
				JOIN notices AS n ON n.host = b.host
			) AS ranked
			WHERE place > $2
		)`, landfall.NoticesPerHost)
	return err
}

// Notice returns one notice; it is [landfall.ErrNotFound] if there is none of that id.
func (s *Store) Notice(ctx context.Context, id string) (n landfall.Notice, err error) {
	err = s.ask(ctx, func(ctx context.Context) error {
		var body string
		var version int64
		err := s.read.QueryRowContext(ctx, `
			SELECT version, notice
			FROM notices
			WHERE id = $1`, id).Scan(&version, &body)
		if errors.Is(err, sql.ErrNoRows) {
			return landfall.ErrNotFound
		}
		if err != nil {
			return err
		}
		n, err = readNotice(version, body)
		return err
	})
	if err != nil {
		return landfall.Notice{}, fmt.Errorf("notice %s: %w", id, err)
	}
	return n, nil
}

// NoticesOf returns all notices of one host, in the order in which they were found.
func (s *Store) NoticesOf(ctx context.Context, host landfall.Host) ([]landfall.Notice, error) {
	var all []landfall.Notice
	err := s.ask(ctx, func(ctx context.Context) (err error) {
		all, err = s.scanNotices(ctx, `
			SELECT version, notice
			FROM notices
			WHERE host = $1
			ORDER BY found_us, id`, string(host))
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("notices of %s: %w", host, err)
	}
	return all, nil
}

// Notices calls fn for every notice, those of one host after another. It stops at the
// first error of fn and returns it.
func (s *Store) Notices(ctx context.Context, fn func(landfall.Notice) error) error {
	for last := (landfall.Notice{}); ; {
		var page []landfall.Notice
		err := s.ask(ctx, func(ctx context.Context) (err error) {
			page, err = s.scanNotices(ctx, noticesAfter, string(last.Host), last.ID, pageSize)
			return err
		})
		if err != nil {
			return fmt.Errorf("read notices: %w", err)
		}
		for _, n := range page {
			if err := fn(n); err != nil {
				return err
			}
		}
		if len(page) < pageSize {
			return nil
		}
		last = page[len(page)-1]
	}
}

const noticesAfter = `
	SELECT version, notice
	FROM notices
	WHERE (host, id) > ($1, $2)
	ORDER BY host, id
	LIMIT $3`

func (s *Store) scanNotices(ctx context.Context, query string, args ...any) (all []landfall.Notice, err error) {
	rows, err := s.read.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var version int64
		var body string
		if err := rows.Scan(&version, &body); err != nil {
			return nil, err
		}
		n, err := readNotice(version, body)
		if err != nil {
			return nil, err
		}
		all = append(all, n)
	}
	return all, rows.Err()
}

func readNotice(version int64, body string) (n landfall.Notice, err error) {
	if err := json.Unmarshal([]byte(body), &n); err != nil {
		return landfall.Notice{}, fmt.Errorf("read a notice: %w", err)
	}
	n.Version = version
	return n, nil
}
