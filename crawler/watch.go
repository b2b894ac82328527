package crawler

import (
	"context"
	"log/slog"
	"time"

	"landfall"
)

// How often the sentinels are asked, and at most if there is reason to doubt; how
// often it is said that a gap goes on, and that the worker does.
const (
	roundEvery = 10 * time.Second
	doubtEvery = 2 * time.Second
	gapEvery   = time.Minute
)

// watch asks the sentinels, the sooner if a host fails that had answered, and tells
// of gaps.
func (c *Crawler) watch(ctx context.Context) error {
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	var gap landfall.Gap
	shift := landfall.Shift{Worker: c.cfg.Worker, Began: c.deps.Now()}
	var asked time.Time
	doubted := false
	for ctx.Err() == nil {
		since := time.Since(asked)
		if since >= roundEvery || doubted && since >= doubtEvery {
			asked, doubted = time.Now(), false
			c.ask(ctx)
		}
		gap, shift = c.tell(ctx, gap), c.present(ctx, shift)
		select {
		case <-tick.C:
		case <-c.doubt:
			doubted = true
		case <-ctx.Done():
		}
	}
	return nil
}

// ask asks the sentinels, if there are any.
func (c *Crawler) ask(ctx context.Context) {
	if c.sentinels == nil {
		return
	}
	c.asking.Lock()
	defer c.asking.Unlock()
	began := c.deps.Now()
	round, ok := c.sentinels.Ask(ctx, began)
	if !ok {
		return
	}
	c.quarantine.Round(c.deps.Now(), began, round)
	c.nudge()
}

// wonder has the sentinels asked soon.
func (c *Crawler) wonder() {
	select {
	case c.doubt <- struct{}{}:
	default:
	}
}

// tell records that a gap begins, goes on or is over, given the one told of last,
// and returns that of now, zero if there is none.
func (c *Crawler) tell(ctx context.Context, gap landfall.Gap) landfall.Gap {
	state := c.quarantine.State()
	c.metrics.held.Set(float64(c.quarantine.Held()))
	c.metrics.paused(state.Degraded)
	now := c.deps.Now()
	switch {
	case state.Degraded && !gap.Began.Equal(state.Since):
		c.close(ctx, gap, now)
		gap = landfall.Gap{Worker: c.cfg.Worker, Began: state.Since, Seen: now, Cause: state.Cause}
		c.deps.Logger.WarnContext(ctx, "measuring is paused: our own side fails", slog.String("cause", string(state.Cause)))
	case state.Degraded && (gap.Cause != state.Cause || now.Sub(gap.Seen) >= gapEvery):
		gap.Seen, gap.Cause = now, state.Cause
	case state.Degraded || gap.Began.IsZero():
		return gap
	default:
		c.close(ctx, gap, now)
		return landfall.Gap{}
	}
	c.keepGap(ctx, gap)
	return gap
}

// close ends a gap, if there is one.
func (c *Crawler) close(ctx context.Context, gap landfall.Gap, now time.Time) {
	if gap.Began.IsZero() {
		return
	}
	gap.Seen, gap.Ended = now, now
	c.deps.Logger.InfoContext(ctx, "measuring goes on", slog.Duration("paused", now.Sub(gap.Began).Round(time.Second)))
	c.keepGap(ctx, gap)
}

// present records from time to time that this worker is there.
func (c *Crawler) present(ctx context.Context, shift landfall.Shift) landfall.Shift {
	now := c.deps.Now()
	if c.deps.Gaps == nil || now.Sub(shift.Seen).Abs() < gapEvery {
		return shift
	}
	shift.Seen = now
	if err := c.deps.Gaps.Shift(ctx, shift); err != nil && ctx.Err() == nil {
		c.deps.Logger.WarnContext(ctx, "shift not recorded", slog.Any("error", err))
	}
	return shift
}

// keepGap stores a gap. That it cannot be stored is no reason to stop.
func (c *Crawler) keepGap(ctx context.Context, gap landfall.Gap) {
	if c.deps.Gaps == nil {
		return
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopGrace)
	defer cancel()
	if err := c.deps.Gaps.Gap(ctx, gap); err != nil {
		c.deps.Logger.WarnContext(ctx, "gap not recorded", slog.Any("error", err))
	}
}
