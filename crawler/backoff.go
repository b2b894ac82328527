package crawler

import (
	"slices"
	"time"

	"landfall"
	"landfall/crawler/outage"
)

// How long until the next look, before jitter.
const (
	healthEvery  = time.Hour
	profileEvery = 20 * time.Hour // with its jitter below a day, so that every day has one
	peersEvery   = 7 * 24 * time.Hour
	claimedEvery = time.Minute // health, where the admin asked for it
	claimedFirst = 15 * time.Minute
	claimedDown  = 5 * time.Minute // once it has been away for longer than that

	refusedEvery = 7 * 24 * time.Hour
	oursAgain    = 5 * time.Minute
	troubleFirst = 30 * time.Minute
	downMost     = 36 * time.Hour
	deadMost     = 60 * 24 * time.Hour
	goneEvery    = 45 * 24 * time.Hour
	longGone     = 365 * 24 * time.Hour
	longGoneWait = 90 * 24 * time.Hour
)

// jitter is the share of a wait that chance adds or takes, so that visits never
// march in step.
const jitter = 0.15

// reschedule says when a host wants what, given what the last visit saw. It is a
// [landfall.Reschedule].
func (c *Crawler) reschedule(in landfall.Instance, a landfall.Agenda, visit landfall.Visited) landfall.Agenda {
	o := visit.Observation
	done := o.Work &^ visit.Undone
	a.Allowed = visit.Allowed
	switch {
	case o.Outcome == landfall.OutcomePostponed || o.Class == landfall.ClassOurs:
		return c.again(a, visit)
	case in.Status == landfall.StatusAlive:
		return c.next(in, a, o.At, done)
	}
	return c.backOff(in, a, o)
}

// again is the agenda after a visit that says nothing: all of it, a little later. A
// host whose whole network is away is asked as seldom as one that is away itself.
func (c *Crawler) again(a landfall.Agenda, visit landfall.Visited) landfall.Agenda {
	wait := oursAgain
	if visit.Observation.Reason == outage.ReasonNetwork {
		wait = troubleFirst
	}
	soon := visit.Observation.At.Add(c.jittered(wait))
	for _, at := range []*time.Time{&a.Health, &a.Profile, &a.Peers} {
		if !at.IsZero() && at.Before(soon) {
			*at = soon
		}
	}
	return a
}

// next is the agenda of a host that answered. What waited for that is due at once.
func (c *Crawler) next(in landfall.Instance, a landfall.Agenda, at time.Time, done landfall.Work) landfall.Agenda {
	every := healthEvery
	if a.Claimed {
		every = claimedEvery
	}
	a.Health = at.Add(c.jittered(every))
	for _, work := range []struct {
		kind  landfall.Work
		due   *time.Time
		every time.Duration
	}{{landfall.WorkProfile, &a.Profile, profileEvery}, {landfall.WorkPeers, &a.Peers, peersEvery}} {
		if done.Has(work.kind) {
			*work.due = at.Add(c.jittered(work.every))
		} else if work.due.IsZero() {
			*work.due = at
		}
	}
	a.Document, a.Fields = proof(&in.Facts)
	return a
}

// proof returns the document that proves a host alive with one request, and what it alone
// states; nothing if none is known.
func proof(f *landfall.Facts) (document string, fields []landfall.Field) {
	seen, stated := f.Evidence[landfall.FieldSoftware]
	if !stated {
		return "", nil
	}
	return seen.Source, soleSource(f, seen.Source)
}

// soleSource lists the fields that come from the document at source if all figures
// do, and none otherwise: half of the figures are no answer to how the instance
// stood at a visit.
func soleSource(f *landfall.Facts, source string) []landfall.Field {
	fields := f.From(source)
	for _, figure := range []landfall.Field{
		landfall.FieldSignup, landfall.FieldUsers, landfall.FieldActiveMonth, landfall.FieldActiveHalfyear, landfall.FieldPosts,
	} {
		if f.Stated(figure) && !slices.Contains(fields, figure) {
			return nil
		}
	}
	if !f.Stated(landfall.FieldSunset) {
		fields = append(fields, landfall.FieldSunset) // which would be news
	}
	return fields
}

// backOff is the agenda of a host that did not answer, or that asked not to be
// measured: one request now and then, the rest when it answers again. A host that
// refuses is asked for everything, which costs nothing but its robots.txt.
func (c *Crawler) backOff(in landfall.Instance, a landfall.Agenda, o *landfall.Observation) landfall.Agenda {
	a.Health = o.At.Add(c.jittered(interval(in, a.Claimed, o.At)))
	for _, at := range []*time.Time{&a.Profile, &a.Peers} {
		if !at.After(a.Health) {
			*at = time.Time{}
		}
	}
	switch o.Outcome {
	case landfall.OutcomeRefused:
		a.Profile, a.Document, a.Fields = a.Health, "", nil
	case landfall.OutcomeForeign, landfall.OutcomeInvalid, landfall.OutcomeGone:
		a.Document, a.Fields = "", nil // it is not there any more
	}
	return a
}

// interval is the time until a host is asked again that did not answer. One that
// once did waits as long again as it has been away: at least 30 minutes, at most 36
// hours, and once it is dead at most 60 days. One that is claimed waits a minute for
// a quarter of an hour, then five. One that never did waits an hour, then four times
// longer each time.
func interval(in landfall.Instance, claimed bool, now time.Time) time.Duration {
	away := max(now.Sub(in.DownSince), troubleFirst)
	switch {
	case in.Status == landfall.StatusRefused:
		return refusedEvery
	case in.Status == landfall.StatusGone && now.Sub(in.GoneSince) >= longGone:
		return longGoneWait
	case in.Status == landfall.StatusGone:
		return goneEvery
	case in.LastSeen.IsZero():
		return grow(time.Hour, 4, in.Failures-1, deadMost)
	case in.Status == landfall.StatusDead:
		return min(away, deadMost)
	case claimed && now.Sub(in.DownSince) < claimedFirst:
		return claimedEvery
	case claimed:
		return claimedDown
	}
	return min(away, downMost)
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

// jittered returns d, more or less.
func (c *Crawler) jittered(d time.Duration) time.Duration {
	return d + time.Duration(float64(d)*jitter*(2*c.rng.float64()-1))
}
