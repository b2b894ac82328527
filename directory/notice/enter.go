package notice

import (
	"fmt"
	"slices"
	"time"

	"landfall"
)

// Entry is a closing as the operator knows of it.
type Entry struct {
	Host                            landfall.Host
	Announced, ClosesFrom, ClosesTo time.Time // zero where not known
	// State is what became of it, or "": it then follows from the days.
	State     landfall.NoticeState
	URL, Note string
	// Admin is set if the server's admin says so, and not only the operator knows.
	Admin bool
}

// sameEnd is how far apart two days of closing may be that are one closing.
const sameEnd = 31 * aDay

// Enter returns the notices of one host that are new or changed when the operator enters a
// closing. Another entry of a closing that is known adds to it; the same one again changes
// nothing. An entry of a day before an announcement, or of a state that nobody can
// enter, is [landfall.ErrInvalid].
func Enter(past []landfall.Notice, e Entry, at time.Time) ([]landfall.Notice, error) {
	if err := e.check(); err != nil {
		return nil, err
	}
	s := Statement{Host: e.Host, Stage: Announced}
	s.Source, s.URL, s.Quote, s.Confidence = landfall.NoticeFromOperator, e.URL, e.Note, 1
	if e.Admin {
		s.Source = landfall.NoticeFromAdmin
	}
	s.Announced, s.ClosesFrom, s.ClosesTo = e.Announced, e.ClosesFrom, e.ClosesTo
	s.FirstSeen, s.LastSeen = at, at
	n, ended := entered(past, &e)
	if ended {
		n = amended(n, &s, at)
	} else {
		n = Apply(n, s, at)
	}
	if to := e.outcome(n, at); !ended && to != n.State {
		n = step(n, to, ByOperator, outcomes[to], at)
	}
	if !worthKeeping(find(past, n.ID), n) {
		return nil, nil
	}
	return []landfall.Notice{*n}, nil
}

func (e *Entry) check() error {
	_, known := outcomes[e.State]
	switch {
	case e.State != "" && !known:
		return fmt.Errorf("a closing of %s as %q: %w", e.Host, e.State, landfall.ErrInvalid)
	case e.ClosesTo.Before(e.ClosesFrom), !e.ClosesTo.IsZero() && e.ClosesTo.Before(e.Announced):
		return fmt.Errorf("a closing of %s: %w: it ends before it begins", e.Host, landfall.ErrInvalid)
	}
	return nil
}

// entered returns the notice that an entry tells of, nil if there is none, and whether it
// has ended.
func entered(past []landfall.Notice, e *Entry) (n *landfall.Notice, ended bool) {
	for i := range past {
		switch n := &past[i]; {
		case !n.State.Ended():
			return n, false
		case n.State == landfall.NoticeMerged, n.State == landfall.NoticeRetracted:
		case n.ClosesTo.IsZero() || e.ClosesTo.IsZero() || n.ClosesTo.Sub(e.ClosesTo).Abs() <= sameEnd:
			return n, true
		}
	}
	return nil, false
}

// amended returns a notice that has ended with one statement more.
func amended(n *landfall.Notice, s *Statement, at time.Time) *landfall.Notice {
	next := clone(n)
	fresh := record(next, s.NoticeStatement)
	settleDays(next)
	if fresh {
		change(next, next.State, string(s.Source), becauseMore, at)
	}
	return next
}

// outcome is the state of a notice after an entry: what the entry says, or what the days
// do.
func (e *Entry) outcome(n *landfall.Notice, at time.Time) landfall.NoticeState {
	switch {
	case e.State != "":
		return e.State
	case n.ClosesTo.IsZero() || at.Before(n.ClosesTo):
		return n.State
	case n.Announced.IsZero() || !n.Announced.Before(n.ClosesTo):
		return landfall.NoticeVanished
	}
	return landfall.NoticeClosed
}

func find(past []landfall.Notice, id string) *landfall.Notice {
	i := slices.IndexFunc(past, func(n landfall.Notice) bool { return n.ID == id })
	if i < 0 {
		return nil
	}
	return &past[i]
}
