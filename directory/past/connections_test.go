package past

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"landfall"
)

// TestAWeekHasItsLastCount, and one in which nothing was read has none.
func TestAWeekHasItsLastCount(t *testing.T) {
	on := func(day, peers int) landfall.PeerCount {
		return landfall.PeerCount{Date: start.AddDate(0, 0, day), Peers: peers}
	}
	want := []landfall.PeerCount{on(6, 110), on(7, 0), on(14, 130)}
	if diff := cmp.Diff(want, PeerWeeks([]landfall.PeerCount{on(0, 100), on(6, 110), on(14, 130)})); diff != "" {
		t.Errorf("weeks (-want +got):\n%s", diff)
	}
	if weeks := PeerWeeks(nil); len(weeks) > 0 {
		t.Errorf("weeks of nothing: %v", weeks)
	}
}
