package api

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"landfall"
	"landfall/directory"
)

// closingDays returns the days between which a host closes or was to close: those of the
// notice, or the last day that it once had. ok is false if it never had one.
func closingDays(n *landfall.Notice) (from, to time.Time, ok bool) {
	if !n.ClosesFrom.IsZero() && !n.ClosesTo.Before(n.ClosesFrom) {
		return n.ClosesFrom, n.ClosesTo, true
	}
	for _, e := range slices.Backward(n.Events) {
		if !e.ClosesTo.IsZero() {
			return e.ClosesTo, e.ClosesTo, true
		}
	}
	return time.Time{}, time.Time{}, false
}

// noticeTitle says in a sentence without a full stop how a closing stands.
func noticeTitle(n *landfall.Notice, host string) string {
	switch n.State {
	case landfall.NoticeCancelled:
		return host + " does not close after all"
	case landfall.NoticeHandedOver:
		return host + " goes on in other hands"
	case landfall.NoticeVanished:
		return host + " has gone, and no notice is known"
	case landfall.NoticeClosed:
		if n.ClosesFrom.IsZero() {
			return host + " has closed"
		}
		return host + " closed " + span(n)
	case landfall.NoticeReported, landfall.NoticeConfirmed, landfall.NoticeCounting, landfall.NoticeRetracted, landfall.NoticeMerged:
	}
	if n.ClosesFrom.IsZero() {
		return host + " closes, on a day that is not known"
	}
	return host + " closes " + span(n)
}

func span(n *landfall.Notice) string {
	if from, to := longDay(n.ClosesFrom), longDay(n.ClosesTo); from != to {
		return "between " + from + " and " + to
	}
	return "on " + longDay(n.ClosesFrom)
}

// noticeText says what is known of a closing: how long beforehand it was announced, the last
// event, and each statement with its words and address, a line each. Nothing invisible is
// in it.
func noticeText(n *landfall.Notice) string {
	var lines []string
	if length := lengthSentence(n); length != "" {
		lines = append(lines, length)
	}
	if len(n.Events) > 0 {
		last := n.Events[len(n.Events)-1]
		lines = append(lines, longDay(last.At)+": "+directory.Visible(last.Why))
	}
	for i := range n.Statements {
		s := &n.Statements[i]
		line := sourceLabel(s.Source)
		if s.Quote != "" {
			line += ": “" + directory.Visible(s.Quote) + "”"
		}
		if s.URL != "" {
			line += " " + directory.Visible(s.URL)
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

// lengthSentence says how long the notice is beside the three months of the Mastodon Server
// Covenant, by days or by the calendar; "" of what vanished or stays.
func lengthSentence(n *landfall.Notice) string {
	if !n.State.Closing() && n.State != landfall.NoticeClosed {
		return ""
	}
	days, known := n.Days()
	kept, _ := n.ThreeMonths()
	switch {
	case n.Announced.IsZero():
		return "When it was announced is not known."
	case !known:
		return "Announced on " + longDay(n.Announced) + "."
	case days < 0:
		return "Announced on " + longDay(n.Announced) + ", after it had closed."
	}
	count := fmt.Sprintf("%d days", days)
	if days == 1 {
		count = "1 day"
	}
	sentence := "Announced on " + longDay(n.Announced) + ": " + count + " of notice"
	if kept || days >= landfall.CovenantDays {
		return sentence + ", as the Mastodon Server Covenant asks."
	}
	return sentence + "; the Mastodon Server Covenant asks for three months."
}

func sourceLabel(source landfall.NoticeSource) string {
	switch source {
	case landfall.NoticeFromAdmin:
		return "Its admin, here"
	case landfall.NoticeFromNodeinfo:
		return "Its nodeinfo document"
	case landfall.NoticeFromHeader:
		return "Its Sunset header"
	case landfall.NoticeFromOperator:
		return "Entered by hand"
	case landfall.NoticeFromAnnouncement:
		return "An announcement on it"
	case landfall.NoticeFromText:
		return "Its own texts"
	case landfall.NoticeFromContact:
		return "A pinned post of its contact account"
	case landfall.NoticeFromReader:
		return "A reader’s link"
	case landfall.NoticeFromAbsence:
		return "It says that it is gone, or its name is no more"
	}
	return string(source)
}

func longDay(t time.Time) string { return t.UTC().Format("2 January 2006") }
