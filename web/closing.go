package web

import (
	"context"
	"time"

	"landfall"
	"landfall/directory"
	"landfall/web/phrase"
	"landfall/web/tongue"
)

// closing is one notice as lists show it.
type closing struct {
	identity
	ID   string
	Path string // of the page of the notice
	closingMark
	Ended  time.Time // zero if it has not
	Line   dated     // when it closes or closed
	Length fact
	Facts  []fact
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
func (s *Site) newClosing(ctx context.Context, n *landfall.Notice, now time.Time) closing {
	server := s.snapshot().Server(n.Host)
	c := closing{
		ID: n.ID, Path: noticePath(n.ID), closingMark: newClosingMark(ctx, n, now), identity: noticeIdentity(n.Host, server),
		Ended: n.Ended(), Line: closingLine(n, now), Length: lengthFact(ctx, n),
	}
	c.Facts = []fact{c.Length, {Label: tongue.Say(ctx, "Software"), Value: tongue.Say(ctx, "Not known"), Unknown: true}, {Label: tongue.Say(ctx, "Active people"), Value: tongue.Say(ctx, "Not known"), Unknown: true}}
	if server != nil {
		if name := server.Facts.Software.Name; name != "" {
			c.Facts[1] = fact{Label: tongue.Say(ctx, "Software"), Value: directory.SoftwareLabel(name)}
		}
		c.Facts[2] = peopleFact(ctx, tongue.Say(ctx, "Active people"), server.Facts.ActiveMonth)
	}
	if len(n.Statements) > 0 {
		first := n.Statements[0]
		c.Source, c.Seen = phrase.NoticeSource(ctx, first.Source), first.LastSeen
	}
	return c
}

func (s *Site) newClosings(ctx context.Context, list []*landfall.Notice, now time.Time) []closing {
	rows := make([]closing, 0, len(list))
	for _, n := range list {
		rows = append(rows, s.newClosing(ctx, n, now))
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

func newClosingMark(ctx context.Context, n *landfall.Notice, now time.Time) closingMark {
	word := phrase.NoticeState(ctx, n.State)
	switch {
	case n.State.Gone():
		return closingMark{"", shapeSquare, word}
	case n.State.Ended():
		return closingMark{"speed-good", shapeTick, word}
	case n.ClosesFrom.IsZero():
	case phrase.DaysUntil(n.ClosesFrom, now) >= 0:
		word = tongue.Say(ctx, "Closes {when}", "when", phrase.Until(ctx, n.ClosesFrom, now))
	default:
		word = tongue.Say(ctx, "The day has come")
	}
	return closingMark{"notice", shapeHourglass, word}
}

// closingLine says when a server closes or closed, or when its end became known.
func closingLine(n *landfall.Notice, now time.Time) dated {
	switch ended := n.Ended(); {
	case n.State == landfall.NoticeCancelled:
		return dated{One: tongue.Mark("Called off, known since {day}"), From: ended}
	case n.State == landfall.NoticeHandedOver:
		return dated{One: tongue.Mark("Handed over, known since {day}"), From: ended}
	case n.State.Gone() && n.ClosesFrom.IsZero():
		return dated{One: tongue.Mark("Gone by {day}"), From: ended}
	case n.State.Gone():
		return dated{One: tongue.Mark("Closed {day}"), Between: tongue.Mark("Closed between {from} and {to}"), From: n.ClosesFrom, To: n.ClosesTo}
	case n.ClosesFrom.IsZero():
		return dated{One: tongue.Mark("The day is not known yet")}
	case phrase.DaysUntil(n.ClosesTo, now) < 0:
		return dated{One: tongue.Mark("Was to close {day}"), Between: tongue.Mark("Was to close between {from} and {to}"), From: n.ClosesFrom, To: n.ClosesTo}
	}
	return dated{One: tongue.Mark("Closes {day}"), Between: tongue.Mark("Closes between {from} and {to}"), From: n.ClosesFrom, To: n.ClosesTo}
}

func lengthFact(ctx context.Context, n *landfall.Notice) fact {
	text, known := phrase.NoticeLength(ctx, n)
	return fact{Label: tongue.Say(ctx, "Notice"), Value: text, Unknown: !known}
}

// closingBanner says on the pages of a server that it closes or has closed; nil if
// nothing of the kind is known.
type closingBanner struct {
	Path string
	Gone bool
	Line dated
}

func newClosingBanner(ctx context.Context, server *directory.Server, now time.Time) *closingBanner {
	if server == nil || server.Closing == nil {
		return nil
	}
	n := server.Closing
	return &closingBanner{noticePath(n.ID), n.State.Gone(), bannerLine(ctx, n, now)}
}

func bannerLine(ctx context.Context, n *landfall.Notice, now time.Time) dated {
	known := !n.ClosesFrom.IsZero()
	line := dated{From: n.ClosesFrom, To: n.ClosesTo}
	switch gone := n.State.Gone(); {
	case n.State == landfall.NoticeVanished && !known:
		line.One = tongue.Mark("This server counts as closed; no notice is known")
	case gone && !known:
		line.One = tongue.Mark("This server has closed")
	case gone:
		line.One, line.Between = tongue.Mark("This server closed {day}"), tongue.Mark("This server closed between {from} and {to}")
	case !known:
		line.One = tongue.Mark("This server is closing, on a day that is not known yet")
	case phrase.DaysUntil(n.ClosesTo, now) < 0:
		line.One, line.Between = tongue.Mark("This server was to close {day}"), tongue.Mark("This server was to close between {from} and {to}")
	case phrase.DaysUntil(n.ClosesFrom, now) < 0:
		line.One, line.Between = tongue.Mark("This server closes {day}"), tongue.Mark("This server closes between {from} and {to}")
	default:
		line.One, line.Between = tongue.Mark("This server closes {when}: {day}"), tongue.Mark("This server closes {when}: between {from} and {to}")
		line.When = phrase.Until(ctx, n.ClosesFrom, now)
	}
	return line
}
