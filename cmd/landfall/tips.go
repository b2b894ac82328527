package main

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"golang.org/x/time/rate"

	"landfall"
	"landfall/directory/notice"
	"landfall/internal/httpkit"
	"landfall/internal/sqlstore"
)

// tipsAll is how many tips about closings are taken from all readers together, an hour:
// somebody has to read each.
const tipsAll = 60

// tips takes what readers know of closings. Of a reader nothing is kept but the address
// that he gives.
type tips struct {
	hosts *sqlstore.Store
	all   *rate.Limiter
	now   func() time.Time
}

func newTips(hosts *sqlstore.Store, now func() time.Time) *tips {
	return &tips{hosts: hosts, now: now, all: rate.NewLimiter(rate.Every(time.Hour/tipsAll), tipsAll)}
}

// take keeps a tip, for the operator to look at. A host that was never visited, or that
// asked to be left alone, is [landfall.ErrNotFound].
func (t *tips) take(ctx context.Context, tip landfall.ClosingTip) error {
	if !t.all.AllowN(t.now(), 1) {
		return &httpkit.StatusError{
			Status: http.StatusTooManyRequests, Detail: "Many people tell of closings just now. Please try again in an hour.",
		}
	}
	known, err := t.hosts.Entry(ctx, tip.Host)
	if err != nil {
		return err
	}
	if known.Instance == nil || known.OptedOut || known.Instance.LastSeen.IsZero() {
		return fmt.Errorf("closing of %s: %w", tip.Host, landfall.ErrNotFound)
	}
	const tries = 5
	for range tries {
		past, err := t.hosts.NoticesOf(ctx, tip.Host)
		if err != nil {
			return err
		}
		changed := notice.Tell(past, t.statement(tip), t.now())
		kept, err := t.hosts.SaveNotices(ctx, changed)
		if err != nil || kept == len(changed) {
			return err
		}
	}
	return fmt.Errorf("closing of %s: %w", tip.Host, landfall.ErrUnavailable)
}

// statement is what a tip says. A reader may be wrong, so that it counts for little.
func (t *tips) statement(tip landfall.ClosingTip) notice.Statement {
	s := notice.Statement{Host: tip.Host, Stage: notice.Announced}
	s.Source, s.URL, s.Confidence = landfall.NoticeFromReader, tip.URL, 0.3
	s.ClosesFrom, s.ClosesTo = tip.Closes, tip.Closes
	s.FirstSeen, s.LastSeen = t.now(), t.now()
	return s
}
