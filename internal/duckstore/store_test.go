//go:build cgo

package duckstore_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"landfall"
	"landfall/internal/duckstore"
	"landfall/internal/storetest"
)

func TestDuckDBIsAnObservationsStore(t *testing.T) {
	storetest.Observations(t, func(t *testing.T) storetest.OpenObservations {
		path := filepath.Join(t.TempDir(), "observations.duckdb")
		return func(t *testing.T) storetest.ObservationStore { return open(t, path) }
	})
}

func TestDuckDBKeepsTheLongTermRecord(t *testing.T) {
	storetest.History(t, func(t *testing.T) storetest.OpenHistory {
		path := filepath.Join(t.TempDir(), "observations.duckdb")
		return func(t *testing.T) storetest.HistoryStore { return open(t, path) }
	})
}

func TestDuckDBHandsItsRecordOver(t *testing.T) {
	path := filepath.Join(t.TempDir(), "observations.duckdb")
	storetest.RecordOf(t, func(t *testing.T) storetest.HistoryStore { return open(t, path) },
		func(s storetest.HistoryStore, before time.Time, fn func(landfall.DayRecord) error) error {
			return s.(*duckstore.Store).Record(t.Context(), before, fn)
		})
}

func open(t testing.TB, path string) *duckstore.Store {
	t.Helper()
	s, err := duckstore.Open(t.Context(), duckstore.Config{Path: path})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestOpenTakesAnyFileName(t *testing.T) {
	for _, name := range []string{"plain.duckdb", "a b.duckdb", "50%.duckdb", "a#b.duckdb", "ü&x=1.duckdb", "it's.duckdb", "a;b.duckdb"} {
		path := filepath.Join(t.TempDir(), name)
		s := open(t, path)
		if err := s.Close(); err != nil {
			t.Errorf("close %q: %v", name, err)
		}
		if _, err := os.Stat(path); err != nil {
			t.Errorf("Open(%q) made another file: %v", name, err)
		}
	}
}

func TestCloseTwiceIsFine(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "observations.duckdb"))
	for range 2 {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}
}

func TestOpenSaysWhatIsWrong(t *testing.T) {
	dir := t.TempDir()
	garbage := filepath.Join(dir, "garbage.duckdb")
	if err := os.WriteFile(garbage, []byte(strings.Repeat("not a database ", 1000)), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{garbage, filepath.Join(dir, "absent", "observations.duckdb")} {
		_, err := duckstore.Open(t.Context(), duckstore.Config{Path: path})
		if err == nil || !strings.Contains(err.Error(), path) {
			t.Errorf("Open(%s) = %v; want an error that names the file", path, err)
		}
	}
	_, err := duckstore.Open(t.Context(), duckstore.Config{Path: filepath.Join(dir, "what?.duckdb")})
	if !errors.Is(err, landfall.ErrInvalid) {
		t.Errorf("Open of a name that DuckDB misreads = %v; want ErrInvalid", err)
	}
	_, err = duckstore.Open(t.Context(), duckstore.Config{Path: filepath.Join(dir, "a.duckdb"), MemoryLimit: "plenty"})
	if err == nil {
		t.Error("Open with a memory limit of plenty succeeded")
	}
	if errors.Is(err, landfall.ErrUnavailable) {
		t.Errorf("a bad setting is called a passing fault: %v", err)
	}
}
