package web

import (
	"context"
	"net/http"
	"slices"
	"time"

	"github.com/gin-gonic/gin"

	"landfall"
	"landfall/directory"
	outlines "landfall/directory/place/world"
	"landfall/web/phrase"
	"landfall/web/tongue"
)

// statusPage is how this installation itself is doing.
type statusPage struct {
	frame
	Good    bool
	Verdict string
	Facts   []fact
	Day     []fact // the last day that is over
	DayName string // "" if no day is in the record
	Gaps    gapList
}

// gapList is when nothing was measured.
type gapList struct {
	Sentence string
	Lines    []string // the last ones, newest first
	More     int      // how many are not among them
}

// statusDays is the period of the gaps, statusGaps how many are told of one by one.
const (
	statusDays = 90
	statusGaps = 20
)

func (s *Site) status(c *gin.Context) error {
	ctx := c.Request.Context()
	f := s.frame(ctx, "/status", tongue.Say(ctx, "Status of this site"), tongue.Say(ctx, "Whether this installation of Landfall measures just now, how old what it shows is, and when it measured nothing."))
	snapshot := s.snapshot()
	page := statusPage{frame: f, Gaps: newGapList(ctx, s.deps.Directory.Unmeasured(), f.Now)}
	page.Verdict, page.Good = statusVerdict(ctx, &f)
	page.Facts = s.statusFacts(ctx, snapshot, f.Now)
	if days := snapshot.Chronicle().Days; len(days) > 0 {
		last := &days[len(days)-1]
		page.DayName, page.Day = tongue.Date(ctx, last.Date), dayFacts(ctx, last)
	}
	return s.render(c, http.StatusOK, statusTempl(page))
}

// statusVerdict says in a sentence how it is going.
func statusVerdict(ctx context.Context, f *frame) (text string, good bool) {
	switch {
	case !f.Stalled.IsZero():
		return tongue.Say(ctx, "The databases cannot be read: pages show what was known before."), false
	case f.Paused:
		return tongue.Say(ctx, "Measurements are paused because {cause}.", "cause", phrase.GapCause(ctx, f.Gap.Cause)), false
	case f.Newest.IsZero():
		return tongue.Say(ctx, "Nothing measured yet."), false
	case f.Late:
		return tongue.Say(ctx, "Measurements are late: the newest is {age} old.", "age", phrase.Span(ctx, f.Now.Sub(f.Newest))), false
	}
	return tongue.Say(ctx, "Measuring: the newest visit was {when}.", "when", phrase.Ago(ctx, f.Newest, f.Now)), true
}

func (s *Site) statusFacts(ctx context.Context, snapshot *directory.Snapshot, now time.Time) []fact {
	t := snapshot.Totals()
	newest := fact{Label: tongue.Say(ctx, "Newest visit"), Value: tongue.Say(ctx, "None yet"), Unknown: true}
	if !t.Newest.IsZero() {
		newest = fact{Label: newest.Label, Value: tongue.Moment(ctx, t.Newest)}
	}
	days := snapshot.Chronicle().Days
	record := fact{Label: tongue.Say(ctx, "Past days that charts know"), Value: tongue.Number(ctx, len(days)), Unknown: len(days) == 0}
	located := 0
	for server := range snapshot.Listed() {
		if !server.Reading.Hosting.IsZero() {
			located++
		}
	}
	land := tongue.Say(ctx, "Built in")
	if outlines.Default().Land() == "" {
		land = tongue.Say(ctx, "Missing: maps show dots")
	}
	return []fact{
		newest,
		{Label: tongue.Say(ctx, "What pages show is as of"), Value: tongue.Say(ctx, "{when} ({ago})", "when", tongue.Moment(ctx, t.At), "ago", phrase.Ago(ctx, t.At, now))},
		{Label: tongue.Say(ctx, "Each server is looked at"), Value: phrase.Every(ctx, s.cfg.VisitEvery)},
		{Label: tongue.Say(ctx, "Hosts heard of"), Value: tongue.Number(ctx, t.Known)},
		{Label: tongue.Say(ctx, "Servers listed"), Value: tongue.Number(ctx, t.Listed)},
		record,
		{Label: tongue.Say(ctx, "Hosting known of"), Value: tongue.Count(ctx, located, "{n} server", "{n} servers"), Unknown: located == 0},
		{Label: tongue.Say(ctx, "Outlines of countries"), Value: land},
		{Label: tongue.Say(ctx, "Version"), Value: s.cfg.Version},
	}
}

// dayFacts are what was measured on one day.
func dayFacts(ctx context.Context, d *landfall.NetworkDay) []fact {
	return []fact{
		{Label: tongue.Say(ctx, "Servers visited"), Value: tongue.Number(ctx, d.Visited)},
		{Label: tongue.Say(ctx, "Visits"), Value: tongue.Number(ctx, d.Visits)},
		{Label: tongue.Say(ctx, "Answered"), Value: shareOf(ctx, d.Answered, d.Visits), Unknown: d.Visits == 0},
		{Label: tongue.Say(ctx, "Failed through our own fault"), Value: tongue.Number(ctx, d.Unknown)},
	}
}

// newGapList tells when nothing was measured, within [statusDays].
func newGapList(ctx context.Context, gaps []landfall.Gap, now time.Time) gapList {
	since, total, count := now.AddDate(0, 0, -statusDays), time.Duration(0), 0
	var list gapList
	for _, gap := range slices.Backward(gaps) {
		began, ended := gap.Began, gap.Ended
		if ended.IsZero() {
			ended = now
		}
		if !ended.After(since) {
			break
		}
		if began.Before(since) {
			began = since
		}
		total, count = total+ended.Sub(began), count+1
		if len(list.Lines) == statusGaps {
			list.More++
			continue
		}
		list.Lines = append(list.Lines, gapLine(ctx, gap, now))
	}
	list.Sentence = tongue.Say(ctx, "None is known of the last 90 days.")
	if count > 0 {
		list.Sentence = tongue.Count(ctx, count, "{n} time in the last 90 days, {time} in all. It says nothing of any server, and counts neither as an answer nor as silence.",
			"{n} times in the last 90 days, {time} in all. They say nothing of any server, and count neither as answers nor as silence.", "time", phrase.Span(ctx, total))
	}
	return list
}
