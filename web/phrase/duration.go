package phrase

import (
	"context"
	"time"

	"landfall/web/tongue"
)

// Duration returns a response time as people say it: "212 ms" below a second,
// "1.4 s" above, "under 1 ms" for less than can be told.
func Duration(ctx context.Context, d time.Duration) string {
	switch ms := d.Round(time.Millisecond).Milliseconds(); {
	case ms < 1:
		return tongue.Say(ctx, "under 1 ms")
	case ms < 1000:
		return tongue.Say(ctx, "{n} ms", "n", ms)
	}
	return tongue.Say(ctx, "{n} s", "n", short(ctx, d.Seconds()))
}

// Span returns a length of time in the largest unit it fills, rounded down:
// "12 min", "5 h", "2 days".
func Span(ctx context.Context, d time.Duration) string {
	switch {
	case d < time.Minute:
		return tongue.Say(ctx, "less than a minute")
	case d < time.Hour:
		return tongue.Say(ctx, "{n} min", "n", int(d/time.Minute))
	case d < 48*time.Hour:
		return tongue.Say(ctx, "{n} h", "n", int(d/time.Hour))
	}
	return tongue.Count(ctx, int(d/(24*time.Hour)), "{n} day", "{n} days")
}

// Ago returns how long before now a moment was: "just now", "12 min ago",
// "3 days ago". A moment in the future, which only a wrong clock makes, is "just
// now".
func Ago(ctx context.Context, at, now time.Time) string {
	switch d := now.Sub(at); {
	case d < time.Minute:
		return tongue.Say(ctx, "just now")
	case d < time.Hour:
		return tongue.Say(ctx, "{n} min ago", "n", int(d/time.Minute))
	case d < 48*time.Hour:
		return tongue.Say(ctx, "{n} h ago", "n", int(d/time.Hour))
	default:
		return tongue.Count(ctx, int(d/(24*time.Hour)), "{n} day ago", "{n} days ago")
	}
}

// In returns how long after now a moment will be: "in 12 min", "within a minute" also
// of one that is past, for what is due.
func In(ctx context.Context, at, now time.Time) string {
	switch d := at.Sub(now); {
	case d < time.Minute:
		return tongue.Say(ctx, "within a minute")
	case d < time.Hour:
		return tongue.Say(ctx, "in {n} min", "n", int(d/time.Minute))
	case d < 48*time.Hour:
		return tongue.Say(ctx, "in {n} h", "n", int(d/time.Hour))
	default:
		return tongue.Count(ctx, int(d/(24*time.Hour)), "in {n} day", "in {n} days")
	}
}

// MachineDay returns the UTC day for a datetime attribute.
func MachineDay(at time.Time) string { return at.UTC().Format(time.DateOnly) }

// Machine returns the moment for a datetime attribute.
func Machine(at time.Time) string { return at.UTC().Format(time.RFC3339) }
