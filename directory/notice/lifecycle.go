package notice

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"time"

	"landfall"
)

// Statement is what one source says of the closing of one host.
type Statement struct {
	landfall.NoticeStatement
	Host landfall.Host
	// Stage is [Cancelled] for a machine's statement that is no longer there.
	Stage Stage
	// Field is what of the instance's facts states it, "" if nothing does.
	Field landfall.Field
}

// As returns the statement with the times at which its field has its present value.
func (s Statement) As(f *landfall.Facts) Statement {
	if seen, ok := f.Evidence[s.Field]; ok {
		s.FirstSeen, s.LastSeen = seen.FirstSeen, seen.LastSeen
	}
	return s
}

// takesBack returns the state that a statement asks for if it says that the host stays.
func (s *Statement) takesBack() (landfall.NoticeState, bool) {
	switch s.Stage {
	case Cancelled:
		return landfall.NoticeCancelled, true
	case HandedOver:
		return landfall.NoticeHandedOver, true
	case Considering, Announced, Postponed, ReadOnly, Closed:
	}
	return "", false
}

// Apply returns the notice after a statement; n is nil if there is none yet, and so is
// the result if the statement does not begin one. A notice that has ended stays as it
// is. The notice that was given is not changed.
func Apply(n *landfall.Notice, s Statement, at time.Time) *landfall.Notice {
	to, takesBack := s.takesBack()
	switch {
	case n != nil && n.State.Ended(), s.Stage == Considering, n == nil && takesBack:
		return n
	case takesBack:
		return takeBack(n, &s, to, at)
	case n == nil:
		n = &landfall.Notice{ID: identify(s.Host, at), Host: s.Host, Found: at}
	}
	next := clone(n)
	fresh := record(next, s.NoticeStatement)
	moved := settleDays(next)
	if to = stateAfter(next, moved); to != n.State || moved || fresh {
		change(next, to, string(s.Source), why(&s, n.State, to), at)
	}
	return next
}

// takeBack ends a notice if the source may speak for the host; if only a text says so,
// it is noted, for the operator to confirm.
func takeBack(n *landfall.Notice, s *Statement, to landfall.NoticeState, at time.Time) *landfall.Notice {
	reason := why(s, n.State, to)
	if !s.Source.Machine() {
		to, reason = n.State, reason+" "+itWaits
		if noted(n, string(s.Source), reason) {
			return n
		}
	}
	next := clone(n)
	change(next, to, string(s.Source), reason, at)
	return next
}

// noted reports whether the last event of a doer has this reason.
func noted(n *landfall.Notice, by, reason string) bool {
	for _, e := range slices.Backward(n.Events) {
		if e.By == by {
			return e.Why == reason
		}
	}
	return false
}

// record keeps a statement in the place of the one that the same source made at the same
// URL, and reports whether anything but the time is new.
func record(n *landfall.Notice, s landfall.NoticeStatement) bool {
	i := slices.IndexFunc(n.Statements, func(old landfall.NoticeStatement) bool { return old.Source == s.Source && old.URL == s.URL })
	if i < 0 {
		return add(n, s)
	}
	old := n.Statements[i]
	if old.FirstSeen.Before(s.FirstSeen) {
		s.FirstSeen = old.FirstSeen
	}
	if old.LastSeen.After(s.LastSeen) {
		s.LastSeen = old.LastSeen
	}
	n.Statements[i] = s
	return differs(&old, &s)
}

// add keeps a statement from a new place, the most trusted first, and reports whether there
// was room for it.
func add(n *landfall.Notice, s landfall.NoticeStatement) bool {
	place := slices.IndexFunc(n.Statements, func(o landfall.NoticeStatement) bool { return rank(o.Source) > rank(s.Source) })
	if place < 0 {
		place = len(n.Statements)
	}
	if place >= landfall.StatementsPerNotice {
		return false
	}
	n.Statements = slices.Insert(n.Statements, place, s)
	n.Statements = n.Statements[:min(len(n.Statements), landfall.StatementsPerNotice)]
	return true
}

// differs reports whether two statements say different things.
func differs(a, b *landfall.NoticeStatement) bool {
	return a.Quote != b.Quote || !a.Announced.Equal(b.Announced) || !a.ClosesFrom.Equal(b.ClosesFrom) || !a.ClosesTo.Equal(b.ClosesTo)
}

// settleDays takes the days from the most trusted statement that names them, and the
// announcement from the earliest. It reports whether the end has moved.
func settleDays(n *landfall.Notice) bool {
	var from, to time.Time
	for _, s := range n.Statements {
		if to.IsZero() && !s.ClosesTo.IsZero() {
			from, to = s.ClosesFrom, s.ClosesTo
		}
		if !s.Announced.IsZero() && (n.Announced.IsZero() || s.Announced.Before(n.Announced)) {
			n.Announced = s.Announced
		}
	}
	moved := !from.Equal(n.ClosesFrom) || !to.Equal(n.ClosesTo)
	n.ClosesFrom, n.ClosesTo = from, to
	return moved
}

// stateAfter is the state of a notice whose statements or days are new.
func stateAfter(n *landfall.Notice, moved bool) landfall.NoticeState {
	switch {
	case n.State.Closing() && !moved:
		return n.State
	case n.State.Closing() || corroborated(n.Statements):
		return confirmed(n)
	case n.State == "":
		return landfall.NoticeReported
	}
	return n.State
}

// confirmed is the state of a notice that is true.
func confirmed(n *landfall.Notice) landfall.NoticeState {
	if n.ClosesTo.IsZero() {
		return landfall.NoticeConfirmed
	}
	return landfall.NoticeCounting
}

// corroborated reports whether a source that may speak for the host says so, or two of
// different kinds at different addresses.
func corroborated(statements []landfall.NoticeStatement) bool {
	for i, a := range statements {
		if a.Source.Machine() {
			return true
		}
		for _, b := range statements[:i] {
			if a.Source != b.Source && a.URL != b.URL {
				return true
			}
		}
	}
	return false
}

// change adds an event, and takes its state. Of many events the second goes.
func change(n *landfall.Notice, to landfall.NoticeState, by, reason string, at time.Time) {
	if len(n.Events) >= landfall.EventsPerNotice {
		n.Events = slices.Delete(n.Events, 1, 1+len(n.Events)-landfall.EventsPerNotice+1)
	}
	n.Events = append(n.Events, landfall.NoticeEvent{At: at, From: n.State, To: to, By: by, Why: reason, ClosesTo: n.ClosesTo})
	n.State = to
}

func clone(n *landfall.Notice) *landfall.Notice {
	next := *n
	next.Statements, next.Events = slices.Clone(n.Statements), slices.Clone(n.Events)
	return &next
}

// identify names a notice by its host and the time when it was found.
func identify(host landfall.Host, at time.Time) string {
	sum := sha256.Sum256([]byte(host.String() + "\n" + at.UTC().Format(time.RFC3339Nano)))
	return hex.EncodeToString(sum[:8])
}

// rank is the place of a source among all, the most trusted first.
func rank(source landfall.NoticeSource) int {
	return slices.Index([]landfall.NoticeSource{
		landfall.NoticeFromAdmin, landfall.NoticeFromNodeinfo, landfall.NoticeFromHeader, landfall.NoticeFromOperator,
		landfall.NoticeFromAnnouncement, landfall.NoticeFromText, landfall.NoticeFromContact, landfall.NoticeFromReader, landfall.NoticeFromAbsence,
	}, source)
}

// why says what a statement has changed, with its words.
func why(s *Statement, from, to landfall.NoticeState) string {
	said := ""
	if s.Quote != "" {
		said = landfall.Say(" "+itReads, "quote", landfall.Quotation(s.Quote)).String()
	}
	switch {
	case to == landfall.NoticeCancelled:
		return becauseCancelled + said
	case to == landfall.NoticeHandedOver:
		return becauseOthers + said
	case from == "":
		return becauseStated + said
	case from == to:
		return becauseNew + said
	}
	return becauseAnother + said
}
