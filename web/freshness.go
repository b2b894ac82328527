package web

import (
	"context"
	"time"

	"landfall"
	"landfall/web/phrase"
	"landfall/web/tongue"
)

// staleAfter is the age from which data is called older: two hours, or half as
// long again as between two visits where that is longer.
func (s *Site) staleAfter() time.Duration {
	return max(2*time.Hour, s.cfg.VisitEvery*3/2)
}

// stale returns "older data (5 h)" for data older than [Site.staleAfter] and ""
// otherwise.
func (s *Site) stale(ctx context.Context, last, now time.Time) string {
	if last.IsZero() || now.Sub(last) <= s.staleAfter() {
		return ""
	}
	return tongue.Say(ctx, "older data ({age})", "age", phrase.Span(ctx, now.Sub(last)))
}

// silent returns since when an instance has not been answering, in words, or ""
// if it answers.
func silent(ctx context.Context, in *landfall.Instance, now time.Time) string {
	if in.Status == landfall.StatusAlive || in.DownSince.IsZero() {
		return ""
	}
	return tongue.Say(ctx, "Not answering since {day} ({age})", "day", tongue.ShortDate(ctx, in.DownSince), "age", phrase.Span(ctx, now.Sub(in.DownSince)))
}
