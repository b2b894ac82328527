package spool

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"landfall"
	"landfall/internal/storetest"
)

// observation is a small one.
func observation(id string) *landfall.Observation {
	return &landfall.Observation{
		ID: id, Host: "amber-otter-sim.social", At: time.Date(2026, 10, 7, 12, 0, 0, 0, time.UTC),
		Outcome: landfall.OutcomeAnswered, Requests: 4,
	}
}

// observations are n ordinary ones.
func observations(n int) []*landfall.Observation {
	rng := rand.New(rand.NewPCG(uint64(n), 1))
	all := make([]*landfall.Observation, n)
	for i := range all {
		all[i] = storetest.Answered(rng, storetest.Host(i), storetest.Start().Add(time.Duration(i)*time.Second))
	}
	return all
}

func pathIn(t testing.TB) string { return filepath.Join(t.TempDir(), "spool.db") }

func openWith(t testing.TB, cfg Config) *Spool {
	t.Helper()
	s, err := Open(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func openSpool(t testing.TB, path string) *Spool {
	t.Helper()
	return openWith(t, Config{Path: path})
}

func appendAll(t testing.TB, s *Spool, obs ...*landfall.Observation) {
	t.Helper()
	if err := s.Append(t.Context(), obs...); err != nil {
		t.Fatal(err)
	}
}

func next(t testing.TB, s *Spool, limit int) (Batch, bool) {
	t.Helper()
	batch, ok, err := s.Next(t.Context(), limit)
	if err != nil {
		t.Fatal(err)
	}
	return batch, ok
}

// drained takes everything out of the spool in order.
func drained(t testing.TB, s *Spool) []landfall.Observation {
	t.Helper()
	var all []landfall.Observation
	for {
		batch, ok := next(t, s, 500)
		if !ok {
			return all
		}
		all = append(all, batch.Observations...)
		if err := s.Ack(t.Context(), batch); err != nil {
			t.Fatal(err)
		}
	}
}

func wantDepth(t testing.TB, s *Spool, want int64) {
	t.Helper()
	rows, oldest, err := s.Depth(t.Context())
	if err != nil || rows != want || oldest.IsZero() != (want == 0) {
		t.Errorf("Depth = %d since %v, %v; want %d", rows, oldest, err, want)
	}
}

func wantObservations(t testing.TB, want []*landfall.Observation, got []landfall.Observation) {
	t.Helper()
	values := make([]landfall.Observation, len(want))
	for i, o := range want {
		values[i] = *o
	}
	if diff := cmp.Diff(values, got, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("observations (-appended +shipped):\n%s", diff)
	}
}

func TestManyWritersEachFindTheirRowsOnce(t *testing.T) {
	s := openSpool(t, pathIn(t))
	var writers sync.WaitGroup
	for w := range 16 {
		writers.Go(func() {
			for i := range 25 {
				if err := s.Append(t.Context(), observation(fmt.Sprintf("w%02d-%03d", w, i))); err != nil {
					t.Error(err)
				}
			}
		})
	}
	writers.Wait()
	wantDepth(t, s, 400)
	seen := map[string]int{}
	for _, o := range drained(t, s) {
		seen[o.ID]++
	}
	if len(seen) != 400 {
		t.Errorf("%d different rows came out; want 400", len(seen))
	}
	for id, n := range seen {
		if n != 1 {
			t.Errorf("%s came out %d times", id, n)
		}
	}
	wantDepth(t, s, 0)
}

func TestABatchComesAgainUntilItIsAcknowledged(t *testing.T) {
	path := pathIn(t)
	s := openSpool(t, path)
	appendAll(t, s, observations(5)...)
	first, ok := next(t, s, 3)
	if !ok || first.Resumed || len(first.Observations) != 3 {
		t.Fatalf("first batch: %v, %v; want 3 fresh rows", first, ok)
	}
	appendAll(t, s, observations(2)...)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = openSpool(t, path)
	for range 2 { // whatever limit is asked for
		again, ok := next(t, s, 100)
		if !ok || again.ID != first.ID || !again.Resumed {
			t.Errorf("batch %s, resumed %v, %v; want %s again", again.ID, again.Resumed, ok, first.ID)
		}
		if diff := cmp.Diff(first.Observations, again.Observations, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("the batch changed (-first +again):\n%s", diff)
		}
	}
	for range 2 { // the second time it does nothing
		if err := s.Ack(t.Context(), first); err != nil {
			t.Fatal(err)
		}
		wantDepth(t, s, 4)
	}
	second, _ := next(t, s, 100)
	if second.ID == first.ID || second.Resumed || len(second.Observations) != 4 {
		t.Errorf("after Ack: batch %s with %d rows; want the other four under another id", second.ID, len(second.Observations))
	}
}

// TestRowsThatLeftMemoryComeFromTheFile has more rows than the tail keeps.
func TestRowsThatLeftMemoryComeFromTheFile(t *testing.T) {
	s := openSpool(t, pathIn(t))
	all := observations(tailRows + 700)
	appendAll(t, s, all...)
	wantDepth(t, s, int64(len(all)))
	wantObservations(t, all, drained(t, s))
}

func TestABatchIsBoundedInBytes(t *testing.T) {
	s := openSpool(t, pathIn(t))
	var all []*landfall.Observation
	for i := range 20 {
		o := observation(fmt.Sprint("large-", i))
		o.Facts.Extended = strings.Repeat("x", 1<<20)
		all = append(all, o)
	}
	all[19].Facts.Extended = strings.Repeat("y", 2*batchBytes) // more than a whole batch may have
	appendAll(t, s, all...)
	n := 0
	for {
		batch, ok := next(t, s, 1000)
		if !ok {
			break
		}
		var size int
		for _, o := range batch.Observations {
			size += len(o.Facts.Extended)
		}
		if size > batchBytes && len(batch.Observations) > 1 {
			t.Errorf("a batch of %d rows has %d bytes", len(batch.Observations), size)
		}
		n += len(batch.Observations)
		if err := s.Ack(t.Context(), batch); err != nil {
			t.Fatal(err)
		}
	}
	if n != len(all) {
		t.Errorf("%d rows came out; want %d", n, len(all))
	}
}

func TestAppendWaitsForRoom(t *testing.T) {
	s := openWith(t, Config{Path: pathIn(t), MaxBytes: 20_000})
	var kept []*landfall.Observation
	for _, o := range observations(50) {
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Millisecond)
		err := s.Append(ctx, o)
		cancel()
		if err == nil {
			kept = append(kept, o)
			continue
		}
		if !errors.Is(err, ErrFull) || !errors.Is(err, context.DeadlineExceeded) {
			t.Fatalf("Append to a full spool: %v; want ErrFull", err)
		}
		break
	}
	if len(kept) == 0 || len(kept) > 10 {
		t.Fatalf("%d rows of some 3 kB fit into 20 kB", len(kept))
	}
	late := observation("late")
	waited := make(chan error)
	go func() { waited <- s.Append(t.Context(), late) }()
	batch, _ := next(t, s, 100)
	if err := s.Ack(t.Context(), batch); err != nil {
		t.Fatal(err)
	}
	if err := <-waited; err != nil {
		t.Errorf("Append that waited for room: %v", err)
	}
	wantObservations(t, append(kept, late), append(batch.Observations, drained(t, s)...))
}

func TestAnAppendBiggerThanTheQuotaFitsAlone(t *testing.T) {
	s := openWith(t, Config{Path: pathIn(t), MaxBytes: 1000})
	all := observations(20)
	appendAll(t, s, all...)
	wantObservations(t, all, drained(t, s))
}

func TestCloseFreesThoseWhoWait(t *testing.T) {
	s := openWith(t, Config{Path: pathIn(t), MaxBytes: 1000})
	appendAll(t, s, observations(5)...)
	waited := make(chan error)
	go func() { waited <- s.Append(context.Background(), observation("waiting")) }()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if err := <-waited; !errors.Is(err, ErrClosed) {
		t.Errorf("Append = %v; want ErrClosed", err)
	}
	if err := s.Append(t.Context(), observation("late")); !errors.Is(err, ErrClosed) {
		t.Errorf("Append to a closed spool = %v; want ErrClosed", err)
	}
	if err := s.Close(); err != nil {
		t.Errorf("second Close = %v", err)
	}
}

func TestACancelledAppendKeepsNothing(t *testing.T) {
	s := openSpool(t, pathIn(t))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := s.Append(ctx, observation("never")); !errors.Is(err, context.Canceled) {
		t.Errorf("Append = %v; want context.Canceled", err)
	}
	appendAll(t, s) // of nothing
	wantDepth(t, s, 0)
	if _, ok := next(t, s, 10); ok {
		t.Error("an empty spool gave a batch")
	}
}
