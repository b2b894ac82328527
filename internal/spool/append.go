package spool

import (
	"context"
	"errors"
	"fmt"
	"time"

	"landfall"
)

// Append makes observations durable: when it returns nil they are on the disk,
// all of them, and will be shipped. They must not be changed afterwards.
//
// While the spool has reached its quota, or the disk is full, Append waits. If ctx
// ends first it gives [ErrFull] and nothing has been kept.
func (s *Spool) Append(ctx context.Context, obs ...*landfall.Observation) error {
	if len(obs) == 0 {
		return nil
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	records, size, err := newRecords(obs, time.Now())
	if err != nil {
		return err
	}
	for {
		if err := s.reserve(ctx, size); err != nil {
			return fmt.Errorf("append %d observations: %w", len(obs), err)
		}
		err := s.write(records)
		if err == nil {
			return nil
		}
		s.unreserve(size)
		if !errors.Is(err, errDiskFull) {
			return fmt.Errorf("append %d observations: %w", len(obs), err)
		}
		if err := s.waitForDisk(ctx); err != nil {
			return fmt.Errorf("append %d observations: %w", len(obs), err)
		}
	}
}

// write commits records whose room has been reserved.
func (s *Spool) write(records []record) error {
	do := func(ctx context.Context, tx *transaction) error { return tx.append(ctx, records) }
	return s.transact(do, func(s *Spool) {
		if s.state.rows == 0 {
			s.state.first = records[0].seq
			s.state.oldest = time.UnixMicro(records[0].at).UTC()
		}
		s.state.rows += int64(len(records))
		s.state.next = records[len(records)-1].seq + 1
		for i := range records {
			s.tail.push(&records[i])
		}
		select {
		case s.arrival <- struct{}{}:
		default:
		}
	})
}

// reserve waits until size fits into the quota and takes it. A single Append
// bigger than the whole quota fits when there is nothing else.
func (s *Spool) reserve(ctx context.Context, size int64) error {
	for {
		s.mu.Lock()
		if s.failed != nil {
			defer s.mu.Unlock()
			return s.failed
		}
		if s.state.bytes == 0 || s.state.bytes+size <= s.maxBytes {
			s.state.bytes += size
			s.mu.Unlock()
			return nil
		}
		room := s.room
		s.mu.Unlock()
		select {
		case <-room:
		case <-s.ended:
			return ErrClosed
		case <-ctx.Done():
			return fmt.Errorf("%w: %w", ErrFull, ctx.Err())
		}
	}
}

// unreserve gives room back.
func (s *Spool) unreserve(size int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.release(size)
}

// release gives room back and wakes those who wait for it. The mutex is held.
func (s *Spool) release(size int64) {
	s.state.bytes -= size
	close(s.room)
	s.room = make(chan struct{})
}

// waitForDisk passes the time until a full disk is worth another try.
func (s *Spool) waitForDisk(ctx context.Context) error {
	timer := time.NewTimer(s.retry)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-s.ended:
		return ErrClosed
	case <-ctx.Done():
		return fmt.Errorf("%w: disk is full: %w", ErrFull, ctx.Err())
	}
}
