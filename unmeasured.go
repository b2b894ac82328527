package landfall

import (
	"slices"
	"time"
)

// Shift is one run of a worker that crawls.
type Shift struct {
	Worker string    `json:"worker"`
	Began  time.Time `json:"began"`
	Seen   time.Time `json:"seen"` // when it last said that it goes on
}

// Unmeasured returns the times up to now in which nobody measured, because every
// worker that was there had a gap, oldest first. Their causes are those of the first
// gap that each began with; the last has no end if it goes on. A worker's word counts
// for [GapFresh].
func Unmeasured(gaps []Gap, shifts []Shift, now time.Time) []Gap {
	var edges []time.Time
	for _, s := range shifts {
		edges = append(edges, s.Began, s.until(now))
	}
	for _, g := range gaps {
		edges = append(edges, g.Began, g.until(now))
	}
	slices.SortFunc(edges, time.Time.Compare)
	var spans []Gap
	for i := 1; i < len(edges); i++ {
		from, to := edges[i-1], edges[i]
		gap, ok := blind(gaps, shifts, from, now)
		switch last := len(spans) - 1; {
		case !ok || !from.Before(to):
		case last >= 0 && spans[last].Ended.Equal(from):
			spans[last].Seen, spans[last].Ended = to, to
		default:
			spans = append(spans, Gap{Began: from, Seen: to, Ended: to, Cause: gap.Cause})
		}
	}
	if last := len(spans) - 1; last >= 0 && !spans[last].Ended.Before(now) {
		spans[last].Ended = time.Time{}
	}
	return spans
}

// blind returns a gap that was open at a moment, if that is so for all who were there.
func blind(gaps []Gap, shifts []Shift, at, now time.Time) (gap Gap, ok bool) {
	paused := map[string]bool{}
	for _, g := range gaps {
		if !at.Before(g.Began) && at.Before(g.until(now)) {
			if !ok {
				gap, ok = g, true
			}
			paused[g.Worker] = true
		}
	}
	for _, s := range shifts {
		if !at.Before(s.Began) && at.Before(s.until(now)) && !paused[s.Worker] {
			return Gap{}, false
		}
	}
	return gap, ok
}

func (s Shift) until(now time.Time) time.Time { return earliest(s.Seen.Add(GapFresh), now) }

func (g Gap) until(now time.Time) time.Time {
	if !g.Ended.IsZero() {
		return earliest(g.Ended, now)
	}
	return earliest(g.Seen.Add(GapFresh), now)
}

func earliest(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}

// WithUnmeasured returns the days with how long nothing was measured in each, from
// since on, when the first visit was.
func WithUnmeasured(days []Day, spans []Gap, since, now time.Time) []Day {
	days = slices.Clone(days)
	if since.IsZero() {
		return days
	}
	for i := range days {
		day := &days[i]
		day.Unmeasured = 0
		for _, span := range spans {
			from, to := span.Began, span.until(now)
			if from.Before(since) {
				from = since
			}
			if from.Before(day.Date) {
				from = day.Date
			}
			day.Unmeasured += max(0, earliest(to, day.Date.AddDate(0, 0, 1)).Sub(from))
		}
	}
	return days
}
