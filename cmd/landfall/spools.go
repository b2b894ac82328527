package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"time"

	"landfall"
	"landfall/internal/spool"
)

// maxSpools is how many workers may share a data folder. Each takes the first spool
// that nobody has open, so that one that is started again finds what it left.
const maxSpools = 64

// spoolPath names the n-th spool of the data folder.
func (e *env) spoolPath(n int) string {
	if n == 0 {
		return filepath.Join(e.Data, "spool.db")
	}
	return filepath.Join(e.Data, fmt.Sprintf("spool-%d.db", n+1))
}

// openSpool opens the first spool that is free. With an embedded observations store
// there is but one, since one process may have that open.
func (e *env) openSpool(ctx context.Context) (*spool.Spool, error) {
	if err := e.makeData(); err != nil {
		return nil, err
	}
	last := 0
	if isServer(e.Observations) {
		last = maxSpools - 1
	}
	var err error
	for n := 0; n <= last; n++ {
		var s *spool.Spool
		if s, err = spool.Open(ctx, spool.Config{Path: e.spoolPath(n)}); err == nil {
			return s, nil
		}
		if !errors.Is(err, landfall.ErrUnavailable) {
			return nil, err
		}
	}
	return nil, err
}

// adopt ships what workers that are no more have left in their spools. What cannot
// be shipped now stays for the next to start.
func (e *env) adopt(ctx context.Context, sink spool.Sink) {
	left, err := filepath.Glob(filepath.Join(e.Data, "spool*.db"))
	if err != nil || len(left) < 2 {
		return
	}
	for _, path := range left {
		orphan, err := spool.Open(ctx, spool.Config{Path: path})
		if err != nil {
			continue // its worker lives, our own included
		}
		rows, _, _ := orphan.Depth(ctx)
		if rows > 0 {
			e.logger.InfoContext(ctx, "shipping what another worker left", slog.String("spool", path), slog.Int64("rows", rows))
			shipper := spool.NewShipper(spool.DefaultShipperConfig(), spool.ShipperDeps{
				Spool: orphan, Sink: sink, Logger: e.logger.With(slog.String("part", "shipper")),
				Metrics: newRegistry(), Rand: newRand(),
			})
			flush, cancel := context.WithTimeout(ctx, time.Minute)
			if err := shipper.Flush(flush); err != nil {
				e.logger.WarnContext(ctx, "left for later", slog.String("spool", path), slog.Any("error", err))
			}
			cancel()
		}
		orphan.Close()
	}
}
