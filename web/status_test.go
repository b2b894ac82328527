package web

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"landfall"
	"landfall/web/tongue"
)

// The page says how it is going, the worst first.
func TestStatusSaysHowItIsGoing(t *testing.T) {
	for _, tt := range []struct {
		name   string
		change func(*world)
		want   string
	}{
		{"all is well", func(*world) {}, "Measuring: the newest visit was 12 min ago."},
		{"paused", func(w *world) { w.Gap = landfall.Gap{Began: now.Add(-time.Hour), Cause: landfall.GapUplink} }, "paused because we are cut off from the Internet"},
		{"stalled", func(w *world) {
			w.Stuck, w.Gap = now.Add(-time.Hour), landfall.Gap{Began: now, Cause: landfall.GapUplink}
		}, "The databases cannot be read"},
		{"empty", func(w *world) { *w = *newWorld() }, "Nothing measured yet."},
	} {
		w := newWorld(everyone()...)
		tt.change(w)
		doc := document(t, engine(t, w, Config{}), "/status", http.StatusOK)
		verdict := words(byID(t, doc, "now"))
		good := hasClass(byID(t, doc, "now").Parent, "good")
		if !strings.Contains(verdict, tt.want) || good != (tt.name == "all is well") {
			t.Errorf("%s: %q, good: %v", tt.name, verdict, good)
		}
	}
}

// Gaps are those of 90 days, the newest first; what reaches back further counts from then on.
func TestStatusAddsUpGaps(t *testing.T) {
	ctx := tongue.With(t.Context(), tongue.English())
	gap := func(ago, length time.Duration) landfall.Gap {
		return landfall.Gap{Began: now.Add(-ago), Ended: now.Add(length - ago), Cause: landfall.GapResolver}
	}
	const day = 24 * time.Hour
	list := newGapList(ctx, []landfall.Gap{gap(100*day, day), gap(91*day, 2*day), gap(3*day, 3*time.Hour), {Began: now.Add(-time.Hour), Cause: landfall.GapUplink}}, now)
	if !strings.HasPrefix(list.Sentence, "3 times in the last 90 days, 28 h in all.") && !strings.HasPrefix(list.Sentence, "3 times in the last 90 days, 1 day in all.") {
		t.Errorf("sentence: %s", list.Sentence)
	}
	if len(list.Lines) != 3 || !strings.Contains(list.Lines[0], "so far") || !strings.Contains(list.Lines[1], "3 h") {
		t.Errorf("lines: %q", list.Lines)
	}
	var many []landfall.Gap
	for i := range statusGaps + 4 {
		many = append(many, gap(time.Duration(statusGaps+5-i)*time.Hour, time.Minute))
	}
	if list := newGapList(ctx, many, now); len(list.Lines) != statusGaps || list.More != 4 {
		t.Errorf("%d lines and %d more", len(list.Lines), list.More)
	}
	if list := newGapList(ctx, nil, now); !strings.HasPrefix(list.Sentence, "None") || len(list.Lines) > 0 {
		t.Errorf("without gaps: %+v", list)
	}
}
