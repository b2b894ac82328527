package api

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"landfall"
)

// fakeEntries is what the store has in this world.
type fakeEntries struct{ err error }

func (f fakeEntries) Entry(_ context.Context, host landfall.Host) (landfall.Entry, error) {
	e := landfall.Entry{Host: host}
	switch host {
	case "refused-sim.social":
		e.OptedOut = true
	case "forgotten-sim.social":
		e.OptedOut, e.Forgotten = true, true
	case "web.quiet-harbour-sim.social":
		e.MergedInto = "quiet-harbour-sim.social"
	case "quiet-harbour-sim.social":
		in := harbour()
		e.Instance = &in
		e.Agenda = landfall.Agenda{Health: now.Add(time.Hour), Profile: now.Add(20 * time.Hour), Peers: now.Add(100 * time.Hour)}
	}
	return e, f.err
}

// withEntries lets the API write diaries.
func withEntries(a *api) {
	a.deps.Entries, a.deps.Now = fakeEntries{}, func() time.Time { return now }
}

func TestDiaries(t *testing.T) {
	s := start(t, withEntries)
	broken := start(t, func(a *api) { withEntries(a); a.deps.History = fakeHistory{err: errStore} })
	for _, tt := range []struct {
		name, host string
		site       *site
	}{
		{"visits", "quiet-harbour-sim.social", s},
		{"visits-alias", "web.quiet-harbour-sim.social", s},
		{"visits-unknown", "nobody-sim.social", s},
		{"visits-opted-out", "refused-sim.social", s},
		{"visits-without-history", "quiet-harbour-sim.social", broken},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := tt.site.get(t, "/api/v1/servers/"+tt.host+"/visits")
			if got.StatusCode != http.StatusOK {
				t.Errorf("status %d", got.StatusCode)
			}
			golden(t, tt.name+".json", got.body)
		})
	}
	if got := s.get(t, "/api/v1/servers/192.0.2.1/visits"); got.StatusCode != http.StatusBadRequest {
		t.Errorf("an address: status %d", got.StatusCode)
	}
}

// The two ways to opt out cannot be told apart.
func TestOptedOutIsAllThatIsTold(t *testing.T) {
	s := start(t, withEntries)
	refused := string(s.get(t, "/api/v1/servers/refused-sim.social/visits").body)
	forgotten := string(s.get(t, "/api/v1/servers/forgotten-sim.social/visits").body)
	if strings.ReplaceAll(forgotten, "forgotten", "refused") != refused {
		t.Errorf("%s\n%s", refused, forgotten)
	}
}
