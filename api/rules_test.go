package api

import (
	"context"
	"net/http"
	"testing"

	"landfall"
)

// fakeWordings is what the store has of rules in this world.
type fakeWordings struct{ err error }

func (f fakeWordings) Wordings(_ context.Context, host landfall.Host) ([]landfall.Wording, error) {
	if host != "quiet-harbour-sim.social" {
		return nil, f.err
	}
	in := harbour()
	present, _ := landfall.WordingOf(&in.Facts)
	former := landfall.Wording{
		Rules:     []landfall.Rule{{Text: "No spam of any kind."}, {Text: "Be excellent to each other."}},
		FirstSeen: present.FirstSeen.AddDate(0, -6, 0), LastSeen: present.FirstSeen.AddDate(0, 0, -1),
	}
	return []landfall.Wording{former, present}, f.err
}

func TestRules(t *testing.T) {
	s := start(t, func(a *api) { a.deps.Wordings = fakeWordings{} })
	for name, host := range map[string]string{"rules": "quiet-harbour-sim.social", "rules-not-kept": "lantern-sim.social"} {
		t.Run(name, func(t *testing.T) {
			got := s.get(t, "/api/v1/servers/"+host+"/rules")
			if got.StatusCode != http.StatusOK {
				t.Errorf("status %d", got.StatusCode)
			}
			golden(t, name+".json", got.body)
		})
	}
	for host, want := range map[string]int{"refused-sim.social": 404, "nobody-sim.social": 404, "192.0.2.1": 400} {
		if got := s.get(t, "/api/v1/servers/"+host+"/rules"); got.StatusCode != want {
			t.Errorf("%s: status %d, want %d", host, got.StatusCode, want)
		}
	}
}
