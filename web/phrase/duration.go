package phrase

import (
	"strconv"
	"time"
)

// Duration returns a response time as people say it: "212 ms" below a second,
// "1.4 s" above, "under 1 ms" for less than can be told.
func Duration(d time.Duration) string {
	switch ms := d.Round(time.Millisecond).Milliseconds(); {
	case ms < 1:
		return "under 1 ms"
	case ms < 1000:
		return strconv.FormatInt(ms, 10) + " ms"
	}
	return short(d.Seconds()) + " s"
}

// Span returns a length of time in the largest unit it fills, rounded down:
// "12 min", "5 h", "2 days".
func Span(d time.Duration) string {
	switch {
	case d < time.Minute:
		return "less than a minute"
	case d < time.Hour:
		return strconv.Itoa(int(d/time.Minute)) + " min"
	case d < 48*time.Hour:
		return strconv.Itoa(int(d/time.Hour)) + " h"
	}
	return Of(int(d/(24*time.Hour)), "day", "days")
}

// Ago returns how long before now a moment was: "just now", "12 min ago",
// "3 days ago". A moment in the future, which only a wrong clock makes, is "just
// now".
func Ago(at, now time.Time) string {
	if age := now.Sub(at); age >= time.Minute {
		return Span(age) + " ago"
	}
	return "just now"
}

// Date returns the UTC day: "5 Oct 2026".
func Date(at time.Time) string { return at.UTC().Format("2 Jan 2006") }

// LongDate returns the UTC day in full: "5 October 2026".
func LongDate(at time.Time) string { return at.UTC().Format("2 January 2006") }

// MachineDay returns the UTC day for a datetime attribute.
func MachineDay(at time.Time) string { return at.UTC().Format(time.DateOnly) }

// ShortDate returns the UTC day without its year: "5 Oct".
func ShortDate(at time.Time) string { return at.UTC().Format("2 Jan") }

// Moment returns the UTC minute: "5 Oct 2026, 09:40 UTC".
func Moment(at time.Time) string { return at.UTC().Format("2 Jan 2006, 15:04 UTC") }

// Machine returns the moment for a datetime attribute.
func Machine(at time.Time) string { return at.UTC().Format(time.RFC3339) }
