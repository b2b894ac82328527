package main

import (
	"context"
	"log/slog"
	"time"

	"landfall/internal/sqlstore"
)

// reviewEvery is how often the taxonomy is reviewed.
const reviewEvery = reviewDays * 24 * time.Hour

// reviews logs once a week how well the taxonomy does; landfall explain report says it
// in full.
func (j *jobs) reviews(e *env, hosts *sqlstore.Store) func(context.Context) error {
	return func(ctx context.Context) error {
		return j.alone(ctx, "review", reviewEvery, func(ctx context.Context, now time.Time) error {
			curator, err := e.newCurator()
			if err != nil {
				return err
			}
			review, err := newReadings(hosts, curator, j.logger, j.now).review(ctx, now.Add(-reviewEvery), now)
			if err != nil {
				return err
			}
			j.logger.InfoContext(ctx, "topics reviewed", slog.Int("instances", review.Servers), slog.Int("classified", review.Classified),
				slog.Int("empty_topics", len(review.Empty)), slog.Any("oversized", review.Oversized), slog.Int("overrides", len(review.Overrides)))
			return nil
		})
	}
}
