package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"landfall"
)

// Icon returns what became of the picture that a host names, without the picture
// itself; it is [landfall.ErrNotFound] if none was asked for yet.
func (s *Store) Icon(ctx context.Context, host landfall.Host) (landfall.Icon, error) {
	icon := landfall.Icon{Host: host}
	var at int64
	err := s.ask(ctx, func(ctx context.Context) error {
		return s.read.QueryRowContext(ctx, `
			SELECT source, asked_at_us, reason, id, media
			FROM icons
			WHERE host = $1`, string(host)).Scan(&icon.Source, &at, &icon.Reason, &icon.ID, &icon.Media)
	})
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return landfall.Icon{}, fmt.Errorf("icon of %s: %w", host, landfall.ErrNotFound)
	case err != nil:
		return landfall.Icon{}, fmt.Errorf("icon of %s: %w", host, err)
	}
	icon.At = timeOf(at)
	return icon, nil
}

// Picture returns a picture by its id, or [landfall.ErrNotFound].
func (s *Store) Picture(ctx context.Context, id string) (landfall.Picture, error) {
	p := landfall.Picture{ID: id}
	err := s.ask(ctx, func(ctx context.Context) error {
		return s.read.QueryRowContext(ctx, pictureByID, clean(id)).Scan(&p.Media, &p.Body)
	})
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return landfall.Picture{}, fmt.Errorf("picture: %w", landfall.ErrNotFound)
	case err != nil:
		return landfall.Picture{}, fmt.Errorf("picture: %w", err)
	}
	return p, nil
}

const (
	pictureByID = `
		SELECT media, body
		FROM icons
		WHERE id = $1
		  AND id <> ''
		LIMIT 1`
	iconsAfter = `
		SELECT host, id
		FROM icons
		WHERE host > $1
		  AND id <> ''
		ORDER BY host
		LIMIT $2`
	iconsTotal = `
		SELECT CAST(coalesce(sum(size), 0) AS BIGINT)
		FROM icons`
)

// Icons calls fn with the id of every host's picture, in order of host. It stops at
// the first error of fn and returns it.
func (s *Store) Icons(ctx context.Context, fn func(host landfall.Host, id string) error) error {
	type row struct {
		host landfall.Host
		id   string
	}
	for after := ""; ; {
		var page []row
		err := s.ask(ctx, func(ctx context.Context) error {
			page = page[:0]
			rows, err := s.read.QueryContext(ctx, iconsAfter, after, pageSize)
			if err != nil {
				return err
			}
			defer rows.Close()
			for rows.Next() {
				var r row
				if err := rows.Scan(&r.host, &r.id); err != nil {
					return err
				}
				page = append(page, r)
			}
			return rows.Err()
		})
		if err != nil {
			return fmt.Errorf("read icons: %w", err)
		}
		for _, r := range page {
			if err := fn(r.host, r.id); err != nil {
				return err
			}
		}
		if len(page) < pageSize {
			return nil
		}
		after = string(page[len(page)-1].host)
	}
}

// SaveIcons keeps what became of pictures, in the place of what was kept of their
// hosts before. Of hosts that are not known, or that asked not to be measured,
// nothing is kept. A picture that is larger than [landfall.PictureBytes], or for
// which there is no room within most bytes in all, is left out; its reason says so.
func (s *Store) SaveIcons(ctx context.Context, icons []landfall.Icon, most int64) error {
	if len(icons) == 0 {
		return nil
	}
	err := s.transact(ctx, func(ctx context.Context, tx tx) error {
		// Beside a Forget, this could miss a tombstone that is not yet committed.
		if err := tx.begin(ctx, s.together); err != nil {
			return err
		}
		hosts := make([]landfall.Host, len(icons))
		for i, icon := range icons {
			hosts[i] = icon.Host
		}
		welcome, err := tx.welcome(ctx, hosts)
		if err != nil {
			return err
		}
		var total int64
		if err := tx.QueryRowContext(ctx, iconsTotal).Scan(&total); err != nil {
			return err
		}
		for _, icon := range icons {
			if !welcome[icon.Host] {
				continue
			}
			switch size := int64(len(icon.Body)); {
			case size > landfall.PictureBytes, size > 0 && total+size > most:
				icon.Picture, icon.Reason = landfall.Picture{}, "icon_no_room"
			default:
				total += size
			}
			if err := saveIcon(ctx, tx, icon); err != nil {
				return err
			}
		}
		return s.revise(ctx, tx)
	})
	if err != nil {
		return fmt.Errorf("save %d icons: %w", len(icons), err)
	}
	return nil
}

func saveIcon(ctx context.Context, tx tx, icon landfall.Icon) error {
	body := icon.Body
	if body == nil {
		body = []byte{}
	}
	_, err := tx.ExecContext(ctx, `
		INSERT INTO icons (host, source, asked_at_us, reason, id, media, size, body)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
		ON CONFLICT (host) DO UPDATE
		SET source = excluded.source, asked_at_us = excluded.asked_at_us, reason = excluded.reason,
			id = excluded.id, media = excluded.media, size = excluded.size, body = excluded.body`,
		string(icon.Host), clean(icon.Source), icon.At.UnixMicro(), clean(icon.Reason),
		icon.ID, icon.Media, int64(len(body)), body)
	return err
}
