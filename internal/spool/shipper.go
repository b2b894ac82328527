package spool

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"landfall"
)

// Sink is the observations store as the shipper sees it.
type Sink interface {
	// Write stores a batch exactly once: a batch whose id it has seen changes
	// nothing, nor does an observation it has already. Data that it can never
	// accept gives landfall.ErrInvalid; after any other error the batch may be
	// there or not.
	Write(ctx context.Context, batchID string, obs []landfall.Observation) error
	// HasBatch reports whether a batch is there, for good.
	HasBatch(ctx context.Context, batchID string) (bool, error)
}

// ShipperConfig says when to ship. [DefaultShipperConfig] just works.
type ShipperConfig struct {
	MaxRows int           // a batch ships when it has that many rows
	MaxAge  time.Duration // or when its first row is that old
	Grace   time.Duration // how long Run may go on shipping after its context ended
	// Retry and MaxRetry are the first and the longest pause while the sink fails.
	Retry, MaxRetry time.Duration
}

// DefaultShipperConfig ships every second or every thousand rows.
func DefaultShipperConfig() ShipperConfig {
	return ShipperConfig{
		MaxRows: 1000, MaxAge: time.Second, Grace: 10 * time.Second,
		Retry: 200 * time.Millisecond, MaxRetry: 30 * time.Second,
	}
}

// ShipperDeps are what a Shipper works with. Metrics may be nil.
type ShipperDeps struct {
	Spool   *Spool
	Sink    Sink
	Logger  *slog.Logger
	Metrics prometheus.Registerer
	Rand    *rand.Rand // jitter; the shipper's own from now on
}

// Shipper moves observations from a spool to a sink.
type Shipper struct {
	cfg     ShipperConfig
	spool   *Spool
	sink    Sink
	log     *slog.Logger
	metrics *metrics

	// turn holds a token while nobody ships; what follows belongs to its holder.
	turn     chan struct{}
	rng      *rand.Rand
	failures int // in a row
}

// NewShipper returns a Shipper. It starts nothing.
func NewShipper(cfg ShipperConfig, deps ShipperDeps) *Shipper {
	s := &Shipper{
		cfg: cfg, spool: deps.Spool, sink: deps.Sink, log: deps.Logger, rng: deps.Rand,
		metrics: newMetrics(deps.Metrics, deps.Spool),
		turn:    make(chan struct{}, 1),
	}
	s.turn <- struct{}{}
	return s
}

// Run ships until ctx ends, and then for at most Config.Grace what is left. What
// is not shipped then stays in the spool. While the sink fails Run tries again at
// growing intervals; an error means that the spool itself has failed.
func (s *Shipper) Run(ctx context.Context) error {
	if n := s.spool.Quarantined(); n > 0 {
		s.log.WarnContext(ctx, "the spool has rows in quarantine; see its quarantine table for the reasons", "rows", n)
	}
	for s.spool.await(ctx, s.cfg.MaxRows, s.cfg.MaxAge) {
		if err := s.attempt(ctx); err != nil {
			return err
		}
	}
	if err := s.spool.failure(); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), s.cfg.Grace)
	defer cancel()
	if err := s.Flush(ctx); err != nil {
		s.log.WarnContext(ctx, "observations stay in the spool until the next start",
			"rows", s.spool.snapshot().rows, "error", err)
	}
	return s.spool.failure()
}

// Flush ships everything that is in the spool, and returns when it is empty. It
// gives up when ctx ends or the spool fails.
func (s *Shipper) Flush(ctx context.Context) error {
	for s.spool.snapshot().rows > 0 {
		if err := s.attempt(ctx); err != nil {
			return err
		}
		if err := ctx.Err(); err != nil {
			return fmt.Errorf("flush spool: %w", err)
		}
	}
	return s.spool.failure()
}

// attempt ships one batch when it is this caller's turn. After a failure of the
// sink it pauses. An error means that the spool has failed.
func (s *Shipper) attempt(ctx context.Context) error {
	select {
	case <-s.turn:
		defer func() { s.turn <- struct{}{} }()
	case <-ctx.Done():
		return nil
	}
	err := s.ship(ctx)
	switch {
	case s.spool.failure() != nil:
		return s.spool.failure()
	case err == nil:
		if s.failures > 0 {
			s.log.InfoContext(ctx, "the observations store accepts batches again", "failures", s.failures)
		}
		s.failures = 0
		return nil
	case errors.Is(err, ErrClosed):
		return err
	case ctx.Err() != nil:
		return nil
	}
	s.metrics.batches.WithLabelValues("failed").Inc()
	if s.failures++; s.failures == 1 {
		s.log.WarnContext(ctx, "observations wait in the spool: the observations store does not accept them", "error", err)
	}
	s.pause(ctx)
	return nil
}

// pause waits a random part of an interval that doubles with every failure.
func (s *Shipper) pause(ctx context.Context) {
	most := s.cfg.MaxRetry
	if doublings := s.failures - 1; doublings < 16 {
		most = min(most, s.cfg.Retry<<doublings)
	}
	timer := time.NewTimer(most/2 + time.Duration(s.rng.Int64N(int64(most/2)+1)))
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
	}
}

// ship moves one batch, if there is one.
func (s *Shipper) ship(ctx context.Context) error {
	batch, ok, err := s.spool.Next(ctx, s.cfg.MaxRows)
	if err != nil || !ok {
		return err
	}
	found := false
	if batch.Resumed {
		if found, err = s.sink.HasBatch(ctx, batch.ID); err != nil {
			return fmt.Errorf("look for batch %s: %w", batch.ID, err)
		}
	}
	if !found && len(batch.Observations) > 0 {
		if err := s.write(ctx, batch); err != nil {
			return err
		}
	}
	if err := s.spool.Ack(ctx, batch); err != nil {
		return err
	}
	outcome := "written"
	if found {
		outcome = "found"
	}
	s.metrics.batches.WithLabelValues(outcome).Inc()
	s.metrics.observations.Add(float64(len(batch.Observations)))
	return nil
}

var errNotThere = errors.New("the store took the batch but does not have it")

// write hands a batch over and reads it back.
func (s *Shipper) write(ctx context.Context, batch Batch) error {
	err := s.sink.Write(ctx, batch.ID, batch.Observations)
	if errors.Is(err, landfall.ErrInvalid) {
		return s.separate(ctx, batch)
	}
	if err != nil {
		return fmt.Errorf("write batch %s: %w", batch.ID, err)
	}
	has, err := s.sink.HasBatch(ctx, batch.ID)
	if err != nil {
		return fmt.Errorf("read batch %s back: %w", batch.ID, err)
	}
	if !has {
		return fmt.Errorf("read batch %s back: %w", batch.ID, errNotThere)
	}
	return nil
}

// separate writes a batch row by row, because one of them can never be accepted.
// Such rows go to quarantine, so that they do not hold up the others for ever.
func (s *Shipper) separate(ctx context.Context, batch Batch) error {
	var rejected []damage
	for i, o := range batch.Observations {
		id := fmt.Sprintf("%s/%d", batch.ID, batch.seqs[i])
		err := s.sink.Write(ctx, id, batch.Observations[i:i+1])
		if errors.Is(err, landfall.ErrInvalid) {
			s.log.ErrorContext(ctx, "an observation cannot be stored and goes to quarantine", "host", o.Host, "error", err)
			rejected = append(rejected, damage{seq: batch.seqs[i], reason: err.Error(), present: true})
			continue
		}
		if err != nil {
			return fmt.Errorf("write row of batch %s: %w", batch.ID, err)
		}
		has, err := s.sink.HasBatch(ctx, id)
		if err != nil {
			return fmt.Errorf("read row of batch %s back: %w", batch.ID, err)
		}
		if !has {
			return fmt.Errorf("read row of batch %s back: %w", batch.ID, errNotThere)
		}
	}
	if len(rejected) == 0 {
		return nil
	}
	return s.spool.quarantine(rejected)
}
