package sqlstore

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"landfall"
	"landfall/internal/storetest"
)

func openStore(t testing.TB) *Store {
	t.Helper()
	store, err := Open(t.Context(), Config{Path: filepath.Join(t.TempDir(), "landfall.db")})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	return store
}

func addHosts(t testing.TB, store *Store, from, to int) error {
	t.Helper()
	_, err := store.Add(t.Context(), "seed", storetest.Hosts(from, to), storetest.Start(), storetest.Start())
	return err
}

// TestAnotherProcessHoldsTheWriteLock holds it once for a while, which a writer
// waits for, and once for good, which it reports.
func TestAnotherProcessHoldsTheWriteLock(t *testing.T) {
	store := openStore(t)
	other, err := connect(store.path, 1, forWriting(false))
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	for _, patient := range []bool{true, false} {
		lock, err := other.BeginTx(t.Context(), nil)
		if err != nil {
			t.Fatal(err)
		}
		if !patient {
			if _, err := store.write.ExecContext(t.Context(), `PRAGMA busy_timeout = 20`); err != nil {
				t.Fatal(err)
			}
		}
		written := make(chan error)
		go func() { written <- addHosts(t, store, 0, 10) }()
		if n, err := store.Due(t.Context(), storetest.Start()); err != nil {
			t.Errorf("reading beside a writer: %d, %v", n, err)
		}
		if patient {
			lock.Rollback()
			if err := <-written; err != nil {
				t.Errorf("a write that had to wait: %v", err)
			}
			continue
		}
		if err := <-written; !errors.Is(err, landfall.ErrUnavailable) {
			t.Errorf("a write that waited in vain: %v; want ErrUnavailable", err)
		}
		lock.Rollback()
	}
	if err := addHosts(t, store, 10, 20); err != nil {
		t.Errorf("a write after the lock is gone: %v", err)
	}
}

// TestAFullDiskRefusesWritesOnly uses SQLite's own page limit as the disk's end.
func TestAFullDiskRefusesWritesOnly(t *testing.T) {
	store := openStore(t)
	if err := addHosts(t, store, 0, 100); err != nil {
		t.Fatal(err)
	}
	limit := func(pages string) {
		t.Helper()
		if _, err := store.write.ExecContext(t.Context(), `PRAGMA max_page_count = `+pages); err != nil {
			t.Fatal(err)
		}
	}
	limit("1") // SQLite keeps the limit at the present size
	err := addHosts(t, store, 100, 5_000)
	if !errors.Is(err, landfall.ErrUnavailable) {
		t.Fatalf("Add on a full disk: %v; want ErrUnavailable", err)
	}
	if n, err := store.Due(t.Context(), storetest.Start()); err != nil || n != 100 {
		t.Errorf("Due on a full disk = %d, %v; want the 100 hosts from before", n, err)
	}
	limit("1000000")
	if err := addHosts(t, store, 100, 5_000); err != nil {
		t.Errorf("Add after space returned: %v", err)
	}
	if err := store.Integrity(t.Context()); err != nil {
		t.Error(err)
	}
}

// TestTheLogStaysShortUnderASlowReader writes a lot while somebody walks over all
// instances and never gets to the end.
func TestTheLogStaysShortUnderASlowReader(t *testing.T) {
	store := openStore(t)
	if err := addHosts(t, store, 0, 2_000); err != nil {
		t.Fatal(err)
	}
	next := 2_000
	var longest int64
	err := store.Instances(t.Context(), false, func(landfall.Instance) error {
		if next == 60_000 {
			return context.Canceled
		}
		next += 200
		if info, err := os.Stat(store.path + "-wal"); err == nil {
			longest = max(longest, info.Size())
		}
		return addHosts(t, store, next-200, next)
	})
	if !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	if most := int64(8 << 20); longest > most {
		t.Errorf("the log grew to %d bytes; want at most %d", longest, most)
	}
}

func TestACallWaitsForItsTurnOnlyAsLongAsItsContext(t *testing.T) {
	store := openStore(t)
	busy, err := store.write.Conn(t.Context()) // the one connection is taken
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
	defer cancel()
	if err := store.Recheck(ctx, storetest.Host(0), storetest.Start()); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("Recheck = %v; want the deadline", err)
	}
	busy.Close()
}
