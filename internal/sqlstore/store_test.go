package sqlstore_test

import (
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"landfall"
	"landfall/internal/sqlstore"
	"landfall/internal/storetest"
	"landfall/schema"
)

func TestSQLiteIsAFrontier(t *testing.T) {
	storetest.Frontier(t, func(t *testing.T) storetest.OpenFrontier {
		path := filepath.Join(t.TempDir(), "landfall.db")
		return func(t *testing.T) storetest.FrontierStore { return open(t, path) }
	})
}

func TestSQLiteHasLeaders(t *testing.T) {
	storetest.Leader(t, func(t *testing.T) storetest.OpenLeaders {
		path := filepath.Join(t.TempDir(), "landfall.db")
		return func(t *testing.T) storetest.LeaderStore { return open(t, path) }
	})
}

func TestSQLiteHasGaps(t *testing.T) {
	storetest.Gap(t, func(t *testing.T) storetest.GapStore { return open(t, filepath.Join(t.TempDir(), "landfall.db")) })
}

func TestSQLiteHasIcons(t *testing.T) {
	storetest.Icon(t, func(t *testing.T) storetest.IconStore { return open(t, filepath.Join(t.TempDir(), "landfall.db")) })
}

func TestSQLiteHasClues(t *testing.T) {
	storetest.Clue(t, func(t *testing.T) storetest.ClueStore {
		return open(t, filepath.Join(t.TempDir(), "landfall.db"))
	})
}

func TestSQLiteHasNotices(t *testing.T) {
	storetest.Notice(t, func(t *testing.T) storetest.NoticeStore {
		return open(t, filepath.Join(t.TempDir(), "landfall.db"))
	})
}

func open(t testing.TB, path string) *sqlstore.Store {
	t.Helper()
	store, err := sqlstore.Open(t.Context(), sqlstore.Config{Path: path})
	if err != nil {
		t.Fatal(err)
	}
	return store
}

func TestOpenTakesAnyFileName(t *testing.T) {
	for _, name := range []string{"plain.db", "a b.db", "50%.db", "what?.db", "a#b.db", "ü&x=1.db"} {
		path := filepath.Join(t.TempDir(), name)
		open(t, path).Close()
		if _, err := os.Stat(path); err != nil {
			t.Errorf("Open(%q) made another file: %v", name, err)
		}
	}
}

func TestOpenRefusesANewerDatabase(t *testing.T) {
	path := filepath.Join(t.TempDir(), "landfall.db")
	open(t, path).Close()
	known := len(schema.SQLite().Migrations)
	execute(t, path, fmt.Sprintf(`INSERT INTO schema_version (version, name) VALUES (%d, 'future.sql')`, known+1))
	_, err := sqlstore.Open(t.Context(), sqlstore.Config{Path: path})
	if !errors.Is(err, landfall.ErrNewerSchema) {
		t.Fatalf("Open = %v; want ErrNewerSchema", err)
	}
	for _, part := range []string{path, fmt.Sprintf("version %d", known+1), fmt.Sprintf("only %d", known)} {
		if !strings.Contains(err.Error(), part) {
			t.Errorf("the message %q does not name %q", err, part)
		}
	}
}

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

func TestOpenRefusesWhatIsNoDatabase(t *testing.T) {
	path := filepath.Join(t.TempDir(), "landfall.db")
	if err := os.WriteFile(path, []byte(strings.Repeat("not a database ", 1000)), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := sqlstore.Open(t.Context(), sqlstore.Config{Path: path})
	if err == nil || !strings.Contains(err.Error(), "no SQLite database") {
		t.Errorf("Open = %v; want it to say what the file is not", err)
	}
}

func TestOpenFailsWithoutAFolder(t *testing.T) {
	path := filepath.Join(t.TempDir(), "absent", "landfall.db")
	_, err := sqlstore.Open(t.Context(), sqlstore.Config{Path: path})
	if err == nil || !strings.Contains(err.Error(), "cannot be written") {
		t.Errorf("Open = %v; want it to say that the folder cannot be written", err)
	}
}

func TestIntegrityFindsDamage(t *testing.T) {
	path := filepath.Join(t.TempDir(), "landfall.db")
	store := open(t, path)
	if _, err := store.Add(t.Context(), "seed", storetest.Hosts(0, 5_000), storetest.Start(), storetest.Start()); err != nil {
		t.Fatal(err)
	}
	if err := store.Integrity(t.Context()); err != nil {
		t.Errorf("Integrity of a sound database: %v", err)
	}
	store.Close()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for i := len(data) / 2; i < len(data)/2+8192; i++ {
		data[i] ^= 0x5a
	}
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	store = open(t, path)
	defer store.Close()
	if err := store.Integrity(t.Context()); err == nil {
		t.Error("Integrity of a damaged database found nothing")
	}
}

func TestSQLiteIsACoreStore(t *testing.T) {
	storetest.Core(t, func(t *testing.T) storetest.CoreStore { return openCore(t, filepath.Join(t.TempDir(), "landfall.db")) })
}

func TestSQLiteQueuesDeliveries(t *testing.T) {
	storetest.Delivery(t, func(t *testing.T) (storetest.CoreStore, storetest.DeliveryStore) {
		core := openCore(t, filepath.Join(t.TempDir(), "landfall.db"))
		return core, core.Deliveries()
	})
}

// openCore opens the federation core's part of a database, and closes it with the test.
func openCore(t testing.TB, path string) *sqlstore.Core {
	t.Helper()
	store := open(t, path)
	t.Cleanup(func() { store.Close() })
	return store.Core()
}
