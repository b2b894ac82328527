package sqlstore

import (
	"errors"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"landfall"
	"landfall/internal/storetest"
)

func dumped(t *testing.T, s *Store) []Known {
	t.Helper()
	var all []Known
	err := s.Dump(t.Context(), func(k Known) error {
		all = append(all, k)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// busy is a store in which hosts were visited and leased.
func busy(t *testing.T) *Store {
	t.Helper()
	s := openStore(t)
	if err := addHosts(t, s, 0, 1300); err != nil {
		t.Fatal(err)
	}
	now := storetest.Start()
	for range 2 {
		leases, err := s.Lease(t.Context(), "worker", 400, now, time.Minute)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.Complete(t.Context(), answers(leases[:300], now), hourly); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

func TestWhatIsDumpedIsLoaded(t *testing.T) {
	from := busy(t)
	want := dumped(t, from)
	for name, into := range map[string]*Store{"SQLite": openStore(t), "PostgreSQL": openPostgresStore(t).Store} {
		t.Run(name, func(t *testing.T) {
			if err := into.Forget(t.Context(), want[7].Instance.Host, "opt-out", storetest.Start()); err != nil {
				t.Fatal(err)
			}
			expected := append(append([]Known{}, want[:7]...), want[8:]...)
			for _, added := range []int{len(expected), 0} { // the second time, nothing is new
				if n, err := into.Load(t.Context(), append([]Known{}, want...)); err != nil || n != added {
					t.Fatalf("Load = %d, %v; want %d", n, err, added)
				}
			}
			if diff := cmp.Diff(expected, dumped(t, into), cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("dump (-before +after):\n%s", diff)
			}
			if err := into.Integrity(t.Context()); err != nil {
				t.Error(err)
			}
		})
	}
}

// A backup taken while others write is whole, and as of one moment.
func TestABackupUnderLoadIsSound(t *testing.T) {
	s := busy(t)
	stop := make(chan struct{})
	var writing sync.WaitGroup
	writing.Go(func() {
		for i := 2000; ; i += 50 {
			select {
			case <-stop:
				return
			default:
				if err := addHosts(t, s, i, i+50); err != nil {
					t.Error(err)
					return
				}
			}
		}
	})
	path := filepath.Join(t.TempDir(), "backup.db")
	err := s.Backup(t.Context(), path)
	close(stop)
	writing.Wait()
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Backup(t.Context(), path); !errors.Is(err, landfall.ErrInvalid) {
		t.Errorf("a backup overwrites another: %v", err)
	}
	restored, err := Open(t.Context(), Config{Path: path})
	if err != nil {
		t.Fatal(err)
	}
	defer restored.Close()
	if err := restored.Integrity(t.Context()); err != nil {
		t.Error(err)
	}
	if n := len(dumped(t, restored)); n < 1300 || n%50 != 0 {
		t.Errorf("%d hosts in the backup; want 1,300 and whole additions of 50", n)
	}
}

func TestDomainsAndNamesAreHandedOn(t *testing.T) {
	from := busy(t)
	at := storetest.Start()
	groups := []landfall.Group{
		{Domain: "farm-sim.club", State: landfall.GroupQuarantined, Face: "a.farm-sim.club", Admitted: 3, Allowance: 4, Grown: at, Probed: at, Since: at, Why: "x"},
		{Domain: "many-sim.social", State: landfall.GroupOpen, Admitted: 4, Verified: 3, Allowance: 8, Grown: at},
	}
	names := []landfall.Alias{{
		Name: "www.quiet-sim.social", Host: "quiet-sim.social", Evidence: landfall.AliasRedirect, Source: "x", Merged: true,
		FirstSeen: at, LastSeen: at.Add(time.Hour),
	}}
	if _, err := from.Add(t.Context(), "seed", []landfall.Host{"quiet-sim.social"}, at, at); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(from.SaveGroups(t.Context(), groups), from.SaveAliases(t.Context(), nil, names)); err != nil {
		t.Fatal(err)
	}
	got, err := from.AllGroups(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	into := openStore(t)
	if _, err := into.Add(t.Context(), "seed", []landfall.Host{"quiet-sim.social"}, at, at); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(into.SaveGroups(t.Context(), got), into.SaveAliases(t.Context(), nil, names)); err != nil {
		t.Fatal(err)
	}
	if got, err = into.AllGroups(t.Context()); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(groups, got); diff != "" {
		t.Errorf("domains (-want +got):\n%s", diff)
	}
	var all []landfall.Alias
	err = into.Aliases(t.Context(), func(a landfall.Alias) error {
		all = append(all, a)
		return nil
	})
	if diff := cmp.Diff(names, all); err != nil || diff != "" {
		t.Errorf("names (-want +got): %v\n%s", err, diff)
	}
}
