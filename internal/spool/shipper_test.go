package spool

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/testutil"

	"landfall"
)

// sink is a store that fails on command; the real ones cannot be made to.
type sink struct {
	mu      sync.Mutex
	batches map[string][]landfall.Observation
	written int                   // calls of Write
	before  func(id string) error // fails a Write that changes nothing
	after   func(id string) error // fails a Write that has been done
	reject  func(id string) bool  // rows that can never be stored
	forget  bool                  // Write does nothing and says it did
	has     func(id string) error // fails HasBatch
	seen    chan struct{}         // receives after every Write
}

func newSink() *sink {
	return &sink{batches: map[string][]landfall.Observation{}, seen: make(chan struct{}, 1000)}
}

func (s *sink) Write(_ context.Context, id string, obs []landfall.Observation) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	defer func() { s.seen <- struct{}{} }()
	s.written++
	if s.before != nil {
		if err := s.before(id); err != nil {
			return err
		}
	}
	for _, o := range obs {
		if s.reject != nil && s.reject(o.ID) {
			return fmt.Errorf("observation %s: %w", o.ID, landfall.ErrInvalid)
		}
	}
	if !s.forget {
		s.batches[id] = slices.Clone(obs)
	}
	if s.after != nil {
		return s.after(id)
	}
	return nil
}

func (s *sink) HasBatch(_ context.Context, id string) (bool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.has != nil {
		if err := s.has(id); err != nil {
			return false, err
		}
	}
	_, has := s.batches[id]
	return has, nil
}

// ids returns how often each observation is stored.
func (s *sink) ids() map[string]int {
	s.mu.Lock()
	defer s.mu.Unlock()
	count := map[string]int{}
	for _, batch := range s.batches {
		for _, o := range batch {
			count[o.ID]++
		}
	}
	return count
}

func (s *sink) wantOnce(t *testing.T, obs []*landfall.Observation) {
	t.Helper()
	count := s.ids()
	for _, o := range obs {
		if count[o.ID] != 1 {
			t.Errorf("%s is stored %d times; want once", o.ID, count[o.ID])
		}
	}
	if len(count) != len(obs) {
		t.Errorf("%d observations are stored; want %d", len(count), len(obs))
	}
}

// patient is a configuration that ships only when it is told to.
func patient() ShipperConfig {
	return ShipperConfig{MaxRows: 1000, MaxAge: time.Hour, Grace: 5 * time.Second, Retry: time.Microsecond, MaxRetry: time.Millisecond}
}

func newShipper(s *Spool, sink Sink, cfg ShipperConfig) *Shipper {
	return NewShipper(cfg, ShipperDeps{
		Spool: s, Sink: sink, Logger: slog.New(slog.DiscardHandler), Rand: rand.New(rand.NewPCG(1, 1)),
	})
}

// running runs a shipper until the test ends or stop is called.
func running(t *testing.T, s *Shipper) (stop func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- s.Run(ctx) }()
	var once sync.Once
	stop = func() {
		once.Do(func() {
			cancel()
			if err := <-done; err != nil {
				t.Errorf("Run = %v", err)
			}
		})
	}
	t.Cleanup(stop)
	return stop
}

func TestRunShipsWhenABatchIsFull(t *testing.T) {
	s, to := openSpool(t, pathIn(t)), newSink()
	cfg := patient()
	cfg.MaxRows = 10
	running(t, newShipper(s, to, cfg))
	all := observations(25)
	appendAll(t, s, all[:4]...)
	appendAll(t, s, all[4:]...)
	<-to.seen
	<-to.seen
	if n := len(to.ids()); n != 20 {
		t.Errorf("%d rows were shipped; want two full batches", n)
	}
}

func TestRunShipsWhatIsOld(t *testing.T) {
	s, to := openSpool(t, pathIn(t)), newSink()
	cfg := patient()
	cfg.MaxAge = time.Millisecond
	running(t, newShipper(s, to, cfg))
	all := observations(2)
	for _, o := range all {
		appendAll(t, s, o)
		<-to.seen
	}
	to.wantOnce(t, all)
}

func TestRunShipsTheRestWhenItEnds(t *testing.T) {
	s, to := openSpool(t, pathIn(t)), newSink()
	stop := running(t, newShipper(s, to, patient()))
	all := observations(5)
	appendAll(t, s, all...)
	stop()
	to.wantOnce(t, all)
	wantDepth(t, s, 0)
}

func TestRunGivesUpAfterTheGrace(t *testing.T) {
	s, to := openSpool(t, pathIn(t)), newSink()
	to.before = func(string) error { return errors.New("down") }
	cfg := patient()
	cfg.Grace = 10 * time.Millisecond
	stop := running(t, newShipper(s, to, cfg))
	all := observations(5)
	appendAll(t, s, all...)
	stop()
	wantDepth(t, s, 5) // kept for the next start
	to.before = nil
	if err := newShipper(s, to, patient()).Flush(t.Context()); err != nil {
		t.Error(err)
	}
	to.wantOnce(t, all)
}

// TestALostAnswerIsNotWrittenTwice is the ambiguous case: the sink has stored the
// batch, and its answer never arrives.
func TestALostAnswerIsNotWrittenTwice(t *testing.T) {
	s, to := openSpool(t, pathIn(t)), newSink()
	lost := 3
	to.after = func(string) error {
		if lost--; lost >= 0 {
			return errors.New("connection reset")
		}
		return nil
	}
	all := observations(30)
	appendAll(t, s, all...)
	cfg := patient()
	cfg.MaxRows = 10
	if err := newShipper(s, to, cfg).Flush(t.Context()); err != nil {
		t.Fatal(err)
	}
	to.wantOnce(t, all)
	if to.written != 3 {
		t.Errorf("three batches were written %d times; want each once", to.written)
	}
}

// TestACrashBeforeTheAcknowledgementIsNotWrittenTwice stops between the sink's
// answer and the spool's Ack.
func TestACrashBeforeTheAcknowledgementIsNotWrittenTwice(t *testing.T) {
	path := pathIn(t)
	s, to := openSpool(t, path), newSink()
	all := observations(12)
	appendAll(t, s, all...)
	batch, _ := next(t, s, 5)
	if err := to.Write(t.Context(), batch.ID, batch.Observations); err != nil {
		t.Fatal(err)
	}
	s.Close()
	s = openSpool(t, path)
	if err := newShipper(s, to, patient()).Flush(t.Context()); err != nil {
		t.Fatal(err)
	}
	to.wantOnce(t, all)
	if to.written != 2 {
		t.Errorf("Write was called %d times; want 2", to.written)
	}
}

func TestADeadSinkLosesNothing(t *testing.T) {
	s, to := openSpool(t, pathIn(t)), newSink()
	down := 20
	fault := func(string) error {
		if down--; down >= 0 {
			return errors.New("down")
		}
		return nil
	}
	to.before, to.has = fault, fault
	cfg := patient()
	running(t, newShipper(s, to, cfg))
	all := observations(2500)
	appendAll(t, s, all...)
	left := s.snapshot().rows
	for ; left >= int64(cfg.MaxRows); left = s.snapshot().rows { // full batches go; the rest is not old
		time.Sleep(time.Millisecond) // a batch leaves the spool after the sink has seen it
	}
	to.wantOnce(t, all[:len(all)-int(left)])
}

func TestASinkThatForgetsIsNotBelieved(t *testing.T) {
	s, to := openSpool(t, pathIn(t)), newSink()
	to.forget = true
	all := observations(3)
	appendAll(t, s, all...)
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	if err := newShipper(s, to, patient()).Flush(ctx); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("Flush to a sink that forgets = %v; want it to give up", err)
	}
	wantDepth(t, s, 3)
	to.forget = false
	if err := newShipper(s, to, patient()).Flush(t.Context()); err != nil {
		t.Error(err)
	}
	to.wantOnce(t, all)
}

// TestARowThatCanNeverBeStoredHoldsUpNothing has two such rows among others.
func TestARowThatCanNeverBeStoredHoldsUpNothing(t *testing.T) {
	path := pathIn(t)
	s, to := openSpool(t, path), newSink()
	all := observations(8)
	to.reject = func(id string) bool { return id == all[2].ID || id == all[7].ID }
	appendAll(t, s, all...)
	if err := newShipper(s, to, patient()).Flush(t.Context()); err != nil {
		t.Fatal(err)
	}
	sound := slices.Concat(all[:2], all[3:7])
	to.wantOnce(t, sound)
	wantDepth(t, s, 0)
	if n := s.Quarantined(); n != 2 {
		t.Errorf("%d rows in quarantine; want 2", n)
	}
	s.Close()
	if n := openSpool(t, path).Quarantined(); n != 2 {
		t.Errorf("%d rows in quarantine after a restart; want 2", n)
	}
}

func TestRunEndsWithTheSpool(t *testing.T) {
	s, to := openSpool(t, pathIn(t)), newSink()
	appendAll(t, s, observations(3)...)
	broken := errors.New("input/output error")
	_ = s.transact(func(context.Context, *transaction) error { return broken }, nil)
	if err := newShipper(s, to, patient()).Run(t.Context()); !errors.Is(err, broken) {
		t.Errorf("Run over a stopped spool = %v; want the fault", err)
	}
}

func TestFlushAndRunShareTheWork(t *testing.T) {
	s, to := openSpool(t, pathIn(t)), newSink()
	cfg := patient()
	cfg.MaxRows = 10
	shipper := newShipper(s, to, cfg)
	running(t, shipper)
	all := observations(200)
	var flushes sync.WaitGroup
	for part := range slices.Chunk(all, 25) {
		appendAll(t, s, part...)
		flushes.Go(func() {
			if err := shipper.Flush(t.Context()); err != nil {
				t.Error(err)
			}
		})
	}
	flushes.Wait()
	to.wantOnce(t, all)
}

func TestMetricsTellDepthAndAge(t *testing.T) {
	s, to := openSpool(t, pathIn(t)), newSink()
	registry := prometheus.NewRegistry()
	shipper := NewShipper(patient(), ShipperDeps{
		Spool: s, Sink: to, Logger: slog.New(slog.DiscardHandler), Metrics: registry, Rand: rand.New(rand.NewPCG(1, 1)),
	})
	appendAll(t, s, observations(4)...)
	expect := func(text string) {
		t.Helper()
		names := []string{"landfall_spool_rows", "landfall_shipper_observations_total", "landfall_shipper_batches_total"}
		if err := testutil.GatherAndCompare(registry, strings.NewReader(text), names...); err != nil {
			t.Error(err)
		}
	}
	const help = `
# HELP landfall_shipper_batches_total Batches written to the observations store, found there after a doubtful attempt, or failed.
# TYPE landfall_shipper_batches_total counter
landfall_shipper_batches_total{outcome="failed"} 0
landfall_shipper_batches_total{outcome="found"} 0
landfall_shipper_batches_total{outcome="written"} %d
# HELP landfall_shipper_observations_total Observations confirmed by the observations store.
# TYPE landfall_shipper_observations_total counter
landfall_shipper_observations_total %d
# HELP landfall_spool_rows Observations waiting to be shipped.
# TYPE landfall_spool_rows gauge
landfall_spool_rows %d
`
	expect(fmt.Sprintf(help, 0, 0, 4))
	if err := shipper.Flush(t.Context()); err != nil {
		t.Fatal(err)
	}
	expect(fmt.Sprintf(help, 1, 4, 0))
	if problems, err := testutil.GatherAndLint(registry); err != nil || len(problems) > 0 {
		t.Errorf("metrics: %v, %v", problems, err)
	}
}
