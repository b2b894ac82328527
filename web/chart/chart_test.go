package chart

import (
	"bytes"
	"context"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/a-h/templ"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"landfall"
	"landfall/web/tongue"
)

var ctx = context.Background()

func day(i, visits, answered int, p50, p95 time.Duration) landfall.Day {
	d := landfall.Day{Date: time.Date(2026, 9, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, i), Visits: visits, Answered: answered}
	if answered > 0 {
		d.Click = landfall.Percentiles{P50: p50, P75: (p50 + p95) / 2, P95: p95, N: answered}
	}
	return d
}

func TestStateOfADay(t *testing.T) {
	tests := []struct {
		visits, answered int
		want             State
	}{
		{0, 0, StateNone},
		{4, 4, StateUp},
		{288, 286, StateUp},
		{4, 3, StatePartial},
		{4, 2, StatePartial},
		{4, 1, StateSilent},
		{4, 0, StateSilent},
	}
	for _, tt := range tests {
		if got := StateOf(landfall.Day{Visits: tt.visits, Answered: tt.answered}); got != tt.want {
			t.Errorf("%d of %d answered is %q; want %q", tt.answered, tt.visits, got, tt.want)
		}
	}
}

// What we did not measure is unknown, and never down.
func TestAGapOfOursIsNoSilence(t *testing.T) {
	for _, tt := range []struct {
		day  landfall.Day
		want State
		bars int
	}{
		{landfall.Day{Unknown: 3}, StateUnknown, 1},
		{landfall.Day{Unmeasured: 24 * time.Hour}, StateUnknown, 1},
		{landfall.Day{Visits: 20, Answered: 20, Unmeasured: 4 * time.Hour}, StateUp, 2},
		{landfall.Day{Visits: 23, Answered: 23, Unmeasured: time.Minute}, StateUp, 1},
	} {
		if got := StateOf(tt.day); got != tt.want {
			t.Errorf("%+v is %q, want %q", tt.day, got, tt.want)
		}
		bars, unknown := 0, false
		for _, p := range NewStrip(ctx, []landfall.Day{tt.day}).Paths {
			bars += strings.Count(p.D, "z")
			unknown = unknown || p.State == StateUnknown
		}
		if bars != tt.bars || unknown != (tt.want == StateUnknown || tt.bars == 2) {
			t.Errorf("%+v has %d bars, one of them unknown: %v; want %d", tt.day, bars, unknown, tt.bars)
		}
	}
}

func TestAStripHasOneBarADay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		days := genDays(t)
		bars := 0
		for _, p := range NewStrip(ctx, days).Paths {
			bars += strings.Count(p.D, "z")
		}
		if bars != len(days) {
			t.Fatalf("%d bars for %d days", bars, len(days))
		}
	})
}

func TestAStripSaysWhatItShows(t *testing.T) {
	days := []landfall.Day{day(0, 4, 4, time.Second, time.Second), day(1, 4, 3, time.Second, time.Second)}
	if got, want := NewStrip(ctx, days).Label, "Answers by day, last 2 days: 87% of 8 visits answered."; got != want {
		t.Errorf("label %q; want %q", got, want)
	}
	if got := NewStrip(ctx, []landfall.Day{{}}).Label; !strings.Contains(got, "no visits yet") {
		t.Errorf("a strip without visits says %q", got)
	}
}

func TestScalesHaveRoundStepsAndRoom(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		most := time.Duration(rapid.Int64Range(1, int64(10*time.Minute)).Draw(t, "most"))
		s := newScale(most)
		if s.top() < most || s.lines < 1 || s.lines > 6 {
			t.Fatalf("scale of %v: %d lines of %v", most, s.lines, s.step)
		}
		if y := s.y(most, plotHeight); y < 0 || y > plotHeight {
			t.Fatalf("%v stands at %v", most, y)
		}
		if got := len(s.labels(ctx)); got != s.lines+1 {
			t.Fatalf("%d labels for %d lines", got, s.lines)
		}
	})
}

func TestAxisLabels(t *testing.T) {
	tests := []struct {
		most time.Duration
		want []string
	}{
		{590 * time.Millisecond, []string{"600 ms", "400 ms", "200 ms", "0"}},
		{212 * time.Millisecond, []string{"300 ms", "200 ms", "100 ms", "0"}},
		{4700 * time.Millisecond, []string{"6 s", "4 s", "2 s", "0"}},
		{900 * time.Microsecond, []string{"1 ms", "0.75 ms", "0.5 ms", "0.25 ms", "0"}},
	}
	for _, tt := range tests {
		if got := newScale(tt.most).labels(ctx); !slices.Equal(got, tt.want) {
			t.Errorf("axis up to %v is %q; want %q", tt.most, got, tt.want)
		}
	}
}

func TestAGapIsAGap(t *testing.T) {
	ms := time.Millisecond
	days := []landfall.Day{
		day(0, 4, 4, 200*ms, 400*ms), day(1, 4, 4, 210*ms, 400*ms), day(2, 4, 0, 0, 0),
		day(3, 0, 0, 0, 0), day(4, 4, 4, 220*ms, 500*ms),
	}
	chart, ok := NewLatency(ctx, days)
	if !ok {
		t.Fatal("nothing measured")
	}
	if got := strings.Count(chart.P50, "M"); got != 2 {
		t.Errorf("the line has %d stretches; want 2: %s", got, chart.P50)
	}
	if !strings.HasSuffix(chart.P50, "h0") {
		t.Errorf("a single day has no dot: %s", chart.P50)
	}
	if !chart.Gaps || !chart.Dots || chart.P95 == "" {
		t.Errorf("gaps %v, dots %v, dashed %q; want all of them", chart.Gaps, chart.Dots, chart.P95)
	}
	if _, ok := NewLatency(ctx, days[2:4]); ok {
		t.Error("a chart of nothing was drawn")
	}
}

func TestAYoungServersChartBeginsWithIt(t *testing.T) {
	const ms = time.Millisecond
	days := make([]landfall.Day, 0, 90)
	for i := range 88 {
		days = append(days, day(i, 0, 0, 0, 0))
	}
	if _, ok := NewLatency(ctx, append(days, day(88, 0, 0, 0, 0), day(89, 9, 9, 50*ms, 90*ms))); ok {
		t.Error("a line of one day was drawn")
	}
	chart, ok := NewLatency(ctx, append(days, day(88, 9, 9, 50*ms, 50*ms), day(89, 9, 9, 60*ms, 60*ms)))
	if !ok {
		t.Fatal("two days are no chart")
	}
	if first := numbers.FindString(chart.P50); first != "250" {
		t.Errorf("the line begins at %s of 1000; want the middle of the first of two days: %s", first, chart.P50)
	}
	if chart.P95 != "" || chart.Band != "" || chart.Gaps || chart.Dots {
		t.Errorf("dashed %q, band %q, gaps %v, dots %v; want none: nothing differs from the median", chart.P95, chart.Band, chart.Gaps, chart.Dots)
	}
	if want := []string{tongue.ShortDate(ctx, days[0].Date.AddDate(0, 0, 88)), "", tongue.ShortDate(ctx, days[0].Date.AddDate(0, 0, 89))}; !slices.Equal(chart.XLabels, want) {
		t.Errorf("labels %q; want %q", chart.XLabels, want)
	}
}

var numbers = regexp.MustCompile(`-?\d+(\.\d+)?`)

func TestLinesStayInsideTheDrawing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		chart, ok := NewLatency(ctx, genDays(t))
		if !ok {
			return
		}
		for _, path := range []string{chart.P50, chart.P95, chart.Band, chart.Grid} {
			for _, text := range numbers.FindAllString(path, -1) {
				n, err := strconv.ParseFloat(text, 64)
				if err != nil || n < 0 || n > plotWidth {
					t.Fatalf("%q in %q", text, path)
				}
			}
		}
		if len(chart.XLabels) != 3 || chart.Sentence == "" {
			t.Fatalf("labels %q, sentence %q", chart.XLabels, chart.Sentence)
		}
	})
}

func TestPhasesFillTheBar(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		bar, ok := NewPhases(ctx, genDays(t))
		if !ok {
			return
		}
		var total time.Duration
		for _, p := range bar.Parts {
			total += p.Took
		}
		last := bar.Parts[len(bar.Parts)-1]
		if end := last.x + last.width; total != bar.Total || end < 99.99 || end > 100.01 {
			t.Fatalf("parts of %v add up to %v and end at %v", bar.Total, total, end)
		}
	})
}

func TestDrawingsCarryClassesOnly(t *testing.T) {
	days := []landfall.Day{day(0, 4, 4, time.Second, 2*time.Second), day(1, 4, 1, time.Second, 2*time.Second)}
	days[0].Phases = landfall.Timings{DNS: 1, TCP: 2, TLS: 3, FirstByte: 4, Transfer: 5}
	var page bytes.Buffer
	latency, _ := NewLatency(ctx, days)
	phases, _ := NewPhases(ctx, days)
	for _, c := range []templ.Component{NewStrip(ctx, days).Bars(), Legend(), latency.Plot(), phases.Bar(), phases.Parts[0].Swatch()} {
		if err := c.Render(t.Context(), &page); err != nil {
			t.Fatal(err)
		}
	}
	for _, bad := range []string{"style=", "fill=", "stroke=", "<text"} {
		if strings.Contains(page.String(), bad) {
			t.Errorf("a drawing has %s", bad)
		}
	}
	for _, svg := range regexp.MustCompile(`<svg[^>]*>`).FindAllString(page.String(), -1) {
		if !strings.Contains(svg, `aria-hidden="true"`) && !strings.Contains(svg, `role="img" aria-label="`) {
			t.Errorf("%s says nothing to those who do not see it", svg)
		}
	}
}

func genDays(t *rapid.T) []landfall.Day {
	n := rapid.IntRange(1, 90).Draw(t, "days")
	days := make([]landfall.Day, 0, n)
	for i := range n {
		visits := rapid.IntRange(0, 6).Draw(t, "visits")
		answered := rapid.IntRange(0, visits).Draw(t, "answered")
		p50 := time.Duration(rapid.Int64Range(0, int64(time.Minute)).Draw(t, "p50"))
		d := day(i, visits, answered, p50, p50*2)
		if answered > 0 {
			d.Phases = landfall.Timings{DNS: p50 / 10, TCP: p50 / 8, TLS: p50 / 5, FirstByte: p50, Transfer: p50 / 20}
		}
		days = append(days, d)
	}
	return days
}

func TestYearsAreDrawnFromTheFirstToTheLast(t *testing.T) {
	chart, ok := NewYears(ctx, []Year{{2026, 45, 3}, {2024, 112.5, 2}, {2025, 0, 0}, {2011, 20, 1}})
	if !ok {
		t.Fatal("nothing is drawn")
	}
	want := Years{
		Sentence: "Median days of notice by year, from 2024 to 2026: the least is 45 days in 2026, the most 112.5 days in 2024.",
		YLabels:  []string{"120", "90", "60", "30", "0"}, XLabels: []string{"2024", "2025", "2026"},
		Grid: "M0 0H1000M0 60H1000M0 120H1000M0 180H1000M0 240H1000", Promise: "M0 60H1000",
		Bars: []Bar{{"0", "15", "60", "225"}, {"940", "150", "60", "90"}},
	}
	if diff := cmp.Diff(want, chart); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	for _, few := range [][]Year{nil, {{2026, 45, 3}}, {{2026, 45, 3}, {2025, 0, 0}}, {{2026, 45, 3}, {2011, 20, 1}}} {
		if _, ok := NewYears(ctx, few); ok {
			t.Errorf("%v is drawn", few)
		}
	}
}

// TestYearsAreNamedInTheDigitsOfTheLanguage, short where there are many.
func TestYearsAreNamedInTheDigitsOfTheLanguage(t *testing.T) {
	arabic := tongue.With(t.Context(), tongue.Find("ar"))
	for _, tt := range []struct {
		ctx  context.Context
		of   int
		want string
	}{{ctx, 3, "2026"}, {ctx, 20, "’26"}, {arabic, 3, "٢٠٢٦"}, {arabic, 20, "’٢٦"}} {
		if got := yearLabel(tt.ctx, 2026, tt.of); got != tt.want {
			t.Errorf("one of %d in %s is %q, want %q", tt.of, tongue.From(tt.ctx).Code, got, tt.want)
		}
	}
}

// However long notices are, few lines and whole bars fit the drawing.
func TestYearsFitTheDrawing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var years []Year
		for year := range rapid.IntRange(2, 30).Draw(t, "years") {
			years = append(years, Year{2000 + year, float64(rapid.IntRange(-10, 5000).Draw(t, "days")), rapid.IntRange(0, 2).Draw(t, "of")})
		}
		chart, ok := NewYears(ctx, years)
		if !ok {
			return
		}
		if len(chart.YLabels) > 8 || len(chart.XLabels) > yearsDrawn || len(chart.Bars) > len(chart.XLabels) {
			t.Fatalf("%d lines, %d years, %d bars", len(chart.YLabels), len(chart.XLabels), len(chart.Bars))
		}
		for _, b := range chart.Bars {
			x, y, height := number(t, b.X), number(t, b.Y), number(t, b.Height)
			if x < 0 || x > plotWidth-barWidth || y < -.01 || math.Abs(y+height-plotHeight) > .02 {
				t.Fatalf("a bar at %v", b)
			}
		}
	})
}

func number(t *rapid.T, text string) float64 {
	x, err := strconv.ParseFloat(text, 64)
	if err != nil {
		t.Fatal(err)
	}
	return x
}
