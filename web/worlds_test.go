package web

import (
	"testing"

	"landfall/web/tongue"
)

// TestNoLinkIsBrokenInAnyState: where little is known, pages lead nowhere that is not there.
func TestNoLinkIsBrokenInAnyState(t *testing.T) {
	for _, sample := range sampleWorlds() {
		if sample.Name == "full" || sample.Name == "stalled" || sample.Unreadable { // full has a test of its own; stalled has the pages of paused
			continue
		}
		t.Run(sample.Name, func(t *testing.T) {
			c := crawlOf(t, withAPIIn(t, sample.Make(), public, tongue.English()))
			charts, compared, cells := c.chartsAreTheirFiles(t)
			pages, files := c.count()
			t.Logf("%d pages, %d files, %d charts, %d of them with %d cells", pages, files, charts, compared, cells)
			if pages < 60 {
				t.Error("that is not the whole site")
			}
		})
	}
}
