package crawler

import (
	"time"

	"landfall"
)

// How long until the next visit, before jitter.
const (
	aliveEvery   = 6 * time.Hour
	refusedEvery = 24 * time.Hour // robots.txt is fresh for a day
	oursAgain    = 5 * time.Minute
	troubleFirst = 30 * time.Minute
	downMost     = 24 * time.Hour
	farthest     = 30 * 24 * time.Hour
)

// nextDue says when an instance wants its next visit, given what the last one
// saw. Times carry a jitter of ±15 % so that visits never march in step.
func (c *Crawler) nextDue(in landfall.Instance, o *landfall.Observation) time.Time {
	wait := interval(in, o)
	return o.At.Add(wait + time.Duration(float64(wait)*0.15*(2*c.rng.float64()-1)))
}

// interval is the time between visits: steady for the living; doubling from 30
// minutes for those that stopped answering, at most a day; and growing to 30
// days for the dead and for names that never answered.
func interval(in landfall.Instance, o *landfall.Observation) time.Duration {
	switch {
	case o.Outcome == landfall.OutcomePostponed || o.Class == landfall.ClassOurs:
		return oursAgain
	case in.Status == landfall.StatusAlive:
		return aliveEvery
	case in.Status == landfall.StatusRefused:
		return refusedEvery
	case in.Status == landfall.StatusCandidate:
		return grow(time.Hour, 4, in.Failures-1, farthest)
	case in.Status == landfall.StatusDead:
		return grow(downMost, 2, in.Failures-8, farthest)
	}
	return grow(troubleFirst, 2, in.Failures-1, downMost)
}

// grow returns first × factor^times, at most most.
func grow(first time.Duration, factor, times int, most time.Duration) time.Duration {
	for range max(times, 0) {
		if first >= most {
			break
		}
		first *= time.Duration(factor)
	}
	return min(first, most)
}
