package web

import (
	"time"

	"landfall"
	"landfall/directory"
	"landfall/web/phrase"
)

// closing is one notice as lists show it.
type closing struct {
	identity
	ID   string
	Path string // of the page of the notice
	closingMark
	// From and To are the days between which the server closes or closed, the same day
	// where one is stated, zero if none is.
	From, To time.Time
	Verb     string    // before the day: "Closes"
	Ended    time.Time // zero if it has not
	Length   fact
	Facts    []fact
	// Source is what the most trusted statement comes from, Seen when it was last there.
	Source string
	Seen   time.Time
}

// closingMark is where a server stands in a few words, with a shape beside them.
type closingMark struct {
	Class string // of the chip
	Shape closingShape
	Word  string
}

// closingShape is drawn beside the word, so that a mark does not rest on colour.
type closingShape int

const (
	shapeHourglass closingShape = iota
	shapeSquare
	shapeTick
)

func noticePath(id string) string { return "/notices/" + id }

// newClosing gathers what lists show of a notice. The server need not be known.
func (s *Site) newClosing(n *landfall.Notice, now time.Time) closing {
	server := s.snapshot().Server(n.Host)
	c := closing{
		ID: n.ID, Path: noticePath(n.ID), closingMark: newClosingMark(n, now), identity: noticeIdentity(n.Host, server),
		From: n.ClosesFrom, To: n.ClosesTo, Ended: n.Ended(), Verb: closingVerb(n, now), Length: lengthFact(n),
	}
	c.Facts = []fact{c.Length, {Label: "Software", Value: "Not known", Unknown: true}, {Label: "Active people", Value: "Not known", Unknown: true}}
	if server != nil {
		if name := server.Facts.Software.Name; name != "" {
			c.Facts[1] = fact{Label: "Software", Value: directory.SoftwareLabel(name)}
		}
		c.Facts[2] = peopleFact("Active people", server.Facts.ActiveMonth)
	}
	if len(n.Statements) > 0 {
		first := n.Statements[0]
		c.Source, c.Seen = phrase.NoticeSource(first.Source), first.LastSeen
	}
	return c
}

func (s *Site) newClosings(list []*landfall.Notice, now time.Time) []closing {
	rows := make([]closing, 0, len(list))
	for _, n := range list {
		rows = append(rows, s.newClosing(n, now))
	}
	return rows
}

// noticeIdentity is what a host is called; of one that was never measured only the name
// is known, and it has no page of its own.
func noticeIdentity(host landfall.Host, server *directory.Server) identity {
	if server != nil {
		return newIdentity(server)
	}
	return identity{Host: host, Name: host.Display(), Domain: host.Display(), Icon: newMonogram(host, "")}
}

func newClosingMark(n *landfall.Notice, now time.Time) closingMark {
	word := phrase.NoticeState(n.State)
	switch {
	case n.State.Gone():
		return closingMark{"", shapeSquare, word}
	case n.State.Ended():
		return closingMark{"speed-good", shapeTick, word}
	case n.ClosesFrom.IsZero():
	case phrase.DaysUntil(n.ClosesFrom, now) >= 0:
		word = "Closes " + phrase.Until(n.ClosesFrom, now)
	default:
		word = "The day has come"
	}
	return closingMark{"notice", shapeHourglass, word}
}

// closingVerb is what is said before the day of a closing, or before the one on which its
// end became known.
func closingVerb(n *landfall.Notice, now time.Time) string {
	switch {
	case n.State == landfall.NoticeCancelled:
		return "Called off, known since "
	case n.State == landfall.NoticeHandedOver:
		return "Handed over, known since "
	case n.State.Gone() && n.ClosesFrom.IsZero():
		return "Gone by "
	case n.State.Gone():
		return "Closed "
	case n.ClosesFrom.IsZero():
		return "The day is not known yet"
	case phrase.DaysUntil(n.ClosesTo, now) < 0:
		return "Was to close "
	}
	return "Closes "
}

func lengthFact(n *landfall.Notice) fact {
	text, known := phrase.NoticeLength(n)
	return fact{Label: "Notice", Value: text, Unknown: !known}
}

// closingBanner says on the pages of a server that it closes or has closed; nil if
// nothing of the kind is known.
type closingBanner struct {
	Path     string
	Gone     bool
	Words    string // before the day
	Dated    bool
	From, To time.Time
}

func newClosingBanner(server *directory.Server, now time.Time) *closingBanner {
	if server == nil || server.Closing == nil {
		return nil
	}
	n := server.Closing
	b := &closingBanner{Path: noticePath(n.ID), Gone: n.State.Gone(), From: n.ClosesFrom, To: n.ClosesTo, Dated: !n.ClosesFrom.IsZero()}
	switch {
	case n.State == landfall.NoticeVanished && !b.Dated:
		b.Words = "This server counts as closed; no notice is known"
	case b.Gone && !b.Dated:
		b.Words = "This server has closed"
	case b.Gone:
		b.Words = "This server closed "
	case !b.Dated:
		b.Words = "This server is closing, on a day that is not known yet"
	case phrase.DaysUntil(n.ClosesTo, now) < 0:
		b.Words = "This server was to close "
	case phrase.DaysUntil(n.ClosesFrom, now) < 0:
		b.Words = "This server closes "
	default:
		b.Words = "This server closes " + phrase.Until(n.ClosesFrom, now) + ": "
	}
	return b
}
