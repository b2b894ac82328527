package phrase

import (
	"strconv"
	"time"

	"landfall"
)

// NoticeState says in a word or two where a closing stands.
func NoticeState(s landfall.NoticeState) string {
	switch s {
	case landfall.NoticeConfirmed:
		return "Closing, no day yet"
	case landfall.NoticeCounting:
		return "Closing"
	case landfall.NoticeClosed:
		return "Closed kindly"
	case landfall.NoticeVanished:
		return "Gone, no notice known"
	case landfall.NoticeCancelled:
		return "Stays after all"
	case landfall.NoticeHandedOver:
		return "In other hands"
	case landfall.NoticeReported, landfall.NoticeRetracted, landfall.NoticeMerged:
	}
	return "Not confirmed"
}

// NoticeSource says who or what a statement comes from: "an announcement of the server".
func NoticeSource(s landfall.NoticeSource) string {
	switch s {
	case landfall.NoticeFromAdmin:
		return "the server’s admin, here"
	case landfall.NoticeFromNodeinfo:
		return "a document that the server has for programs"
	case landfall.NoticeFromHeader:
		return "a header of the server’s answers (Sunset)"
	case landfall.NoticeFromOperator:
		return "whoever runs this site"
	case landfall.NoticeFromAnnouncement:
		return "an announcement of the server"
	case landfall.NoticeFromText:
		return "a text of the server about itself"
	case landfall.NoticeFromContact:
		return "a post of the server’s contact account"
	case landfall.NoticeFromReader:
		return "a reader who gave a link"
	case landfall.NoticeFromAbsence:
		return "the server’s own absence"
	}
	return "a source without a name"
}

// NoticeBy says whose doing an event of a notice was: a source, the passing of time, or
// the operator.
func NoticeBy(by string) string {
	switch by {
	case "clock":
		return "the passing of time"
	case "operator":
		return "whoever runs this site"
	}
	return NoticeSource(landfall.NoticeSource(by))
}

// NoticeLength says how long before its end a closing is or was made known, and how that
// stands to three months; known is false if that cannot be told.
func NoticeLength(n *landfall.Notice) (text string, known bool) {
	days, known := n.Days()
	kept, _ := n.ThreeMonths()
	switch {
	case n.State == landfall.NoticeVanished:
		return "No notice is known", false
	case n.Announced.IsZero():
		return "The day of the announcement is not known", false
	case !known:
		return "No day for the end is known", false
	case days <= 0:
		return "None: announced as it ended", true
	case kept:
		return Of(days, "day", "days") + ": three months or more", true
	case days >= landfall.CovenantDays:
		return Of(days, "day", "days") + ": a little short of three months by the calendar", true
	}
	return Of(days, "day", "days") + ": shorter than three months", true
}

// Days returns a number of days that may be a half: "41 days", "41.5 days".
func Days(days float64) string {
	if days == 1 {
		return "1 day"
	}
	return strconv.FormatFloat(days, 'f', -1, 64) + " days"
}

// Until says how many days of the calendar, in UTC, a day is away: "in 41 days",
// "tomorrow", "today", "yesterday", "3 days ago".
func Until(day, now time.Time) string {
	switch days := DaysUntil(day, now); {
	case days > 1:
		return "in " + Of(days, "day", "days")
	case days == 1:
		return "tomorrow"
	case days == 0:
		return "today"
	case days == -1:
		return "yesterday"
	default:
		return Of(-days, "day", "days") + " ago"
	}
}

// DaysUntil is how many days of the calendar, in UTC, a day is away; less than 0 if it is
// past.
func DaysUntil(day, now time.Time) int {
	const aDay = 24 * time.Hour
	return int(day.UTC().Truncate(aDay).Sub(now.UTC().Truncate(aDay)) / aDay)
}
