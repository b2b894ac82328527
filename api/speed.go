package api

import (
	"fmt"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"landfall"
	"landfall/directory"
	"landfall/directory/past"
)

// speedDocument is the answer of GET /servers/{host}/speed.
type speedDocument struct {
	Host   string      `json:"host"`
	AsOf   *string     `json:"as_of"`
	Period past.Period `json:"period"` // 7d, 30d, 90d or 1y
	latency
	Days   []day   `json:"days"`                // the first with a visit first
	Phases *phases `json:"first_phases_median"` // of the medians of the days
	// Since is from when on visits are told one by one: places and hours are of them.
	Since  *string   `json:"places_since"`
	Places []vantage `json:"vantages"`
	Hours  []hourRow `json:"hours"` // of the week, in UTC, those with a click
	// Pace compares the server with those like it, null if it cannot be compared yet.
	Pace *pace `json:"pace"`
}

// pace is how a server compares with those like it over 90 days.
type pace struct {
	Software *string         `json:"software"` // what they have in common with it, if that
	Size     *directory.Size `json:"size"`
	Of       int             `json:"compared"` // how many they are
	Slower   int             `json:"slower"`   // those of which three of four clicks take longer
}

// dayRow is one day of the chart of clicks. What is not known is empty.
type dayRow struct {
	Date string   `json:"date"`
	P50  *float64 `json:"click_ms_p50"`
	P75  *float64 `json:"click_ms_p75"`
	P95  *float64 `json:"click_ms_p95"`
}

// hourRow is what a click costs in one hour of the week.
type hourRow struct {
	Weekday string   `json:"weekday"` // monday to sunday
	Hour    int      `json:"hour_utc"`
	P50     *float64 `json:"click_ms_p50"`
	Samples int      `json:"click_samples"`
}

// phaseRow is the median of one phase of a first visit.
type phaseRow struct {
	Phase  string   `json:"phase"` // dns, tcp, tls, first_byte or transfer
	Median *float64 `json:"median_ms"`
}

// vantageRow is what one kind of exchange costs from one place.
type vantageRow struct {
	Place   *string  `json:"vantage"`
	What    string   `json:"exchange"` // first or click
	P50     *float64 `json:"ms_p50"`
	P75     *float64 `json:"ms_p75"`
	P95     *float64 `json:"ms_p95"`
	Samples int      `json:"samples"`
	Last    *string  `json:"last_measured"`
}

func (a *api) askSpeed(c *gin.Context) (*directory.Server, past.Speed, string, error) {
	server, err := a.serverOf(c)
	if err != nil {
		return nil, past.Speed{}, "", err
	}
	p, err := parseParameters(c.Request.URL.RawQuery)
	if err != nil {
		return nil, past.Speed{}, "", err
	}
	period, part := p.period(), p.values.Get(keyPart)
	switch part {
	case "", "days", "hours", "phases", "places":
	default:
		p.refuse(keyPart, "It is days, hours, phases or places.")
	}
	if err := p.err(); err != nil {
		return nil, past.Speed{}, "", err
	}
	speed, err := a.deps.Past.Speed(c.Request.Context(), server.Host, period)
	if err != nil {
		return nil, past.Speed{}, "", fmt.Errorf("%w: %w", landfall.ErrUnavailable, err)
	}
	return server, speed, part, nil
}

// speed answers GET /servers/{host}/speed.
func (a *api) speed(c *gin.Context) error {
	server, speed, _, err := a.askSpeed(c)
	if err != nil {
		return err
	}
	snapshot := a.deps.Directory.Load()
	at := snapshot.Totals().At
	d := speedDocument{
		Host: server.Host.String(), AsOf: moment(at), Period: speed.Period, latency: newLatency(speed.Summary.Click, speed.Summary.First),
		Days: []day{}, Phases: newPhases(past.Phases(speed.Summary.Days)), Since: moment(speed.Since), Places: []vantage{}, Hours: hourRows(speed.Hours),
	}
	for i := range speed.Summary.Days {
		if each := &speed.Summary.Days[i]; len(d.Days) > 0 || each.Visits+each.Unknown > 0 {
			d.Days = append(d.Days, newDay(each))
		}
	}
	for _, p := range speed.Places {
		d.Places = append(d.Places, vantage{text(p.Vantage), newLatency(p.Click, p.First), moment(p.Last), age(p.Last, at)})
	}
	if p, ok := snapshot.Pace(server); ok {
		d.Pace = &pace{Software: text(p.Software), Of: p.Of, Slower: p.Slower}
		if p.Size != "" {
			d.Pace.Size = &p.Size
		}
	}
	c.Header("Cache-Control", cacheFor)
	return send(c, d)
}

// speedRows answers GET /servers/{host}/speed.csv and .ndjson: the numbers of one chart.
func (a *api) speedRows(c *gin.Context, format string) error {
	_, speed, part, err := a.askSpeed(c)
	if err != nil {
		return err
	}
	switch part {
	case "hours":
		return sendRows(c, format, hourRows(speed.Hours))
	case "phases":
		return sendRows(c, format, phaseRows(past.Phases(speed.Summary.Days)))
	case "places":
		return sendRows(c, format, vantageRows(speed.Places))
	}
	return sendRows(c, format, dayRows(speed.Summary.Days))
}

// dayRows are the days from the first measured one on.
func dayRows(days []landfall.Day) []dayRow {
	var list []dayRow
	for i := range days {
		d := &days[i]
		if d.Click.N == 0 && len(list) == 0 {
			continue
		}
		row := dayRow{Date: d.Date.UTC().Format(time.DateOnly)}
		row.P50, row.P75, row.P95, _ = percentiles(d.Click)
		list = append(list, row)
	}
	return list
}

func hourRows(hours []landfall.HourSpeed) []hourRow {
	list := make([]hourRow, 0, len(hours))
	for _, h := range hours {
		row := hourRow{Weekday: strings.ToLower(h.Weekday.String()), Hour: h.Hour, Samples: h.Click.N}
		row.P50, _, _, _ = percentiles(h.Click)
		list = append(list, row)
	}
	return list
}

func phaseRows(t landfall.Timings) []phaseRow {
	if t.IsZero() {
		return nil
	}
	var list []phaseRow
	for _, p := range []struct {
		name string
		took time.Duration
	}{{"dns", t.DNS}, {"tcp", t.TCP}, {"tls", t.TLS}, {"first_byte", t.FirstByte}, {"transfer", t.Transfer}} {
		took := ms(p.took)
		list = append(list, phaseRow{p.name, &took})
	}
	return list
}

func vantageRows(places []landfall.VantageSpeed) []vantageRow {
	var list []vantageRow
	for _, p := range places {
		for _, of := range []struct {
			what string
			cost landfall.Percentiles
		}{{"first", p.First}, {"click", p.Click}} {
			row := vantageRow{Place: text(p.Vantage), What: of.what, Samples: of.cost.N, Last: moment(p.Last)}
			row.P50, row.P75, row.P95, _ = percentiles(of.cost)
			list = append(list, row)
		}
	}
	return list
}
