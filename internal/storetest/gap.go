package storetest

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"landfall"
)

// GapStore is a store of gaps as the suite sees it.
type GapStore interface {
	Gap(ctx context.Context, gap landfall.Gap) error
	Gaps(ctx context.Context, since time.Time) ([]landfall.Gap, error)
	Shift(ctx context.Context, shift landfall.Shift) error
	Shifts(ctx context.Context, since time.Time) ([]landfall.Shift, error)
	Close() error
}

// Gap runs the suite of gaps. Each call of open opens an empty database.
func Gap(t *testing.T, open func(t *testing.T) GapStore) {
	s := open(t)
	t.Cleanup(func() { s.Close() })
	first := landfall.Gap{Worker: "a", Began: start, Seen: start, Cause: landfall.GapUplink}
	other := landfall.Gap{Worker: "b", Began: start, Seen: start.Add(time.Minute), Cause: landfall.GapBreaker}
	record := func(gaps ...landfall.Gap) {
		t.Helper()
		for _, gap := range gaps {
			if err := s.Gap(t.Context(), gap); err != nil {
				t.Fatal(err)
			}
		}
	}
	want := func(since time.Time, gaps ...landfall.Gap) {
		t.Helper()
		got, err := s.Gaps(t.Context(), since)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(gaps, got); diff != "" {
			t.Errorf("gaps since %v (-want +got):\n%s", since, diff)
		}
	}
	want(start)
	record(first, other)
	want(start, first, other)
	want(start.Add(time.Second), other)
	first.Seen, first.Cause = start.Add(2*time.Minute), landfall.GapResolver
	record(first)
	want(start.Add(2*time.Minute), first)
	first.Seen, first.Ended = start.Add(3*time.Minute), start.Add(3*time.Minute)
	later := landfall.Gap{Worker: "a", Began: start.Add(time.Hour), Seen: start.Add(time.Hour), Cause: landfall.GapPortal}
	record(first, later)
	want(start, first, other, later)
	if first.Open(first.Seen) || !later.Open(later.Seen.Add(time.Minute)) || later.Open(later.Seen.Add(time.Hour)) {
		t.Error("a gap is open until it ended, or its worker has not been heard of for long")
	}
	last := landfall.Gap{Worker: "b", Began: start.AddDate(0, 13, 0), Seen: start.AddDate(0, 13, 0), Cause: landfall.GapUplink}
	record(last)
	want(start, first, other, later, last) // a summary of a year may need them
	last.Seen = start.AddDate(2, 0, 0)
	record(last)
	want(start, last)
	shiftsAreKept(t, s)
}

func shiftsAreKept(t *testing.T, s GapStore) {
	t.Helper()
	early := landfall.Shift{Worker: "b", Began: start, Seen: start}
	late := landfall.Shift{Worker: "a", Began: start.Add(time.Hour), Seen: start.Add(2 * time.Hour)}
	record := func(shift landfall.Shift) {
		t.Helper()
		if err := s.Shift(t.Context(), shift); err != nil {
			t.Fatal(err)
		}
	}
	want := func(since time.Time, shifts ...landfall.Shift) {
		t.Helper()
		got, err := s.Shifts(t.Context(), since)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(shifts, got); diff != "" {
			t.Errorf("shifts since %v (-want +got):\n%s", since, diff)
		}
	}
	record(late)
	record(early)
	want(start, early, late)
	early.Seen = start.Add(3 * time.Hour)
	record(early)
	want(start, early, late)
	want(start.Add(3*time.Hour), early)
	last := landfall.Shift{Worker: "a", Began: start.AddDate(2, 0, 0), Seen: start.AddDate(2, 0, 0)}
	record(last)
	want(start, last)
}
