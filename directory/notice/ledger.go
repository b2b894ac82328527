package notice

import (
	"slices"
	"time"

	"landfall"
)

// Update brings the notices of one instance up to date with what its texts say now and
// with its state, and returns those that are new or have changed. past are all that are
// kept of it; said is what [Detector.Statements] read, and what others reported since.
// What nobody gains from, such as a statement that was seen again an hour later, is no
// change.
func Update(past []landfall.Notice, in *landfall.Instance, said []Statement, at time.Time) []landfall.Notice {
	l := openLedger(past)
	var changed []landfall.Notice
	if l.open == nil && l.last != nil {
		if back := returned(l.last, in, at); back != l.last {
			l.last = back
			changed = append(changed, *back)
		}
	}
	next := l.open
	for _, s := range said {
		next = l.hear(next, s, at)
	}
	if next != nil || l.last == nil || !l.last.State.Gone() {
		next = Advance(next, in, at)
	}
	if next != nil && worthKeeping(find(past, next.ID), next) {
		changed = append(changed, *next)
	}
	return changed
}

// ledger is what is kept of one instance.
type ledger struct {
	past []landfall.Notice
	open *landfall.Notice // the one that has not ended
	last *landfall.Notice // the last that has
}

func openLedger(past []landfall.Notice) ledger {
	l := ledger{past: past}
	for i := range past {
		n := &past[i]
		switch {
		case !n.State.Ended():
			l.open = n
		case n.State != landfall.NoticeMerged && (l.last == nil || n.Found.After(l.last.Found)):
			l.last = n
		}
	}
	return l
}

// Tell returns the notices of one instance that are new or changed when somebody tells of
// its closing, none if it is known already.
func Tell(past []landfall.Notice, s Statement, at time.Time) []landfall.Notice {
	l := openLedger(past)
	next := l.hear(l.open, s, at)
	if next == nil || !worthKeeping(find(past, next.ID), next) {
		return nil
	}
	return []landfall.Notice{*next}
}

// hear returns the open notice after a statement. What was said in a notice that has
// ended begins no other: a text that was found to mean something else stays where it
// is, and so does an old announcement. But a machine that takes back what it took back
// goes on with the same notice.
func (l *ledger) hear(open *landfall.Notice, s Statement, at time.Time) *landfall.Notice {
	_, takesBack := s.takesBack()
	switch {
	case takesBack && s.Field == landfall.FieldSunset && !restsOnSunset(open):
		return open // it is another statement that was taken back, long ago perhaps
	case open != nil || takesBack:
	case l.last != nil && l.last.State == landfall.NoticeCancelled && s.Source.Machine() && landfall.NoticeSource(lastEvent(l.last).By).Machine():
		return reopen(l.last, s, at)
	case slices.ContainsFunc(l.past, func(n landfall.Notice) bool { return saidIn(&n, &s) }):
		return nil
	}
	return Apply(open, s, at)
}

// restsOnSunset reports whether a notice has a statement that the server made for machines.
func restsOnSunset(n *landfall.Notice) bool {
	return n != nil && slices.ContainsFunc(n.Statements, func(s landfall.NoticeStatement) bool {
		return s.Source == landfall.NoticeFromNodeinfo || s.Source == landfall.NoticeFromHeader
	})
}

// saidIn reports whether a notice that has ended rests on the statement.
func saidIn(n *landfall.Notice, s *Statement) bool {
	return n.State.Ended() && slices.ContainsFunc(n.Statements, func(old landfall.NoticeStatement) bool {
		return old.Source == s.Source && old.URL == s.URL && !differs(&old, &s.NoticeStatement)
	})
}

// reopen returns a notice that was taken back and is stated again.
func reopen(n *landfall.Notice, s Statement, at time.Time) *landfall.Notice {
	next := clone(n)
	record(next, s.NoticeStatement)
	settleDays(next)
	change(next, confirmed(next), string(s.Source), becauseAgain, at)
	return next
}

// returned returns the notice of an instance that had closed or vanished and answers
// again since.
func returned(n *landfall.Notice, in *landfall.Instance, at time.Time) *landfall.Notice {
	if !n.State.Gone() || in.Status != landfall.StatusAlive || !in.LastSeen.After(n.Ended()) {
		return n
	}
	return step(n, landfall.NoticeCancelled, ByClock, becauseBack, at)
}

// worthKeeping reports whether a notice differs from what is kept of it by more than the
// time of the last look.
func worthKeeping(old, n *landfall.Notice) bool {
	if old == nil || old.State != n.State || len(old.Statements) != len(n.Statements) ||
		lastEvent(old) != lastEvent(n) {
		return true
	}
	for i := range n.Statements {
		a, b := &old.Statements[i], &n.Statements[i]
		if differs(a, b) || b.LastSeen.Sub(a.LastSeen) >= aDay {
			return true
		}
	}
	return false
}

func lastEvent(n *landfall.Notice) landfall.NoticeEvent {
	if len(n.Events) == 0 {
		return landfall.NoticeEvent{}
	}
	return n.Events[len(n.Events)-1]
}

// newestSeen is when a statement of the notice was last there.
func newestSeen(n *landfall.Notice) (newest time.Time) {
	for _, s := range n.Statements {
		if s.LastSeen.After(newest) {
			newest = s.LastSeen
		}
	}
	return newest
}
