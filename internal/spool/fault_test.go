package spool

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"landfall"
)

func TestMain(m *testing.M) {
	goleak.VerifyTestMain(m)
}

// inside runs a statement on the committer's connection.
func inside(t *testing.T, s *Spool, query string) {
	t.Helper()
	err := s.transact(func(ctx context.Context, tx *transaction) error {
		_, err := tx.conn.ExecContext(ctx, query)
		return err
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
}

// TestAFullDiskHoldsAppendsUpAndLosesNothing uses SQLite's own page limit as the
// disk's end.
func TestAFullDiskHoldsAppendsUpAndLosesNothing(t *testing.T) {
	s := openSpool(t, pathIn(t))
	s.retry = time.Millisecond
	before, after := observations(3), observations(40)
	appendAll(t, s, before...)
	inside(t, s, `PRAGMA max_page_count = 1`) // SQLite keeps it at the present size
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	if err := s.Append(ctx, after...); !errors.Is(err, ErrFull) {
		t.Fatalf("Append on a full disk = %v; want ErrFull", err)
	}
	wantDepth(t, s, 3)
	waited := make(chan error)
	go func() { waited <- s.Append(t.Context(), after...) }()
	inside(t, s, `PRAGMA max_page_count = 1000000`)
	if err := <-waited; err != nil {
		t.Errorf("Append that waited for the disk: %v", err)
	}
	wantObservations(t, append(before, after...), drained(t, s))
}

// TestAFailedWriteStopsTheSpool stands for a failed sync: nothing may claim to be
// on the disk any more.
func TestAFailedWriteStopsTheSpool(t *testing.T) {
	path := pathIn(t)
	s := openSpool(t, path)
	all := observations(3)
	appendAll(t, s, all...)
	broken := errors.New("input/output error")
	fail := func(context.Context, *transaction) error { return broken }
	if err := s.transact(fail, nil); !errors.Is(err, broken) {
		t.Fatalf("transact = %v; want the fault", err)
	}
	err := s.Append(t.Context(), observation("late"))
	if !errors.Is(err, broken) || !errors.Is(err, landfall.ErrUnavailable) {
		t.Errorf("Append after a fault = %v; want the fault and ErrUnavailable", err)
	}
	if _, _, err := s.Next(t.Context(), 10); !errors.Is(err, broken) {
		t.Errorf("Next after a fault = %v; want the fault", err)
	}
	if _, _, err := s.Depth(t.Context()); !errors.Is(err, broken) {
		t.Errorf("Depth after a fault = %v; want the fault", err)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	wantObservations(t, all, drained(t, openSpool(t, path)))
}

func TestOpenRefusesANewerSpool(t *testing.T) {
	path := pathIn(t)
	openSpool(t, path).Close()
	execute(t, path, `INSERT INTO schema_version (version, name) VALUES (2, '0002_future.sql')`)
	_, err := Open(t.Context(), Config{Path: path})
	if !errors.Is(err, landfall.ErrNewerSchema) {
		t.Fatalf("Open = %v; want ErrNewerSchema", err)
	}
	for _, part := range []string{path, "version 2", "only 1"} {
		if !strings.Contains(err.Error(), part) {
			t.Errorf("the message %q does not name %q", err, part)
		}
	}
}

// execute runs a statement on a closed spool's file.
func execute(t *testing.T, path, query string) {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.ExecContext(t.Context(), query); err != nil {
		t.Fatal(err)
	}
}

func TestOpenSaysThatSomebodyHasTheFile(t *testing.T) {
	path := pathIn(t)
	s := openSpool(t, path)
	_, err := Open(t.Context(), Config{Path: path})
	if !errors.Is(err, landfall.ErrUnavailable) || !strings.Contains(err.Error(), "another landfall process") {
		t.Errorf("Open of an open spool = %v; want ErrUnavailable and why", err)
	}
	appendAll(t, s, observation("still works"))
}

func TestOpenFailsWithoutAFolder(t *testing.T) {
	_, err := Open(t.Context(), Config{Path: pathIn(t) + "/absent/spool.db"})
	if err == nil || !strings.Contains(err.Error(), "cannot be written") {
		t.Errorf("Open = %v; want it to say that the folder cannot be written", err)
	}
}

// TestTheFileShrinksAfterABacklog fills the spool well beyond what it keeps free.
func TestTheFileShrinksAfterABacklog(t *testing.T) {
	path := pathIn(t)
	s := openSpool(t, path)
	for i := range 60 {
		o := observation("large")
		o.Facts.Extended = strings.Repeat(string(rune('a'+i%26)), 1<<20)
		appendAll(t, s, o)
	}
	drained(t, s)
	for range 4 { // some of the free pages go with every batch
		appendAll(t, s, observation("small"))
		drained(t, s)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if most := int64(freePagesKept+1000) * 4096; info.Size() > most {
		t.Errorf("the file has %d bytes after 60 MiB have left; want at most %d", info.Size(), most)
	}
}
