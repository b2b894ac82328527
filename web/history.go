package web

import (
	"context"
	"fmt"
	"sync"
	"time"

	"golang.org/x/sync/singleflight"

	"landfall"
)

// history is what the observations store says of one host.
type history struct {
	summary landfall.Summary
	recent  []landfall.Observation
	speeds  []landfall.VantageSpeed
	partial bool // it could not be read: summary is what the directory keeps
}

// Bounds of the cache: how long an answer counts, how many are kept, how many
// are fetched at once, and how long a page waits for one.
const (
	historyFresh  = time.Minute
	historyKept   = 512
	historyAtOnce = 4
	historyWait   = 3 * time.Second
)

// historyCache keeps a crowd of readers, or a robot that reads every page, from
// becoming a crowd of queries: each host is asked for once a minute at most.
type historyCache struct {
	source History
	now    func() time.Time
	flight singleflight.Group
	turns  chan struct{}

	mu   sync.Mutex
	kept map[landfall.Host]keptHistory
}

type keptHistory struct {
	history
	at time.Time
}

func newHistoryCache(source History, now func() time.Time) *historyCache {
	return &historyCache{
		source: source, now: now,
		turns: make(chan struct{}, historyAtOnce),
		kept:  make(map[landfall.Host]keptHistory),
	}
}

// of returns the history of a host. It returns an error if the store did not
// answer in time; a page then does without.
func (h *historyCache) of(ctx context.Context, host landfall.Host) (history, error) {
	if kept, ok := h.lookup(host); ok {
		return kept, nil
	}
	// The query outlives a reader who leaves, because others may wait for it.
	result := h.flight.DoChan(string(host), func() (any, error) {
		if kept, ok := h.lookup(host); ok { // fetched since this one looked
			return kept, nil
		}
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), historyWait)
		defer cancel()
		return h.fetch(ctx, host)
	})
	select {
	case <-ctx.Done():
		return history{}, fmt.Errorf("history of %s: %w", host, ctx.Err())
	case r := <-result:
		if r.Err != nil {
			return history{}, r.Err
		}
		past, _ := r.Val.(history)
		return past, nil
	}
}

func (h *historyCache) fetch(ctx context.Context, host landfall.Host) (history, error) {
	select {
	case h.turns <- struct{}{}:
		defer func() { <-h.turns }()
	case <-ctx.Done():
		return history{}, fmt.Errorf("history of %s: waiting for a turn: %w", host, ctx.Err())
	}
	now := h.now()
	to := now.UTC()
	from := to.Truncate(24*time.Hour).AddDate(0, 0, 1-historyDays)
	summary, err := h.source.Summary(ctx, host, from, to)
	if err != nil {
		return history{}, fmt.Errorf("history of %s: %w", host, err)
	}
	recent, err := h.source.Recent(ctx, host, visitsShown)
	if err != nil {
		return history{}, fmt.Errorf("history of %s: recent visits: %w", host, err)
	}
	speeds, err := h.source.Speeds(ctx, host, from, to)
	if err != nil {
		return history{}, fmt.Errorf("history of %s: speeds: %w", host, err)
	}
	past := history{summary: summary, recent: recent, speeds: speeds}
	h.keep(host, past, now)
	return past, nil
}

// visits returns the last n visits to a host, newest first. Few ask, so that they are
// not kept.
func (h *historyCache) visits(ctx context.Context, host landfall.Host, n int) ([]landfall.Observation, error) {
	ctx, cancel := context.WithTimeout(ctx, historyWait)
	defer cancel()
	select {
	case h.turns <- struct{}{}:
		defer func() { <-h.turns }()
	case <-ctx.Done():
		return nil, fmt.Errorf("visits to %s: waiting for a turn: %w", host, ctx.Err())
	}
	recent, err := h.source.Recent(ctx, host, n)
	if err != nil {
		return nil, fmt.Errorf("visits to %s: %w", host, err)
	}
	return recent, nil
}

func (h *historyCache) lookup(host landfall.Host) (history, bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	kept, ok := h.kept[host]
	if !ok || h.now().Sub(kept.at) >= historyFresh {
		return history{}, false
	}
	return kept.history, true
}

// keep stores an answer. A full cache first drops what has gone stale, and if
// nothing has, everything: it is full again within a minute.
func (h *historyCache) keep(host landfall.Host, past history, at time.Time) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if len(h.kept) >= historyKept {
		for other, kept := range h.kept {
			if at.Sub(kept.at) >= historyFresh {
				delete(h.kept, other)
			}
		}
	}
	if len(h.kept) >= historyKept {
		clear(h.kept)
	}
	h.kept[host] = keptHistory{history: past, at: at}
}
