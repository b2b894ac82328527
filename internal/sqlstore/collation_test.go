package sqlstore

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"landfall"
	"landfall/internal/storetest"
)

// TestHostsComeInByteOrderWhateverTheCollation uses a database whose own order
// passes over hyphens, as many languages' do.
func TestHostsComeInByteOrderWhateverTheCollation(t *testing.T) {
	server := Postgres.Server(t)
	server.Exec(t, "postgres", `CREATE DATABASE hyphens TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'en-u-ka-shifted'`)
	store := openAt(t, server.URL("hyphens"))
	var bytewise bool
	if err := store.read.QueryRowContext(t.Context(), `SELECT 'a-c' < 'ab'`).Scan(&bytewise); err != nil || bytewise {
		t.Fatalf("the database's own order is that of bytes, which shows nothing: %v, %v", bytewise, err)
	}
	want := []landfall.Host{"a-c-sim.social", "a.b-sim.social", "ab-sim.social", "abc.social"}
	shuffled := slices.Clone(want)
	slices.Reverse(shuffled)
	if n, err := store.Add(t.Context(), "seed", shuffled, storetest.Start(), storetest.Start()); err != nil || n != len(want) {
		t.Fatal(n, err)
	}
	var walked, leased []landfall.Host
	err := store.Instances(t.Context(), false, func(in landfall.Instance) error {
		walked = append(walked, in.Host)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for range want {
		leases, err := store.Lease(t.Context(), "a", 1, storetest.Start(), time.Minute)
		if err != nil || len(leases) != 1 {
			t.Fatal(leases, err)
		}
		leased = append(leased, leases[0].Host)
	}
	if diff := cmp.Diff(want, walked); diff != "" {
		t.Errorf("instances (-byte order +walked):\n%s", diff)
	}
	if diff := cmp.Diff(want, leased); diff != "" {
		t.Errorf("hosts due at one time (-byte order +leased):\n%s", diff)
	}
}
