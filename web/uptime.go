package web

import (
	"slices"
	"time"

	"landfall"
	"landfall/web/chart"
	"landfall/web/phrase"
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

func newUptime(sum landfall.Summary, gaps []landfall.Gap, now time.Time) uptimeSection {
	sum.Days = landfall.WithUnmeasured(sum.Days, gaps, sum.Since, now)
	u := uptimeSection{Strip: chart.NewStrip(sum.Days)}
	u.addGaps(sum, gaps, now)
	if len(sum.Days) > 0 {
		u.From, u.To = phrase.ShortDate(sum.Days[0].Date), phrase.ShortDate(sum.Days[len(sum.Days)-1].Date)
	}
	u.Sentence = uptimeSentence(sum)
	if sum.Unknown > 0 {
		u.Unknown = phrase.Of(sum.Unknown, "visit", "visits") + " failed through a fault of ours and " +
			plural(sum.Unknown, "is", "are") + " not counted."
	}
	for _, d := range newestFirst(sum.Days) {
		if d.Visits > 0 || d.Unmeasured > 0 {
			u.Rows = append(u.Rows, dayRow{
				Unmeasured: unmeasured(d.Unmeasured),
				Date:       phrase.Date(d.Date), Machine: d.Date.Format(time.DateOnly), Visits: phrase.Number(d.Visits),
				Answered: phrase.Number(d.Answered), Share: phrase.Share(d.Answered, d.Visits),
			})
		}
	}
	return u
}

// addGaps tells of the gaps since the first visit.
func (u *uptimeSection) addGaps(sum landfall.Summary, gaps []landfall.Gap, now time.Time) {
	total := time.Duration(0)
	for _, d := range sum.Days {
		total += d.Unmeasured
	}
	if total < time.Minute {
		return
	}
	u.Unmeasured = "For " + phrase.Span(total) + " of these days nothing was measured, through a fault of ours. What was then is unknown, and counts neither as an answer nor as silence."
	for _, gap := range slices.Backward(gaps) {
		ended := gap.Ended
		if ended.IsZero() {
			ended = now
		}
		if len(u.Gaps) == gapsShown || ended.Before(sum.Since) || ended.Before(sum.Days[0].Date) {
			break
		}
		text := phrase.Moment(gap.Began) + ", for " + phrase.Span(ended.Sub(gap.Began))
		if gap.Ended.IsZero() {
			text += " so far"
		}
		u.Gaps = append(u.Gaps, text+": "+phrase.GapPast(gap.Cause)+".")
	}
}

func unmeasured(d time.Duration) string {
	if d < time.Minute {
		return "–"
	}
	return phrase.Span(d)
}

func uptimeSentence(sum landfall.Summary) string {
	if sum.Visits == 0 {
		return "No visits yet."
	}
	troubled, full := 0, ", every day in full."
	for _, d := range sum.Days {
		if d.Unmeasured >= time.Minute {
			full = "."
		}
		if state := chart.StateOf(d); state == chart.StatePartial || state == chart.StateSilent {
			troubled++
		}
	}
	if sum.Answered == 0 {
		return "No answer to " + phrase.Of(sum.Visits, "visit", "visits") + " since " + phrase.Date(sum.Since) + "."
	}
	text := phrase.Share(sum.Answered, sum.Visits) + " of " + phrase.Of(sum.Visits, "visit", "visits") + " answered since " + phrase.Date(sum.Since)
	switch troubled {
	case 0:
		return text + full
	default:
		return text + "; on " + phrase.Of(troubled, "day", "days") + " some were not."
	}
}

func newestFirst(days []landfall.Day) []landfall.Day {
	turned := slices.Clone(days)
	slices.Reverse(turned)
	return turned
}
