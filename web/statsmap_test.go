package web

import (
	"net/http"
	"strings"
	"testing"

	outlines "landfall/directory/place/world"
	"landfall/directory/stats"
	"landfall/web/chart"
	"landfall/web/phrase"
	"landfall/web/tongue"
)

// Built without outlines, the map has a dot for each country, and what cannot be placed is
// in the table all the same.
func TestAMapWithoutOutlinesHasDots(t *testing.T) {
	w := newWorld(everyone()...)
	ctx := tongue.With(t.Context(), tongue.English())
	hosting := (&stats.Book{}).Chart(w.Snapshot, hostingChart)
	countries := 0
	for _, line := range hosting.Lines {
		if len(line.Key) == 2 {
			countries++
		}
	}
	bare := newAtlas(ctx, hosting, nil)
	if len(bare.Countries) != 0 || len(bare.Towns) != countries || countries < 3 {
		t.Errorf("%d outlines and %d dots of %d countries", len(bare.Countries), len(bare.Towns), countries)
	}
	if m := chart.NewMap(ctx, bare); m.Land != "" || m.Lines == "" || len(m.Links) != countries {
		t.Errorf("the drawing has land %.10q and %d dots", m.Land, len(m.Links))
	}
	some := newAtlas(ctx, hosting, outlines.New("de\tM360 40l20 0 0 20-20 0z\n"))
	if len(some.Countries) != 1 || some.Countries[0].Code != "de" || len(some.Towns) != countries-1 {
		t.Errorf("with one outline: %d outlines and %d dots", len(some.Countries), len(some.Towns))
	}
}

// The caption accounts for every server: those on the map, those not, and how many hide.
func TestAMapSaysWhatIsNotOnIt(t *testing.T) {
	w := newWorld(everyone()...)
	site := engine(t, w, Config{})
	shown, of := map[string]int{}, w.Snapshot.Totals().Listed
	for _, line := range (&stats.Book{}).Chart(w.Snapshot, hostingChart).Lines {
		kind := line.Key
		if len(kind) == 2 {
			kind = "country"
		}
		shown[kind] += int(*line.Cells[0])
	}
	if shown["country"]+shown["hidden"]+shown["unknown"] != of || shown["hidden"] == 0 {
		t.Fatalf("%v are not the %d that are listed", shown, of)
	}
	text := words(document(t, site, "/stats/map?by=hosted", http.StatusOK))
	ctx := tongue.With(t.Context(), tongue.English())
	for _, want := range []string{
		"Not on the map: " + shareOf(ctx, shown["hidden"]+shown["unknown"], of) + ".",
		"Where the machines of " + phrase.Share(ctx, shown["hidden"], of) + " stand is hidden by delivery networks.",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the caption does not say %q: %s", want, text)
		}
	}
	if note := words(document(t, site, "/stats/map?by=warp", http.StatusOK)); !strings.Contains(note, "no map by “warp”") {
		t.Error("a bad value has no note")
	}
}
