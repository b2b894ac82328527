//go:build !cgo

package duckstore

import (
	"context"
	"fmt"
	"time"

	"landfall"
)

// Store is an open observations store. In this build there is none.
type Store struct{}

var errNoCgo = fmt.Errorf("built without DuckDB (CGO_ENABLED=0): "+
	"build with cgo and a C compiler to store observations: %w", landfall.ErrUnavailable)

// Open gives [landfall.ErrUnavailable] and says why.
func Open(context.Context, Config) (*Store, error) { return nil, errNoCgo }

// Close does nothing.
func (*Store) Close() error { return nil }

// Write gives [landfall.ErrUnavailable].
func (*Store) Write(context.Context, string, []landfall.Observation) error { return errNoCgo }

// HasBatch gives [landfall.ErrUnavailable].
func (*Store) HasBatch(context.Context, string) (bool, error) { return false, errNoCgo }

// Count gives [landfall.ErrUnavailable].
func (*Store) Count(context.Context) (int64, error) { return 0, errNoCgo }

// Recent gives [landfall.ErrUnavailable].
func (*Store) Recent(context.Context, landfall.Host, int) ([]landfall.Observation, error) {
	return nil, errNoCgo
}

// Observations gives [landfall.ErrUnavailable].
func (*Store) Observations(context.Context, Filter, func(landfall.Observation) error) error {
	return errNoCgo
}

// Summary gives [landfall.ErrUnavailable].
func (*Store) Summary(context.Context, landfall.Host, time.Time, time.Time) (landfall.Summary, error) {
	return landfall.Summary{}, errNoCgo
}

// Summaries gives [landfall.ErrUnavailable].
func (*Store) Summaries(context.Context, time.Time, time.Time, func(landfall.Summary) error) error {
	return errNoCgo
}
