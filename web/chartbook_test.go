package web

import (
	"bytes"
	"context"
	"math"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/a-h/templ"

	outlines "landfall/directory/place/world"
	"landfall/web/chart"
	"landfall/web/tongue"
)

// chartPage is a chart of the storybook.
type chartPage struct {
	name    string
	twin    chart.Twin
	drawing templ.Component
}

// chartbook has each chart of the kit with invented numbers, some of them unknown.
func chartbook(ctx context.Context) []chartPage {
	wave := func(i int) *float64 {
		if i%29 > 24 || i == 40 || i == 42 {
			return nil
		}
		return new(math.Round(300 + 180*math.Sin(float64(i)/6) + float64(i*i%37)*3))
	}
	times := func(x *float64, by float64) *float64 {
		if x == nil {
			return nil
		}
		return new(*x * by)
	}
	series := chart.Series{Title: "People active in a month", Unit: "people", Value: "number"}
	spread := chart.Spread{Title: "What each click costs, by day", Unit: "ms", Low: "p25", Middle: "median", High: "p90"}
	for i := range 90 {
		day := now.Truncate(24*time.Hour).AddDate(0, 0, i-90)
		series.Points = append(series.Points, chart.Point{At: day, Value: times(wave(i), 100)})
		spread.Points = append(spread.Points, chart.SpreadPoint{At: day, Low: times(wave(i), .7), Middle: wave(i), High: times(wave(i), 2.5)})
	}
	grid := chart.Grid{Title: "Median of a click by weekday and hour (UTC)", Unit: "ms", Row: "weekday", Rows: []string{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"}}
	for hour := range 24 {
		grid.Columns = append(grid.Columns, strconv.Itoa(hour))
	}
	for day := range grid.Rows {
		var row []*float64
		for hour := range 24 {
			row = append(row, wave(day*24+hour))
		}
		grid.Values = append(grid.Values, row)
	}
	shares := chart.Shares{Title: "Servers by software", Unit: "servers", Of: "software"}
	for i, name := range []string{"Mastodon", "Misskey", "PeerTube", "GoToSocial", "Lemmy", "Pleroma", "Friendica", "Mbin", "Pixelfed"} {
		shares.Parts = append(shares.Parts, chart.Part{Label: name, Value: new(math.Round(9000 / math.Pow(1.7, float64(i))))})
	}
	shares.Parts = append(shares.Parts, chart.Part{Label: "not told"})
	atlas := chart.Atlas{
		Title: "Servers by country and town", Unit: "servers", Value: "servers", World: outlines.Default(),
		Countries: []chart.Country{
			{Code: "de", Label: "Germany", Value: new(2100.0)}, {Code: "us", Label: "United States", Value: new(1900.0)},
			{Code: "jp", Label: "Japan", Value: new(1400.0)}, {Code: "fr", Label: "France", Value: new(1200.0)},
			{Code: "br", Label: "Brazil", Value: new(140.0)}, {Code: "ca", Label: "Canada", Value: new(600.0)}, {Code: "za", Label: "South Africa"},
		},
		Towns: []chart.Town{
			{Label: "Berlin", Lat: 52.5, Long: 13.4, Value: new(210.0)}, {Label: "Tokyo", Lat: 35.7, Long: 139.7, Value: new(400.0)},
			{Label: "Paris", Lat: 48.9, Long: 2.4, Value: new(90.0)}, {Label: "Auckland", Lat: -36.8, Long: 174.8},
		},
	}
	bare := atlas
	bare.World, bare.Title = nil, "The same without outlines"
	spark, band, heat, stacked := chart.NewSparkline(ctx, series), chart.NewBand(ctx, spread), chart.NewHeat(ctx, grid), chart.NewStacked(ctx, shares)
	earth, dots := chart.NewMap(ctx, atlas), chart.NewMap(ctx, bare)
	return []chartPage{
		{"sparkline", spark.Twin, spark.Line()}, {"band", band.Twin, band.Plot()}, {"stacked", stacked.Twin, stacked.Bar()}, //nolint:contextcheck // a component takes it when it is rendered
		{"heat", heat.Twin, heat.Plot()}, {"map", earth.Twin, earth.Plot()}, {"dots", dots.Twin, dots.Plot()}, //nolint:contextcheck // a component takes it when it is rendered
	}
}

// withCharts adds to a site /charts in each language, with the files /charts/{name}.csv, and
// ?dir=rtl, which turns the page round.
func withCharts(t testing.TB, site http.Handler, tongues []*tongue.Tongue) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for _, c := range chartbook(r.Context()) {
			if r.URL.Path == "/charts/"+c.name+".csv" {
				w.Header().Set("Content-Type", "text/csv; charset=utf-8")
				_, _ = w.Write(c.twin.CSV())
				return
			}
		}
		for _, l := range tongues {
			if r.URL.Path == l.Prefix+"/charts" {
				sendCharts(t, site, w, r.WithContext(tongue.With(r.Context(), l)))
				return
			}
		}
		site.ServeHTTP(w, r)
	})
}

var mainElement = regexp.MustCompile(`(?s)(<main[^>]*>).*(</main>)`)

func sendCharts(t testing.TB, site http.Handler, w http.ResponseWriter, r *http.Request) {
	about := httptest.NewRecorder()
	site.ServeHTTP(about, httptest.NewRequestWithContext(r.Context(), http.MethodGet, tongue.Path(r.Context(), "/about"), nil))
	var page bytes.Buffer
	for _, c := range chartbook(r.Context()) {
		page.WriteString(`<section class="panel"><h2>` + c.name + `</h2>`)
		if err := c.twin.Figure(c.drawing, "/charts/"+c.name+".csv").Render(r.Context(), &page); err != nil { //nolint:contextcheck // a component takes it when it is rendered
			t.Error(err)
		}
		page.WriteString(`</section>`)
	}
	head, tail, _ := strings.Cut(mainElement.ReplaceAllString(about.Body.String(), "$1<h1>Charts</h1>\x00$2"), "\x00")
	if dir := r.URL.Query().Get("dir"); dir == "rtl" {
		head = strings.Replace(head, `dir="ltr"`, `dir="rtl"`, 1)
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Security-Policy", about.Header().Get("Content-Security-Policy"))
	_, _ = w.Write([]byte(head + page.String() + tail))
}
