package web

import (
	"context"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"landfall"
	"landfall/directory"
	"landfall/directory/past"
	"landfall/web/chart"
	"landfall/web/tongue"
)

// speedPage is how fast a server was in a period, and among servers like it.
type speedPage struct {
	frame
	serverTop
	Notes   []directory.Note
	Periods []viewLink
	// Partial is set if the history could not be read just now.
	Partial  bool
	Measured bool
	Facts    []fact
	Newest   seen // when the newest measurement was, and from where
	Pace     paceView
	Band     chart.Band
	Phases   chart.Phases
	HasPhase bool
	Place    string
	Places   []placeRow
	Over     string // of which time the places and hours are
	Hours    chart.Heat
	HasHours bool
	// Files are the addresses of the numbers of each part.
	Files speedFiles
}

// speedFiles are the addresses of the numbers of each chart, as CSV.
type speedFiles struct{ Days, Phases, Places, Hours string }

// speed answers /s/{host}/speed.
func (s *Site) speed(c *gin.Context) error {
	server, err := s.answeredAt(c, tabSpeed)
	if server == nil {
		return err
	}
	ctx := c.Request.Context()
	period, notes := periodAsked(ctx, c.Request.URL.Query())
	page := s.newSpeedPage(ctx, server, period)
	page.Notes = notes
	return s.render(c, http.StatusOK, speedTempl(page))
}

func (s *Site) newSpeedPage(ctx context.Context, server *directory.Server, period past.Period) speedPage {
	id := newIdentity(server)
	path := func(p past.Period) string { return speedPath(server.Host, "", p) }
	f := s.frame(ctx, path(period), tongue.Say(ctx, "Speed of {server}", "server", id.Domain),
		tongue.Say(ctx, "How fast {server} answers: by day, by hour of the week, from where, and beside similar servers.", "server", id.Domain))
	f.Here, f.NoIndex = "/servers", hiddenSubPage(server, f.Now) || period != past.Quarter
	f.JSONAlternative, f.Twins = speedPath(server.Host, ".json", period), tableTwins(func(ending string) string { return speedPath(server.Host, ending, period) })
	page := speedPage{
		frame: f, serverTop: s.newServerTop(ctx, server, server.Summary, tabSpeed),
		Periods: periods(ctx, period, path), Pace: s.newPace(ctx, server), Files: newSpeedFiles(server.Host, period),
	}
	speed, err := s.deps.Past.Speed(ctx, server.Host, period)
	if err != nil {
		s.deps.Logger.WarnContext(ctx, "page shown without its history", "host", server.Host, "error", err)
		page.Partial = true
		return page
	}
	page.fill(ctx, &speed)
	return page
}

// hiddenSubPage reports whether search engines should pass the pages of a server by.
func hiddenSubPage(server *directory.Server, now time.Time) bool {
	return server.Unlisted(now) == directory.UnlistedSingleUser
}

// quarter is the usual period, also where a history is called past.
const quarter = past.Quarter

func newSpeedFiles(host landfall.Host, period past.Period) speedFiles {
	file := func(part string) string {
		path := tabSpeed.path(host) + ".csv?part=" + part
		if period != past.Quarter {
			path += "&" + keyPeriod + "=" + string(period)
		}
		return path
	}
	return speedFiles{Days: speedPath(host, ".csv", period), Phases: file("phases"), Places: file("places"), Hours: file("hours")}
}

func (p *speedPage) fill(ctx context.Context, speed *past.Speed) {
	sum := &speed.Summary
	p.Measured = sum.Click.N > 0 || sum.First.N > 0
	if !p.Measured {
		return
	}
	p.Facts = speedFacts(ctx, sum)
	p.Band = speedBand(ctx, sum.Days)
	p.Phases, p.HasPhase = chart.NewPhases(ctx, sum.Days)
	p.Over = tongue.Say(ctx, "Since {day}.", "day", tongue.Date(ctx, speed.Since))
	var last time.Time
	for _, place := range speed.Places {
		last = latest(last, place.Last)
	}
	if !last.IsZero() {
		p.Newest = newSeen(ctx, last, p.Now)
	}
	p.Places = newPlaces(ctx, speed.Places, p.Now)
	p.Hours, p.HasHours = speedHours(ctx, speed.Hours), len(speed.Hours) > 0
}

// speedFacts are the percentiles of a period.
func speedFacts(ctx context.Context, sum *landfall.Summary) []fact {
	of := func(label string, p landfall.Percentiles, d time.Duration) fact {
		return fact{Label: label, Value: percentile(ctx, p, d), Unknown: p.N == 0}
	}
	return []fact{
		of(tongue.Say(ctx, "Each click, typical"), sum.Click, sum.Click.P50),
		of(tongue.Say(ctx, "Each click, 3 of 4 within"), sum.Click, sum.Click.P75),
		of(tongue.Say(ctx, "Each click, 95 of 100 within"), sum.Click, sum.Click.P95),
		of(tongue.Say(ctx, "First visit, typical"), sum.First, sum.First.P50),
		{Label: tongue.Say(ctx, "Samples"), Value: tongue.Number(ctx, sum.Click.N)},
	}
}

// speedBand draws what each click cost by day, from the first measured one on.
func speedBand(ctx context.Context, days []landfall.Day) chart.Band {
	spread := chart.Spread{
		Title: tongue.Mark("What each click costs, by day"), Unit: "ms",
		Low: tongue.Mark("median"), Middle: tongue.Mark("3 of 4 within"), High: tongue.Mark("95 of 100 within"),
	}
	for _, d := range days {
		if d.Click.N == 0 && len(spread.Points) == 0 {
			continue
		}
		point := chart.SpreadPoint{At: d.Date}
		if d.Click.N > 0 {
			point.Low, point.Middle, point.High = inMilliseconds(d.Click.P50), inMilliseconds(d.Click.P75), inMilliseconds(d.Click.P95)
		}
		spread.Points = append(spread.Points, point)
	}
	return chart.NewBand(ctx, spread)
}

func inMilliseconds(d time.Duration) *float64 {
	x := past.Milliseconds(d)
	return &x
}

// speedHours draws the median click of each hour of the week, which begins on Monday.
func speedHours(ctx context.Context, hours []landfall.HourSpeed) chart.Heat {
	grid := chart.Grid{Title: tongue.Mark("Median of a click by weekday and hour (UTC)"), Unit: "ms", Row: tongue.Mark("weekday"), Values: make([][]*float64, 7)}
	const perDay = 24
	for i := range grid.Values {
		grid.Values[i] = make([]*float64, perDay)
		grid.Rows = append(grid.Rows, tongue.Weekday(ctx, time.Weekday((i+1)%7)))
	}
	for hour := range perDay {
		grid.Columns = append(grid.Columns, tongue.Number(ctx, hour))
	}
	for _, h := range hours {
		grid.Values[(int(h.Weekday)+6)%7][h.Hour] = inMilliseconds(h.Click.P50)
	}
	return chart.NewHeat(ctx, grid)
}

// paceView says how a server compares with those like it.
type paceView struct {
	Sentence string
	Known    bool
}

func (s *Site) newPace(ctx context.Context, server *directory.Server) paceView {
	pace, ok := s.snapshot().Pace(server)
	if !ok {
		return paceView{Sentence: tongue.Say(ctx, "Not compared yet: that takes 20 samples, and ten servers to compare it with.")}
	}
	args := []any{
		"share", tongue.Percent(ctx, float64(pace.Percent())/100, 0),
		"software", directory.SoftwareLabel(pace.Software), "size", tongue.Say(ctx, directory.Label(directory.KeySize, string(pace.Size))),
	}
	switch {
	case pace.Size != "":
		return paceView{tongue.Count(ctx, pace.Of, "Faster than {share} of {n} {software} server of its size ({size} people active).", "Faster than {share} of {n} {software} servers of its size ({size} people active).", args...), true}
	case pace.Software != "":
		return paceView{tongue.Count(ctx, pace.Of, "Faster than {share} of {n} {software} server.", "Faster than {share} of {n} {software} servers.", args...), true}
	}
	return paceView{tongue.Count(ctx, pace.Of, "Faster than {share} of {n} server.", "Faster than {share} of {n} servers.", args...), true}
}

func latest(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// tableTwins are the forms of a table for programs, beside JSON.
func tableTwins(path func(ending string) string) []twin {
	return []twin{{"text/csv", "CSV", path(".csv")}, {"application/x-ndjson", "NDJSON", path(".ndjson")}}
}
