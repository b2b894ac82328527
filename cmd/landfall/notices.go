package main

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"landfall"
	"landfall/directory/notice"
	"landfall/directory/reading"
	"landfall/internal/sqlstore"
)

// notices keeps the record of closings up to date with what instances say.
type notices struct {
	hosts  *sqlstore.Store
	jobs   *jobs
	logger *slog.Logger
	states *prometheus.GaugeVec
}

func newNotices(hosts *sqlstore.Store, jobs *jobs, logger *slog.Logger, registry prometheus.Registerer) *notices {
	n := &notices{hosts: hosts, jobs: jobs, logger: logger, states: prometheus.NewGaugeVec(prometheus.GaugeOpts{
		Namespace: "landfall", Name: "notices", Help: "Notices of closing by their state, as of the last snapshot.",
	}, []string{"state"})}
	registry.MustRegister(n.states)
	return n
}

// count tells how many notices there are in each state.
func (n *notices) count(all []landfall.Notice) {
	of := make(map[landfall.NoticeState]int)
	for i := range all {
		of[all[i].State]++
	}
	for _, state := range landfall.NoticeStates() {
		n.states.WithLabelValues(string(state)).Set(float64(of[state]))
	}
}

// all returns all notices, brought up to date first. Of several processes one does that.
func (n *notices) all(ctx context.Context, instances []landfall.Instance, readings map[landfall.Host]*reading.Reading) ([]landfall.Notice, error) {
	err := n.jobs.alone(ctx, "notices", 0, func(ctx context.Context, now time.Time) error {
		kept, err := allNotices(ctx, n.hosts)
		if err != nil {
			return err
		}
		changed := updated(kept, instances, readings, now)
		taken, err := n.hosts.SaveNotices(ctx, changed)
		if left := len(changed) - taken; err == nil && left > 0 {
			n.logger.InfoContext(ctx, "notices changed by somebody else are looked at again", slog.Int("notices", left))
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("bring notices up to date: %w", err)
	}
	all, err := allNotices(ctx, n.hosts)
	if err == nil {
		n.count(all)
	}
	return all, err
}

func allNotices(ctx context.Context, hosts *sqlstore.Store) (all []landfall.Notice, err error) {
	err = hosts.Notices(ctx, func(n landfall.Notice) error {
		all = append(all, n)
		return nil
	})
	return all, err
}

// updated returns the notices that are new or have changed. Hosts that asked not to be
// measured are left as they are.
func updated(kept []landfall.Notice, instances []landfall.Instance, readings map[landfall.Host]*reading.Reading, at time.Time) (changed []landfall.Notice) {
	past := make(map[landfall.Host][]landfall.Notice)
	for _, n := range kept {
		past[n.Host] = append(past[n.Host], n)
	}
	for i := range instances {
		in := &instances[i]
		if in.Status == landfall.StatusRefused {
			continue
		}
		said := notice.Stated(in.Host, &in.Facts)
		if read := readings[in.Host]; read != nil {
			for _, s := range read.Closing {
				said = append(said, s.As(&in.Facts))
			}
		}
		changed = append(changed, notice.Update(past[in.Host], in, said, at)...)
	}
	return changed
}
