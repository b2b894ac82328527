package web

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"landfall"
)

// The page tells of each place apart, and of the connection as far as it is known.
func TestThePageTellsOfPlacesAndConnection(t *testing.T) {
	w := newWorld(everyone()...)
	const host, page = "quiet-harbour-sim.social", "/s/quiet-harbour-sim.social"
	text := words(document(t, engine(t, w, Config{}), page, http.StatusOK))
	for _, want := range []string{"By place we measure from", "main First visit", "north First visit", "north Each click Not measured – 0", "TLS 1.3", "IPv6 address Unknown", "Seen 12 min ago from the place called main"} {
		if !strings.Contains(text, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	for ends, want := range map[time.Duration]string{
		9*24*time.Hour + time.Hour: "ends in 9 days", -30 * time.Hour: "has ended", 20 * 24 * time.Hour: "",
	} {
		w := newWorld(everyone()...)
		w.Observed[host][0].Connection.CertExpires = now.Add(ends)
		text := words(document(t, engine(t, w, Config{}), page, http.StatusOK))
		const said = "The certificate that we saw"
		if strings.Contains(text, said) != (want != "") || !strings.Contains(text, want) {
			t.Errorf("with %s left the page says %v, want %q", ends, strings.Contains(text, said), want)
		}
	}
}

// A single place needs no table of its own: its figures are those above it.
func TestOnePlaceIsASentence(t *testing.T) {
	speeds := []landfall.VantageSpeed{{
		Vantage: "main", First: landfall.Percentiles{N: 40}, Click: landfall.Percentiles{N: 1},
	}}
	got := newSpeed(t.Context(), history{speeds: speeds}, now)
	if want := "Measured from one place, called main: 40 first visits and 1 click in 90 days."; got.Place != want || got.Places != nil {
		t.Errorf("place %q and rows %v, want %q and none", got.Place, got.Places, want)
	}
}

// Times in which nothing was measured are told, and are nobody's silence.
func TestThePageTellsOfGaps(t *testing.T) {
	w := newWorld(everyone()...)
	w.Gaps = []landfall.Gap{
		{Began: now.AddDate(0, 0, -200), Ended: now.AddDate(0, 0, -199), Cause: landfall.GapPortal},
		{Began: now.AddDate(0, 0, -3), Ended: now.AddDate(0, 0, -3).Add(5 * time.Hour), Cause: landfall.GapUplink},
	}
	text := words(document(t, engine(t, w, Config{}), "/s/quiet-harbour-sim.social", http.StatusOK))
	for _, want := range []string{"For 5 h of these days nothing was measured", "4 Oct 2026, 09:40 UTC, for 5 h: we were cut off from the Internet."} {
		if !strings.Contains(text, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	if strings.Contains(text, "something on our side answered") {
		t.Error("the page tells of a gap before its first day")
	}
}
