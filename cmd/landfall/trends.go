package main

import (
	"context"
	"time"

	"landfall"
	"landfall/directory/topic"
	"landfall/internal/sqlstore"
)

// weighEvery is how often hashtags are weighed against the network: it takes a walk
// through all of them, and what is new waits for its third day anyway.
const weighEvery = 6 * time.Hour

// trends keeps which hashtags instances show, day by day, and weighs them.
type trends struct {
	hosts   *sqlstore.Store
	tags    map[landfall.Host][]topic.Tag // those that are evidence
	last    map[landfall.Host]time.Time   // the last day that is kept of a host
	weighed time.Time
}

// update keeps what instances showed since the last time, and weighs if it is time to.
func (t *trends) update(ctx context.Context, instances []landfall.Instance, now time.Time) error {
	if t.last == nil || now.Sub(t.weighed) >= weighEvery {
		if err := t.weigh(ctx, now); err != nil {
			return err
		}
	}
	var fresh []landfall.Trending
	for i := range instances {
		if shown, ok := trendingOf(&instances[i]); ok && shown.Day.After(t.last[shown.Host]) && now.Sub(shown.Day) < landfall.TrendingDays*24*time.Hour {
			fresh = append(fresh, shown)
		}
	}
	if err := t.hosts.SaveTrending(ctx, fresh); err != nil {
		return err
	}
	for _, shown := range fresh {
		t.last[shown.Host] = shown.Day
	}
	return nil
}

func (t *trends) weigh(ctx context.Context, now time.Time) error {
	trends, last := topic.NewTrends(now), make(map[landfall.Host]time.Time)
	err := t.hosts.Trending(ctx, now.AddDate(0, 0, 1-landfall.TrendingDays), func(host landfall.Host, tag string, day time.Time) error {
		trends.Add(host, tag, day)
		if day.After(last[host]) {
			last[host] = day
		}
		return nil
	})
	if err != nil {
		return err
	}
	t.tags, t.last, t.weighed = trends.Tags(), last, now
	return nil
}

// trendingOf returns the hashtags that an instance showed when it was last asked.
func trendingOf(in *landfall.Instance) (landfall.Trending, bool) {
	seen, ok := in.Facts.Evidence[landfall.FieldTags]
	if !ok || len(in.Facts.Tags) == 0 {
		return landfall.Trending{}, false
	}
	return landfall.Trending{Host: in.Host, Day: seen.LastSeen.UTC().Truncate(24 * time.Hour), Tags: in.Facts.Tags}, true
}
