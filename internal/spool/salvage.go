package spool

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"os"
	"time"
)

// A damaged file is replaced in steps, each of which can be repeated, so that a
// crash in between loses nothing:
//
//	spool.db.salvage    being filled with what can be read; worthless until done
//	spool.db.salvaged   done; its name says that it replaces spool.db
//	spool.db.damaged-…  the damaged file, kept for a human to look at
const (
	salvaging = ".salvage"
	salvaged  = ".salvaged"
	setaside  = ".damaged-"
)

// sidecars are what SQLite keeps beside a database.
var sidecars = []string{"-wal", "-shm", "-journal"}

// openSound opens a spool's file, replacing it first if it is damaged.
func openSound(ctx context.Context, path string) (*sql.DB, *sql.Conn, error) {
	if err := replace(path); err != nil {
		return nil, nil, err
	}
	db, conn, err := connect(ctx, path)
	if err == nil {
		if err = check(ctx, conn); err == nil {
			err = migrate(ctx, conn)
		}
		if err == nil {
			return db, conn, nil
		}
		db.Close()
	}
	if !damaged(err) && !errors.Is(err, errDamaged) {
		return nil, nil, explain(err)
	}
	if err := salvage(ctx, path, err); err != nil {
		return nil, nil, fmt.Errorf("save what is left of a damaged file: %w", err)
	}
	if db, conn, err = connect(ctx, path); err != nil {
		return nil, nil, explain(err)
	}
	return db, conn, nil
}

var errDamaged = errors.New("the file is damaged")

// check asks SQLite whether the file's structure is sound. What is inside the rows
// is for the checksums.
func check(ctx context.Context, conn *sql.Conn) error {
	var finding string
	if err := conn.QueryRowContext(ctx, `PRAGMA quick_check(1)`).Scan(&finding); err != nil {
		return err
	}
	if finding != "ok" {
		return fmt.Errorf("%w: %s", errDamaged, finding)
	}
	return nil
}

// salvage makes a new file of what can be read from a damaged one and puts it in
// its place.
func salvage(ctx context.Context, path string, cause error) error {
	for _, suffix := range append([]string{""}, sidecars...) {
		if err := os.Remove(path + salvaging + suffix); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	into, conn, err := connect(ctx, path+salvaging)
	if err != nil {
		return err
	}
	defer into.Close()
	if err := migrate(ctx, conn); err != nil {
		return err
	}
	if err := rescue(ctx, path, conn, cause); err != nil {
		return err
	}
	if err := errors.Join(conn.Close(), into.Close()); err != nil {
		return err
	}
	if err := os.Rename(path+salvaging, path+salvaged); err != nil {
		return err
	}
	return replace(path)
}

// rescue copies every readable row; those with a wrong checksum go to quarantine.
// What is missing between them is noticed when their batch is made up. A note in
// quarantine tells of the damage.
func rescue(ctx context.Context, path string, into *sql.Conn, cause error) error {
	if _, err := into.ExecContext(ctx, `BEGIN IMMEDIATE`); err != nil {
		return err
	}
	saved := 0
	from, conn, err := connect(ctx, path)
	if err == nil {
		defer from.Close()
		// From both ends, since a damaged page ends a walk.
		forward, last, err := copyReadable(ctx, conn, into, math.MinInt64, `
			SELECT seq, appended_at_us, crc32c, body
			FROM spool
			ORDER BY seq`)
		if err != nil {
			return err
		}
		backward, _, err := copyReadable(ctx, conn, into, last, `
			SELECT seq, appended_at_us, crc32c, body
			FROM spool
			ORDER BY seq DESC`)
		if err != nil {
			return err
		}
		saved = forward + backward
	}
	note := fmt.Sprintf("the file was damaged, %d rows were saved from it: %v", saved, cause)
	_, err = into.ExecContext(ctx, `
		INSERT INTO quarantine (found_at_us, reason)
		VALUES (?, ?)`, time.Now().UnixMicro(), note)
	if err != nil {
		return err
	}
	_, err = into.ExecContext(ctx, `COMMIT`)
	return err
}

// copyReadable copies what a query gives until it fails, which is to be expected
// of a damaged file, or comes to a seq that is not above until. It returns how many
// rows were sound and the last seq it saw. An error is one of writing.
func copyReadable(ctx context.Context, from, into *sql.Conn, until int64, query string) (saved int, last int64, err error) {
	last = until
	rows, err := from.QueryContext(ctx, query)
	if err != nil {
		return 0, last, nil // nothing can be read
	}
	defer rows.Close()
	for rows.Next() {
		var r record
		var crc int64
		if rows.Scan(&r.seq, &r.at, &crc, &r.body) != nil || r.seq <= until {
			break
		}
		r.crc = uint32(crc)
		last = r.seq
		if checksum(r.seq, r.at, r.body) != r.crc {
			_, err = into.ExecContext(ctx, `
				INSERT INTO quarantine (found_at_us, seq, reason, body)
				VALUES (?, ?, ?, ?)`, time.Now().UnixMicro(), r.seq, errChecksum.Error(), r.body)
		} else {
			saved++
			_, err = into.ExecContext(ctx, `
				INSERT INTO spool (seq, appended_at_us, crc32c, body)
				VALUES (?, ?, ?, ?)`, r.seq, r.at, int64(r.crc), r.body)
		}
		if err != nil {
			return saved, last, err
		}
	}
	_ = rows.Err() // the damage is known
	return saved, last, nil
}

// replace puts a salvaged file in the place of the damaged one, if there is one.
func replace(path string) error {
	if _, err := os.Stat(path + salvaged); errors.Is(err, fs.ErrNotExist) {
		return nil
	} else if err != nil {
		return err
	}
	aside := path + setaside + time.Now().UTC().Format("20060102T150405.000")
	for _, suffix := range append([]string{""}, sidecars...) {
		if err := os.Rename(path+suffix, aside+suffix); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return os.Rename(path+salvaged, path)
}
