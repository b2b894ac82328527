package crawler

import (
	"context"
	"fmt"
	"time"

	"landfall"
)

// When a due time can only be the work of a stop or of a step of the clock.
const (
	overdue  = 30 * time.Second // after a stop; a busy worker may well be later
	tooLate  = healthEvery * 5 / 4
	farthest = longGoneWait * 5 / 4
	// stepped is more than passes between two looks at the clock.
	stepped = 2 * time.Minute
)

// watch notices that the clock was stepped, or that nothing was begun for a while.
type watch struct{ last time.Time }

// jumped returns how far now is from where it should be, soon after the last call;
// ok is false if it is there. The first call is a jump from the beginning of time.
func (w *watch) jumped(now time.Time) (by time.Duration, ok bool) {
	now = now.Round(0) // the monotonic reading knows of no steps
	by = now.Sub(w.last)
	w.last = now
	return by, by.Abs() > stepped
}

// catchUp spreads what became due while nothing ran, or while measuring was paused.
// A crawl that runs once is to do what is due, and not to leave it for later; and a
// trial needs hosts to try.
func (c *Crawler) catchUp(ctx context.Context, w *watch) error {
	if c.quarantine.State().Degraded {
		return nil
	}
	if jump, ok := w.jumped(c.deps.Now()); ok && !c.cfg.Once {
		return c.replan(ctx, jump)
	}
	return nil
}

// replan spreads what became due while nothing ran, or by a step of the clock, as
// if the crawler had gone on: what comes after is about as much as ever, and no
// herd. Due times of a clock that was ahead are brought back.
func (c *Crawler) replan(ctx context.Context, jump time.Duration) error {
	now := c.deps.Now()
	late := now.Add(farthest)
	if jump < 0 {
		late = now.Add(tooLate)
	}
	return c.spreadAll(ctx, now.Add(-overdue), late, now)
}

// replanHourly brings back due times that another worker's clock has set.
func (c *Crawler) replanHourly(ctx context.Context) error {
	now := c.deps.Now()
	if last := c.replanned.Load(); last != 0 && (now.Unix()-last) < int64(time.Hour/time.Second) && now.Unix() >= last {
		return nil
	}
	return c.spreadAll(ctx, time.Time{}, now.Add(farthest), now)
}

func (c *Crawler) spreadAll(ctx context.Context, early, late, now time.Time) error {
	c.replanned.Store(now.Unix())
	looked, err := c.deps.Frontier.Replan(ctx, early, late, func(last time.Time, a landfall.Agenda) landfall.Agenda {
		return c.spread(last, a, now)
	})
	if err != nil {
		if ctx.Err() != nil {
			return nil //nolint:nilerr // we are stopping
		}
		return fmt.Errorf("spread overdue hosts: %w", err)
	}
	c.metrics.replanned.Add(float64(looked))
	return nil
}

// spread returns an agenda whose times are possible ones: what is overdue or too
// far off is due within its usual interval, which for the health check began with
// the last visit, by whatever clock.
func (c *Crawler) spread(last time.Time, a landfall.Agenda, now time.Time) landfall.Agenda {
	together := a.Profile.Equal(a.Health)
	least := healthEvery // the wait after a visit that said nothing was no interval
	if a.Claimed {
		least = claimedEvery
	}
	c.fit(&a.Health, now, min(max(a.Health.Sub(last), least), longGoneWait))
	c.fit(&a.Profile, now, profileEvery)
	c.fit(&a.Peers, now, peersEvery)
	if together {
		a.Profile = a.Health // as at a host that refuses
	}
	if a.Allowed.Sub(now) > farthestAllowed {
		a.Allowed = time.Time{}
	}
	return a
}

// farthestAllowed is the longest Crawl-delay there is; see crawler/robots.
const farthestAllowed = 366 * 24 * time.Hour

// forgetful is how far off a due time is that says nothing any more of how hosts were
// spread.
const forgetful = 24 * time.Hour

// fit moves a due time that is overdue, or later than a whole interval with its
// jitter, by as many intervals as it takes to lie within the next one: so those that
// are moved lie evenly among those that are not. What is further off is due at any
// moment of the interval.
func (c *Crawler) fit(at *time.Time, now time.Time, every time.Duration) {
	latest := now.Add(time.Duration(float64(every) * (1 + 2*jitter)))
	if at.IsZero() || !at.Before(now.Add(-overdue)) && !at.After(latest) {
		return
	}
	off := at.Sub(now)
	if off.Abs() > forgetful {
		off = time.Duration(c.rng.float64() * float64(every))
	}
	if off %= every; off < 0 {
		off += every
	}
	*at = now.Add(off)
}
