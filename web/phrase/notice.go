package phrase

import (
	"context"
	"time"

	"landfall"
	"landfall/web/tongue"
)

// NoticeState says in a word or two where a closing stands.
func NoticeState(ctx context.Context, s landfall.NoticeState) string {
	switch s {
	case landfall.NoticeConfirmed:
		return tongue.Say(ctx, "Closing, no day yet")
	case landfall.NoticeCounting:
		return tongue.Say(ctx, "Closing")
	case landfall.NoticeClosed:
		return tongue.Say(ctx, "Closed with notice")
	case landfall.NoticeVanished:
		return tongue.Say(ctx, "Gone, no notice known")
	case landfall.NoticeCancelled:
		return tongue.Say(ctx, "Stays after all")
	case landfall.NoticeHandedOver:
		return tongue.Say(ctx, "In other hands")
	case landfall.NoticeReported:
		return tongue.Say(ctx, "Reported")
	case landfall.NoticeRetracted:
		return tongue.Say(ctx, "Retracted")
	case landfall.NoticeMerged:
		return tongue.Say(ctx, "Merged")
	}
	return tongue.Say(ctx, "Not known")
}

// NoticeSource says who or what a statement comes from: "an announcement of the server".
func NoticeSource(ctx context.Context, s landfall.NoticeSource) string {
	switch s {
	case landfall.NoticeFromAdmin:
		return tongue.Say(ctx, "the server’s admin, here")
	case landfall.NoticeFromNodeinfo:
		return tongue.Say(ctx, "a file that the server publishes for programs")
	case landfall.NoticeFromHeader:
		return tongue.Say(ctx, "a header of the server’s answers (Sunset)")
	case landfall.NoticeFromOperator:
		return tongue.Say(ctx, "whoever runs this site")
	case landfall.NoticeFromAnnouncement:
		return tongue.Say(ctx, "an announcement of the server")
	case landfall.NoticeFromText:
		return tongue.Say(ctx, "a text of the server about itself")
	case landfall.NoticeFromContact:
		return tongue.Say(ctx, "a post of the server’s contact account")
	case landfall.NoticeFromReader:
		return tongue.Say(ctx, "a reader who gave a link")
	case landfall.NoticeFromAbsence:
		return tongue.Say(ctx, "the server’s own absence")
	}
	return tongue.Say(ctx, "a source without a name")
}

// NoticeBy says whose doing an event of a notice was: a source, the passing of time, or
// the operator.
func NoticeBy(ctx context.Context, by string) string {
	switch by {
	case "clock":
		return tongue.Say(ctx, "the passing of time")
	case "operator":
		return tongue.Say(ctx, "whoever runs this site")
	}
	return NoticeSource(ctx, landfall.NoticeSource(by))
}

// NoticeLength says how long before its end a closing is or was made known, and how that
// stands to three months; known is false if that cannot be told.
func NoticeLength(ctx context.Context, n *landfall.Notice) (text string, known bool) {
	days, known := n.Days()
	kept, _ := n.ThreeMonths()
	switch {
	case n.State == landfall.NoticeVanished:
		return tongue.Say(ctx, "No notice is known"), false
	case n.Announced.IsZero():
		return tongue.Say(ctx, "The day of the announcement is not known"), false
	case !known:
		return tongue.Say(ctx, "No day for the end is known"), false
	case days <= 0:
		return tongue.Say(ctx, "None: announced as it ended"), true
	case kept:
		return tongue.Count(ctx, days, "{n} day: three months or more", "{n} days: three months or more"), true
	case days >= landfall.CovenantDays:
		return tongue.Count(ctx, days, "{n} day: just short of three months", "{n} days: just short of three months"), true
	}
	return tongue.Count(ctx, days, "{n} day: shorter than three months", "{n} days: shorter than three months"), true
}

// Days returns a number of days that may be a half: "41 days", "41.5 days".
func Days(ctx context.Context, days float64) string {
	if whole := int(days); float64(whole) == days {
		return tongue.Count(ctx, whole, "{n} day", "{n} days")
	}
	return tongue.Say(ctx, "fraction|{n} days", "n", tongue.Decimal(ctx, days, 1))
}

// Until says how many days of the calendar, in UTC, a day is away: "in 41 days",
// "tomorrow", "today", "yesterday", "3 days ago".
func Until(ctx context.Context, day, now time.Time) string {
	switch days := DaysUntil(day, now); {
	case days > 1:
		return tongue.Count(ctx, days, "in {n} day", "in {n} days")
	case days == 1:
		return tongue.Say(ctx, "tomorrow")
	case days == 0:
		return tongue.Say(ctx, "today")
	case days == -1:
		return tongue.Say(ctx, "yesterday")
	default:
		return tongue.Count(ctx, -days, "{n} day ago", "{n} days ago")
	}
}

// DaysUntil is how many days of the calendar, in UTC, a day is away; less than 0 if it is
// past.
func DaysUntil(day, now time.Time) int {
	const aDay = 24 * time.Hour
	return int(day.UTC().Truncate(aDay).Sub(now.UTC().Truncate(aDay)) / aDay)
}
