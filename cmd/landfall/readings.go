package main

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"slices"
	"time"

	"landfall"
	"landfall/directory/reading"
	"landfall/directory/topic"
	"landfall/internal/sqlstore"
)

// How long one rebuild of the snapshot may read instances. What is left is read by the
// next ones: the first snapshot, which the site waits for, may lack most readings.
const (
	firstReading = time.Second
	moreReading  = 5 * time.Second
)

// keptAtOnce is how many hosts' evidence is brought up to date at a time.
const keptAtOnce = 500

// readings says what the words of instances mean, and keeps the evidence.
type readings struct {
	hosts   *sqlstore.Store
	reader  *reading.Reader
	curator *curator
	trends  *trends
	logger  *slog.Logger
	now     func() time.Time

	allowed time.Duration // for reading, in the next call of all
	pending int           // instances that the last call did not come to
}

func newReadings(hosts *sqlstore.Store, curator *curator, logger *slog.Logger, now func() time.Time) *readings {
	return &readings{
		hosts: hosts, reader: reading.New(), curator: curator, trends: &trends{hosts: hosts}, logger: logger, now: now,
		allowed: firstReading,
	}
}

// all returns the readings of instances that answered at least once and may be shown.
// An instance whose words have changed is read anew, as long as there is time; until
// then it has its former reading, or none.
func (r *readings) all(ctx context.Context, instances []landfall.Instance) (map[landfall.Host]*reading.Reading, error) {
	shown := slices.DeleteFunc(slices.Clone(instances), func(in landfall.Instance) bool {
		return in.LastSeen.IsZero() || in.Status == landfall.StatusRefused
	})
	// The largest first, in case that there is no time for all.
	slices.SortStableFunc(shown, func(a, b landfall.Instance) int { return cmp.Compare(b.Facts.ActiveMonth.N, a.Facts.ActiveMonth.N) })
	input, err := r.inputs(ctx, shown)
	if err != nil {
		return nil, err
	}
	until := r.now().Add(r.allowed)
	r.allowed, r.pending = moreReading, 0
	all := make(map[landfall.Host]*reading.Reading, len(shown))
	var fresh []reading.Input
	for i := range shown {
		in := input(&shown[i])
		known, current := r.reader.Known(in)
		if known != nil {
			all[in.Host] = known
		}
		switch {
		case current:
		case r.now().Before(until):
			all[in.Host] = r.reader.Read(in)
			fresh = append(fresh, in)
		default:
			r.pending++
		}
	}
	for chunk := range slices.Chunk(fresh, keptAtOnce) {
		if err := r.keep(ctx, chunk, all); err != nil {
			// What it says holds all the same; it is kept when it is read next, within a day.
			r.logger.WarnContext(ctx, "evidence not kept", slog.Int("instances", len(chunk)), slog.Any("error", err))
		}
	}
	r.reader.Forget(func(host landfall.Host) bool { return all[host] != nil })
	return all, nil
}

// inputs gathers what instances are read from beside their facts.
func (r *readings) inputs(ctx context.Context, instances []landfall.Instance) (func(*landfall.Instance) reading.Input, error) {
	declared := make(map[landfall.Host][]topic.Declaration)
	err := r.hosts.Declared(ctx, func(d landfall.Declared) error {
		declared[d.Host] = append(declared[d.Host], declaration(d))
		return nil
	})
	if err != nil {
		return nil, err
	}
	if err := r.trends.update(ctx, instances, r.now()); err != nil {
		r.logger.WarnContext(ctx, "trending hashtags not kept", slog.Any("error", err))
	}
	curated := r.curator.said()
	return func(in *landfall.Instance) reading.Input {
		return reading.Input{
			Host: in.Host, Facts: &in.Facts, Seen: in.LastSeen, Address: in.Reached.Address, Tags: r.trends.tags[in.Host],
			Declared: slices.Concat(declared[in.Host], curated[in.Host]),
		}
	}, nil
}

func declaration(d landfall.Declared) topic.Declaration {
	return topic.Declaration{Source: topic.Source(d.Source), Topic: topic.ID(d.Topic), Removed: d.Removed, Note: d.Note, At: d.At}
}

// keep gives readings that nobody has yet the times that are kept of their evidence,
// and keeps what is new.
func (r *readings) keep(ctx context.Context, fresh []reading.Input, all map[landfall.Host]*reading.Reading) error {
	hosts := make([]landfall.Host, len(fresh))
	for i, in := range fresh {
		hosts[i] = in.Host
	}
	kept, failed := r.hosts.Clues(ctx, hosts)
	changed := make(map[landfall.Host][]landfall.Clue)
	for _, in := range fresh {
		read := all[in.Host]
		read.Keep(kept[in.Host], in.Seen)
		r.reader.Remember(in, read)
		if now := read.Clues(in.Seen); reading.Outdated(kept[in.Host], now) {
			changed[in.Host] = now
		}
	}
	if err := r.hosts.SaveWordings(ctx, wordings(fresh)); err != nil {
		return fmt.Errorf("keep wordings of rules: %w", err)
	}
	if failed != nil {
		return failed
	}
	if err := r.hosts.SaveClues(ctx, changed); err != nil {
		return fmt.Errorf("keep evidence: %w", err)
	}
	return nil
}

// wordings returns the present wordings of rules of instances that state any.
func wordings(fresh []reading.Input) map[landfall.Host][]landfall.Wording {
	all := make(map[landfall.Host][]landfall.Wording)
	for _, in := range fresh {
		if w, ok := landfall.WordingOf(in.Facts); ok {
			all[in.Host] = []landfall.Wording{w}
		}
	}
	return all
}

// one returns the reading of one instance with the times that are kept, and keeps
// nothing.
func (r *readings) one(ctx context.Context, in *landfall.Instance) (*reading.Reading, error) {
	input, err := r.inputs(ctx, nil)
	if err != nil {
		return nil, err
	}
	kept, err := r.hosts.Clues(ctx, []landfall.Host{in.Host})
	if err != nil {
		return nil, err
	}
	read := r.reader.Read(input(in))
	read.Keep(kept[in.Host], in.LastSeen)
	return read, nil
}

// review looks at how well the taxonomy does on all instances that are shown.
func (r *readings) review(ctx context.Context, from, to time.Time) (topic.Review, error) {
	input, err := r.inputs(ctx, nil)
	if err != nil {
		return topic.Review{}, err
	}
	groups, err := r.hosts.ShutGroups(ctx)
	if err != nil {
		return topic.Review{}, err
	}
	shut := landfall.NewShut(groups)
	reviewer := topic.NewReviewer(topic.NewClassifier(topic.Default()), from, to)
	err = r.hosts.Instances(ctx, true, func(in landfall.Instance) error {
		if in.Status == landfall.StatusRefused || shut.Hides(in.Host) {
			return nil
		}
		words := input(&in)
		reviewer.Add(words.Words())
		return ctx.Err()
	})
	return reviewer.Review(), err
}
