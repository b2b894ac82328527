package web

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"landfall"
)

// youngHistory is ninety days of which the last ones have answers of the given number
// of samples each.
func youngHistory(samples ...int) history {
	const ms = time.Millisecond
	var past history
	first := time.Date(2026, 7, 10, 0, 0, 0, 0, time.UTC)
	for i := range 90 {
		day := landfall.Day{Date: first.AddDate(0, 0, i)}
		if n := i - 90 + len(samples); n >= 0 && samples[n] > 0 {
			day.Visits, day.Answered = samples[n], samples[n]
			day.Click = landfall.Percentiles{P50: 50 * ms, P75: 50 * ms, P95: 50 * ms, N: samples[n]}
			if samples[n] > 1 {
				day.Click.P95 = 90 * ms
			}
			past.summary.Click = day.Click
		}
		past.summary.Days = append(past.summary.Days, day)
	}
	return past
}

// The caption of the speed chart explains what is drawn and nothing else.
func TestTheSpeedChartSaysWhatItHas(t *testing.T) {
	now := time.Date(2026, 10, 7, 12, 0, 0, 0, time.UTC)
	for _, tt := range []struct {
		name                              string
		samples                           []int
		chart, dashed, gaps, dots, unseen bool
	}{
		{name: "never measured", unseen: true},
		{name: "one day", samples: []int{24}},
		{name: "days that do not meet", samples: []int{24, 0, 24}},
		{name: "two days", samples: []int{24, 24}, chart: true, dashed: true},
		{name: "one sample a day", samples: []int{1, 1, 1}, chart: true},
		{name: "a gap", samples: []int{24, 24, 0, 24, 24}, chart: true, dashed: true, gaps: true},
		{name: "a day by itself", samples: []int{24, 24, 0, 24}, chart: true, dashed: true, gaps: true, dots: true},
	} {
		section := newSpeed(t.Context(), youngHistory(tt.samples...), now)
		var page bytes.Buffer
		if err := speedPanel(section).Render(t.Context(), &page); err != nil {
			t.Fatal(err)
		}
		for what, want := range map[string]bool{
			"<svg": tt.chart, "Solid:": tt.chart, "Dashed:": tt.dashed, `class="p95"`: tt.dashed,
			"A gap is": tt.gaps, "A dot is": tt.dots, "Not measured yet.": tt.unseen,
			"two days in a row": !tt.chart && !tt.unseen, "The same as a table": !tt.unseen,
		} {
			if strings.Contains(page.String(), what) != want {
				t.Errorf("%s: %q is there: %v, want %v\n%s", tt.name, what, !want, want, page.String())
			}
		}
	}
}

// A server of which first visits alone are known is measured.
func TestFirstVisitsAloneAreASpeed(t *testing.T) {
	past := youngHistory(0)
	past.summary.First = landfall.Percentiles{P50: time.Second, P75: time.Second, P95: time.Second, N: 3}
	var page bytes.Buffer
	if err := speedPanel(newSpeed(t.Context(), past, time.Date(2026, 10, 7, 12, 0, 0, 0, time.UTC))).Render(t.Context(), &page); err != nil {
		t.Fatal(err)
	}
	if text := page.String(); strings.Contains(text, "Not measured yet.") || !strings.Contains(text, "1 s") || strings.Contains(text, "as a table") {
		t.Errorf("the page says %s", text)
	}
}
