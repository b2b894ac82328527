package main

import (
	"errors"
	"net/http"
	"path/filepath"
	"testing"
	"time"

	"landfall"
	"landfall/internal/httpkit"
	"landfall/internal/sqlstore"
)

// TestOptOutsAreTakenFromAnybody, known or not, so many a minute; one that is settled is not
// taken again.
func TestOptOutsAreTakenFromAnybody(t *testing.T) {
	store, err := sqlstore.Open(t.Context(), sqlstore.Config{Path: filepath.Join(t.TempDir(), "landfall.db")})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	now := time.Date(2026, 5, 6, 7, 8, 9, 0, time.UTC)
	taken := newOptOuts(store, func() time.Time { return now })
	const shy, out landfall.Host = "shy-sim.social", "out-sim.social"
	asked, err := taken.AskOptOut(t.Context(), shy)
	if err != nil || !asked.Next.Equal(now) {
		t.Errorf("asked for: %+v, %v", asked, err)
	}
	if kept, err := taken.OptOut(t.Context(), shy); err != nil || kept != asked {
		t.Errorf("it stands as %+v, %v", kept, err)
	}
	if err := store.Forget(t.Context(), out, "opt-out", now); err != nil {
		t.Fatal(err)
	}
	if _, err := taken.AskOptOut(t.Context(), out); !errors.Is(err, landfall.ErrStale) {
		t.Errorf("of one that is out: %v", err)
	}
	var refused *httpkit.StatusError
	for range optOutsAll {
		_, err = taken.AskOptOut(t.Context(), shy)
	}
	if !errors.As(err, &refused) || refused.Status != http.StatusTooManyRequests {
		t.Errorf("many in one minute: %v", err)
	}
	now = now.Add(time.Minute)
	if _, err := taken.AskOptOut(t.Context(), shy); err != nil {
		t.Errorf("a minute later: %v", err)
	}
}
