package sqlstore

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"landfall"
)

// trendingChunk is how many hosts' hashtags one transaction of SaveTrending takes.
const trendingChunk = 500

// SaveTrending keeps which hashtags instances showed on which day, beside what is kept
// already. Of hosts that are not known, or that asked not to be measured, nothing is
// kept; of a list, the first [landfall.TrendingPerDay]. After an error, saving again
// does the rest.
func (s *Store) SaveTrending(ctx context.Context, trending []landfall.Trending) error {
	sorted := slices.SortedStableFunc(slices.Values(trending), func(a, b landfall.Trending) int { return cmp.Compare(a.Host, b.Host) })
	for chunk := range slices.Chunk(sorted, trendingChunk) {
		var rows [][]any
		for _, t := range chunk {
			for _, tag := range t.Tags[:min(len(t.Tags), landfall.TrendingPerDay)] {
				rows = append(rows, []any{string(t.Host), clean(tag), dayNumber(t.Day)})
			}
		}
		err := s.transact(ctx, func(ctx context.Context, tx tx) error {
			// Beside a Forget, this could miss a tombstone that is not yet committed.
			if err := tx.begin(ctx, s.together); err != nil {
				return err
			}
			return tx.each(ctx, []column{{"host", text}, {"tag", text}, {"day", number}}, rows, `
				INSERT INTO trending (host, tag, day)
				SELECT b.host, b.tag, b.day
				FROM batch AS b
				JOIN instances AS i ON i.host = b.host
				WHERE i.status <> 'refused'
				ON CONFLICT (host, tag, day) DO NOTHING`, nil)
		})
		if err != nil {
			return fmt.Errorf("save trending hashtags of %d hosts: %w", len(trending), err)
		}
	}
	return nil
}

// trendingPage is how many hashtags one query of Trending reads.
const trendingPage = 10_000

// shownTag is one row.
type shownTag struct {
	host landfall.Host
	tag  string
	day  int64
}

// Trending calls fn for each hashtag with each day on which a host showed it, from the
// day of since on, in order of host, hashtag and day. It stops at the first error of fn
// and returns it.
func (s *Store) Trending(ctx context.Context, since time.Time, fn func(host landfall.Host, tag string, day time.Time) error) error {
	for last := (shownTag{}); ; {
		page, err := s.trendingAfter(ctx, last, dayNumber(since))
		if err != nil {
			return fmt.Errorf("read trending hashtags: %w", err)
		}
		for _, t := range page {
			if err := fn(t.host, t.tag, time.Unix(t.day*secondsPerDay, 0).UTC()); err != nil {
				return err
			}
		}
		if len(page) < trendingPage {
			return nil
		}
		last = page[len(page)-1]
	}
}

const trendingAfter = `
	SELECT host, tag, day
	FROM trending
	WHERE (host, tag, day) > ($1, $2, $3)
	  AND day >= $4
	ORDER BY host, tag, day
	LIMIT $5`

func (s *Store) trendingAfter(ctx context.Context, last shownTag, since int64) (page []shownTag, err error) {
	err = s.ask(ctx, func(ctx context.Context) error {
		page = page[:0]
		rows, err := s.read.QueryContext(ctx, trendingAfter, string(last.host), last.tag, last.day, since, trendingPage)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var t shownTag
			if err := rows.Scan(&t.host, &t.tag, &t.day); err != nil {
				return err
			}
			page = append(page, t)
		}
		return rows.Err()
	})
	return page, err
}

// PruneTrending deletes what was shown before the day of a time.
func (s *Store) PruneTrending(ctx context.Context, before time.Time) error {
	err := s.transact(ctx, func(ctx context.Context, tx tx) error {
		_, err := tx.ExecContext(ctx, `
			DELETE FROM trending
			WHERE day < $1`, dayNumber(before))
		return err
	})
	if err != nil {
		return fmt.Errorf("prune trending hashtags: %w", err)
	}
	return nil
}

const secondsPerDay = 24 * 60 * 60

// dayNumber is the day of a time in UTC, counted from 1970.
func dayNumber(t time.Time) int64 { return t.Unix() / secondsPerDay }
