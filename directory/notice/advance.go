package notice

import (
	"fmt"
	"time"

	"landfall"
)

// ByClock and ByOperator are the doers of events that no source has made.
const (
	ByClock    = "clock"
	ByOperator = "operator"
)

const (
	aDay       = 24 * time.Hour
	stillThere = 30 * aDay // after the last day, a server that answers has not closed
	lifetime   = 90 * aDay // a shorter life is no server that people miss
	withdrawn  = 30 * aDay // a text that is gone for so long, unconfirmed, was taken back
)

// Advance returns the notice of an instance as time passes; n is nil if there is none,
// and so is the result if there is nothing to tell.
func Advance(n *landfall.Notice, in *landfall.Instance, at time.Time) *landfall.Notice {
	switch {
	case n == nil:
		return vanished(in, at)
	case n.State.Ended():
		return n
	case in.Status == landfall.StatusGone && n.ClosesTo.IsZero():
		return step(n, landfall.NoticeClosed, string(landfall.NoticeFromAbsence), becauseEnded, at)
	case n.State == landfall.NoticeReported && in.Status == landfall.StatusGone && !at.Before(n.ClosesTo),
		n.State.Closing() && !n.ClosesTo.IsZero() && !at.Before(n.ClosesTo) && away(in):
		return step(n, landfall.NoticeClosed, ByClock, becauseDay, at)
	case n.State == landfall.NoticeCounting && in.Status == landfall.StatusAlive && at.Sub(n.ClosesTo) >= stillThere:
		return step(n, landfall.NoticeConfirmed, ByClock, becauseStill, at)
	case n.State == landfall.NoticeReported && in.Status == landfall.StatusAlive && in.LastSeen.Sub(newestSeen(n)) >= withdrawn:
		return step(n, landfall.NoticeRetracted, ByClock, becauseUnsaid, at)
	}
	return n
}

// vanished returns the notice of an instance that ended without one, nil if it is there
// or was not there for long.
func vanished(in *landfall.Instance, at time.Time) *landfall.Notice {
	if in.Status != landfall.StatusGone || in.LastSeen.IsZero() || in.LastSeen.Sub(in.Discovered) < lifetime {
		return nil
	}
	n := &landfall.Notice{ID: identify(in.Host, at), Host: in.Host, Found: at}
	n.Statements = []landfall.NoticeStatement{{Source: landfall.NoticeFromAbsence, Confidence: 1, FirstSeen: in.GoneSince, LastSeen: in.LastVisit}}
	since := landfall.Say(becauseSilent, "day", in.DownSince.UTC().Format(time.DateOnly))
	change(n, landfall.NoticeVanished, string(landfall.NoticeFromAbsence), since.String(), at)
	return n
}

// away reports whether an instance does not answer, or says that it is gone.
func away(in *landfall.Instance) bool {
	switch in.Status {
	case landfall.StatusDown, landfall.StatusDead, landfall.StatusGone:
		return true
	case landfall.StatusCandidate, landfall.StatusAlive, landfall.StatusTroubled, landfall.StatusRefused:
	}
	return in.LastOutcome == landfall.OutcomeGone
}

// Confirm returns a reported notice as a true one, or any that has not ended as
// cancelled or handed over if to says so.
func Confirm(n *landfall.Notice, to landfall.NoticeState, reason string, at time.Time) (*landfall.Notice, error) {
	switch {
	case n.State.Ended():
	case to == landfall.NoticeCancelled, to == landfall.NoticeHandedOver:
		return step(n, to, ByOperator, reason, at), nil
	case to == landfall.NoticeConfirmed && n.State == landfall.NoticeReported:
		return step(n, confirmed(n), ByOperator, reason, at), nil
	}
	return nil, fmt.Errorf("notice %s: from %q to %q: %w", n.ID, n.State, to, landfall.ErrInvalid)
}

// Retract returns a notice that was never true. The reason is required.
func Retract(n *landfall.Notice, reason string, at time.Time) (*landfall.Notice, error) {
	if reason == "" || n.State == landfall.NoticeRetracted || n.State == landfall.NoticeMerged {
		return nil, fmt.Errorf("retract notice %s, which is %q, for %q: %w", n.ID, n.State, reason, landfall.ErrInvalid)
	}
	return step(n, landfall.NoticeRetracted, ByOperator, reason, at), nil
}

// Merge returns two notices of one host that tell of the same closing: the first as merged,
// and the second with what the first rests on. A reported one does not confirm another,
// nor does a true one: the operator does.
func Merge(n, into *landfall.Notice, at time.Time) (merged, kept *landfall.Notice, err error) {
	if n.ID == into.ID || n.Host != into.Host || n.State == landfall.NoticeMerged ||
		into.State == landfall.NoticeMerged || into.State == landfall.NoticeRetracted {
		return nil, nil, fmt.Errorf("merge notice %s into %s: %w", n.ID, into.ID, landfall.ErrInvalid)
	}
	kept = clone(into)
	for _, s := range n.Statements {
		record(kept, s)
	}
	settleDays(kept)
	change(kept, kept.State, ByOperator, landfall.Say(becauseTold, "notice", n.ID).String(), at)
	return step(n, landfall.NoticeMerged, ByOperator, landfall.Say(becauseSame, "notice", into.ID).String(), at), kept, nil
}

func step(n *landfall.Notice, to landfall.NoticeState, by, reason string, at time.Time) *landfall.Notice {
	next := clone(n)
	change(next, to, by, reason, at)
	return next
}
