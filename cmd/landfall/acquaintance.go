package main

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"landfall"
	"landfall/directory"
	"landfall/directory/peers"
)

// How often it is looked whether the graph of who knows the same others is to be made anew,
// how old it may be at most, and for how long a peer that was not named again counts. Making
// it takes seconds of one core, and reading all edges.
const (
	graphLook  = 10 * time.Minute
	graphAge   = 12 * time.Hour
	edgeCounts = 30 * 24 * time.Hour
)

// acquaintance keeps the graph of who knows the same others.
type acquaintance struct {
	observations observationStore
	current      *directory.Current
	logger       *slog.Logger
	began        time.Time // when the process did
	now          func() time.Time
}

// refresh makes the graph if there is none, or an old one. In a young crawl lists come fast,
// so that a graph is old once it stands as long as the process had run when it was made.
func (a *acquaintance) refresh(ctx context.Context) error {
	snapshot, known, now := a.current.Load(), a.current.Graph(), a.now()
	if snapshot == nil || known != nil && len(known.Nodes) > 0 && now.Sub(known.At) < min(graphAge, known.At.Sub(a.began)) {
		return nil
	}
	since := now.Add(-edgeCounts)
	g, err := peers.Build(func(fn func(host, peer landfall.Host)) error {
		return a.observations.EveryEdge(ctx, func(e landfall.Edge) error {
			if !e.Last.Before(since) {
				fn(e.Host, e.Peer)
			}
			return nil
		})
	}, snapshot.Shown, peers.DefaultConfig(), now)
	if err != nil {
		return fmt.Errorf("make the graph: %w", err)
	}
	a.current.Connect(g)
	a.logger.DebugContext(ctx, "graph made", slog.Int("lists", g.Lists), slog.Int("nodes", len(g.Nodes)), slog.Int("edges", len(g.Edges)), slog.Duration("took", a.now().Sub(now)))
	return nil
}
