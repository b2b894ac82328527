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
	"build with cgo and a C compiler, or store observations in ClickHouse: %w", landfall.ErrUnavailable)

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
func (*Store) Observations(context.Context, landfall.Host, time.Time, time.Time, func(landfall.Observation) error) error {
	return errNoCgo
}

// Summary gives [landfall.ErrUnavailable].
func (*Store) Summary(context.Context, landfall.Host, time.Time, time.Time) (landfall.Summary, error) {
	return landfall.Summary{}, errNoCgo
}

// Speeds gives [landfall.ErrUnavailable].
func (*Store) Speeds(context.Context, landfall.Host, time.Time, time.Time) ([]landfall.VantageSpeed, error) {
	return nil, errNoCgo
}

// HourSpeeds gives [landfall.ErrUnavailable].
func (*Store) HourSpeeds(context.Context, landfall.Host, time.Time, time.Time) ([]landfall.HourSpeed, error) {
	return nil, errNoCgo
}

// Endings gives [landfall.ErrUnavailable].
func (*Store) Endings(context.Context, landfall.Host, time.Time, time.Time) ([]landfall.Ending, error) {
	return nil, errNoCgo
}

// PeerCounts gives [landfall.ErrUnavailable].
func (*Store) PeerCounts(context.Context, landfall.Host, time.Time, time.Time) ([]landfall.PeerCount, error) {
	return nil, errNoCgo
}

// Neighbours gives [landfall.ErrUnavailable].
func (*Store) Neighbours(context.Context, landfall.Host, time.Time, int) ([]landfall.Neighbour, error) {
	return nil, errNoCgo
}

// Summaries gives [landfall.ErrUnavailable].
func (*Store) Summaries(context.Context, time.Time, time.Time, func(landfall.Summary) error) error {
	return errNoCgo
}

// Roll gives [landfall.ErrUnavailable].
func (*Store) Roll(context.Context, time.Time) error { return errNoCgo }

// Prune gives [landfall.ErrUnavailable].
func (*Store) Prune(context.Context, time.Time) error { return errNoCgo }

// Forget gives [landfall.ErrUnavailable].
func (*Store) Forget(context.Context, landfall.Host) error { return errNoCgo }

// Daily gives [landfall.ErrUnavailable].
func (*Store) Daily(context.Context, landfall.Host, time.Time, time.Time) ([]landfall.Daily, error) {
	return nil, errNoCgo
}

// Speed gives [landfall.ErrUnavailable].
func (*Store) Speed(context.Context, landfall.Host, time.Time, time.Time) (landfall.Speed, error) {
	return landfall.Speed{}, errNoCgo
}

// Network gives [landfall.ErrUnavailable].
func (*Store) Network(context.Context, time.Time, time.Time) ([]landfall.NetworkDay, error) {
	return nil, errNoCgo
}

// Shares gives [landfall.ErrUnavailable].
func (*Store) Shares(context.Context, landfall.ShareBy, time.Time, time.Time) ([]landfall.Share, error) {
	return nil, errNoCgo
}

// Reasons gives [landfall.ErrUnavailable].
func (*Store) Reasons(context.Context, time.Time, time.Time) ([]landfall.ReasonCount, error) {
	return nil, errNoCgo
}

// Changes gives [landfall.ErrUnavailable].
func (*Store) Changes(context.Context, landfall.Host, time.Time, time.Time, func(landfall.Change) error) error {
	return errNoCgo
}

// Edges gives [landfall.ErrUnavailable].
func (*Store) Edges(context.Context, landfall.Host, time.Time, time.Time) ([]landfall.Edge, error) {
	return nil, errNoCgo
}

// Backup gives [landfall.ErrUnavailable].
func (*Store) Backup(context.Context, string) error { return errNoCgo }

// Pruned gives [landfall.ErrUnavailable].
func (*Store) Pruned(context.Context) (time.Time, error) { return time.Time{}, errNoCgo }

// Record gives [landfall.ErrUnavailable].
func (*Store) Record(context.Context, time.Time, func(landfall.DayRecord) error) error {
	return errNoCgo
}

// EveryEdge gives [landfall.ErrUnavailable].
func (*Store) EveryEdge(context.Context, func(landfall.Edge) error) error { return errNoCgo }

// TakeDay gives [landfall.ErrUnavailable].
func (*Store) TakeDay(context.Context, landfall.DayRecord) error { return errNoCgo }

// TakeChanges gives [landfall.ErrUnavailable].
func (*Store) TakeChanges(context.Context, []landfall.Change) error { return errNoCgo }

// TakeEdges gives [landfall.ErrUnavailable].
func (*Store) TakeEdges(context.Context, []landfall.Edge) error { return errNoCgo }
