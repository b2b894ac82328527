package web

import (
	"context"
	"slices"
	"time"

	"landfall"
	"landfall/web/chart"
	"landfall/web/phrase"
	"landfall/web/tongue"
)

// uptimeSection is the strip of ninety days and its numbers.
type uptimeSection struct {
	Sentence string
	Strip    chart.Strip
	From, To string
	Rows     []dayRow // days with visits, newest first
	Unknown  string   // visits that our own faults spoilt
	// Gaps are the newest times in which nothing was measured; Unmeasured adds all up.
	Unmeasured string
	Gaps       []string
	CSV        string // the address of the numbers of the strip, empty if there is none
}

// gapsShown is how many gaps are told of one by one.
const gapsShown = 5

// dayRow is one day of a chart's table.
type dayRow struct {
	Date, Machine                     string
	Unmeasured                        string // how long nothing was measured
	Visits, Answered, Share           string
	Samples, Median, Quarter, Slowest string
}

func newUptime(ctx context.Context, sum landfall.Summary, gaps []landfall.Gap, now time.Time) uptimeSection {
	sum.Days = landfall.WithUnmeasured(sum.Days, gaps, sum.Since, now)
	u := uptimeSection{Strip: chart.NewStrip(ctx, sum.Days)}
	u.addGaps(ctx, sum, gaps, now)
	if len(sum.Days) > 0 {
		u.From, u.To = tongue.ShortDate(ctx, sum.Days[0].Date), tongue.ShortDate(ctx, sum.Days[len(sum.Days)-1].Date)
	}
	u.Sentence = uptimeSentence(ctx, sum)
	if sum.Unknown > 0 {
		u.Unknown = tongue.Count(ctx, sum.Unknown, "{n} visit failed through a fault of ours and is not counted.", "{n} visits failed through a fault of ours and are not counted.")
	}
	for _, d := range newestFirst(sum.Days) {
		if d.Visits > 0 || d.Unmeasured > 0 {
			u.Rows = append(u.Rows, dayRow{
				Unmeasured: unmeasured(ctx, d.Unmeasured),
				Date:       tongue.Date(ctx, d.Date), Machine: d.Date.Format(time.DateOnly), Visits: tongue.Number(ctx, d.Visits),
				Answered: tongue.Number(ctx, d.Answered), Share: phrase.Share(ctx, d.Answered, d.Visits),
			})
		}
	}
	return u
}

// addGaps tells of the gaps since the first visit.
func (u *uptimeSection) addGaps(ctx context.Context, sum landfall.Summary, gaps []landfall.Gap, now time.Time) {
	total := time.Duration(0)
	for _, d := range sum.Days {
		total += d.Unmeasured
	}
	if total < time.Minute {
		return
	}
	u.Unmeasured = tongue.Say(ctx, "For {time} of these days nothing was measured, through a fault of ours. What was then is unknown, and counts neither as an answer nor as silence.", "time", phrase.Span(ctx, total))
	for _, gap := range slices.Backward(gaps) {
		ended := gap.Ended
		if ended.IsZero() {
			ended = now
		}
		if len(u.Gaps) == gapsShown || ended.Before(sum.Since) || ended.Before(sum.Days[0].Date) {
			break
		}
		u.Gaps = append(u.Gaps, gapLine(ctx, gap, now))
	}
}

// gapLine says when nothing was measured, for how long and why.
func gapLine(ctx context.Context, gap landfall.Gap, now time.Time) string {
	text, ended := tongue.Mark("{when}, for {time}: {cause}."), gap.Ended
	if ended.IsZero() {
		text, ended = tongue.Mark("{when}, for {time} so far: {cause}."), now
	}
	return tongue.Say(ctx, text, "when", tongue.Moment(ctx, gap.Began), "time", phrase.Span(ctx, ended.Sub(gap.Began)), "cause", phrase.GapPast(ctx, gap.Cause))
}

func unmeasured(ctx context.Context, d time.Duration) string {
	if d < time.Minute {
		return "–"
	}
	return phrase.Span(ctx, d)
}

func uptimeSentence(ctx context.Context, sum landfall.Summary) string {
	if sum.Visits == 0 {
		return tongue.Say(ctx, "No visits yet.")
	}
	troubled, full := 0, true
	for _, d := range sum.Days {
		full = full && d.Unmeasured < time.Minute
		if state := chart.StateOf(d); state == chart.StatePartial || state == chart.StateSilent {
			troubled++
		}
	}
	args := []any{"share", phrase.Share(ctx, sum.Answered, sum.Visits), "day", tongue.Date(ctx, sum.Since)}
	switch {
	case sum.Answered == 0:
		return tongue.Count(ctx, sum.Visits, "No answer to {n} visit since {day}.", "No answer to {n} visits since {day}.", args...)
	case troubled > 0:
		args = append(args, "days", tongue.Count(ctx, troubled, "on {n} day", "on {n} days"))
		return tongue.Count(ctx, sum.Visits, "{share} of {n} visit answered since {day}; {days} some were not.", "{share} of {n} visits answered since {day}; {days} some were not.", args...)
	case full:
		return tongue.Count(ctx, sum.Visits, "{share} of {n} visit answered since {day}, every day in full.", "{share} of {n} visits answered since {day}, every day in full.", args...)
	}
	return tongue.Count(ctx, sum.Visits, "{share} of {n} visit answered since {day}.", "{share} of {n} visits answered since {day}.", args...)
}

func newestFirst(days []landfall.Day) []landfall.Day {
	turned := slices.Clone(days)
	slices.Reverse(turned)
	return turned
}
