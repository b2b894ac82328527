package past

import (
	"context"
	"fmt"
	"time"

	"landfall"
)

// Speeds tells how fast an instance was. Of one without visits there is nothing to tell,
// which is no error; so it is with all that follows.
type Speeds interface {
	// Summary adds up the days from the one of from to the one of to.
	Summary(ctx context.Context, host landfall.Host, from, to time.Time) (landfall.Summary, error)
	// Speeds and HourSpeeds are of visits begun at or after from and before to that are
	// still kept.
	Speeds(ctx context.Context, host landfall.Host, from, to time.Time) ([]landfall.VantageSpeed, error)
	HourSpeeds(ctx context.Context, host landfall.Host, from, to time.Time) ([]landfall.HourSpeed, error)
}

// Endings tells how visits ended that are still kept, oldest first.
type Endings interface {
	Endings(ctx context.Context, host landfall.Host, from, to time.Time) ([]landfall.Ending, error)
}

// Changes tells what changed, oldest first.
type Changes interface {
	Changes(ctx context.Context, host landfall.Host, from, to time.Time, fn func(landfall.Change) error) error
}

// Peers tells of lists of peers.
type Peers interface {
	// PeerCounts is of visits that are still kept, oldest first.
	PeerCounts(ctx context.Context, host landfall.Host, from, to time.Time) ([]landfall.PeerCount, error)
	// Edges returns the peers of the samples that were seen in a period, by name.
	Edges(ctx context.Context, host landfall.Host, from, to time.Time) ([]landfall.Edge, error)
	// Neighbours returns the n hosts that share most of the names seen from since on.
	Neighbours(ctx context.Context, host landfall.Host, since time.Time, n int) ([]landfall.Neighbour, error)
}

// Source is the observations store as a [Reader] asks it.
type Source interface {
	Speeds
	Endings
	Changes
	Peers
}

// Reader asks the store, and keeps its answers for a while: a crowd of readers, or a robot
// that reads every page, does not become a crowd of queries. It is safe for concurrent use.
// Its methods return an error if the store does not answer in time.
type Reader struct {
	source Source
	now    func() time.Time
	turns  chan struct{}

	speeds      keeper[Speed]
	incidents   keeper[[]Incident]
	changes     keeper[History]
	connections keeper[Connections]
}

// Bounds of what is kept of each kind of answer: for how long, and how many; of how many
// questions are asked at once, and of how long one waits for an answer.
const (
	fresh  = 5 * time.Minute
	kept   = 256
	atOnce = 4
	wait   = 3 * time.Second
)

// NewReader returns a Reader of a store.
func NewReader(source Source, now func() time.Time) *Reader {
	return &Reader{source: source, now: now, turns: make(chan struct{}, atOnce)}
}

// ask answers from what is kept, or else by a question to the store. The question outlives
// a reader who leaves, because others may wait for it.
func ask[V any](ctx context.Context, r *Reader, k *keeper[V], key string, question func(context.Context, time.Time) (V, error)) (V, error) {
	return k.of(ctx, key, r.now, func() (V, error) {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), wait)
		defer cancel()
		select {
		case r.turns <- struct{}{}:
			defer func() { <-r.turns }()
		case <-ctx.Done():
			var none V
			return none, fmt.Errorf("waiting for a turn: %w", ctx.Err())
		}
		return question(ctx, r.now().UTC())
	})
}
