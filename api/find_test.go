package api

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
)

func TestFind(t *testing.T) {
	s := start(t, nil)
	for name, path := range map[string]string{
		"find": "/api/v1/find?lang=de&place=de", "find-nothing": "/api/v1/find.json?kind=books&join=now", "find-bad": "/api/v1/find?topic=luck&matter=small,lively",
		"ranking": "/api/v1/servers/quiet-harbour-sim.social/ranking?lang=fr", "compare": "/api/v1/compare.json?d=quiet-harbour-sim.social,lantern-sim.social",
		"compare.csv": "/api/v1/compare.csv?d=quiet-harbour-sim.social&d=lantern-sim.social",
	} {
		t.Run(name, func(t *testing.T) {
			got := s.get(t, path)
			want := http.StatusOK
			if strings.HasSuffix(name, "bad") {
				want = http.StatusBadRequest
			}
			if got.StatusCode != want {
				t.Errorf("status %d, want %d", got.StatusCode, want)
			}
			if strings.HasSuffix(name, ".csv") {
				goldenText(t, name, string(got.body))
			} else {
				golden(t, name+".json", got.body)
			}
		})
	}
	for path, want := range map[string]int{
		"/api/v1/compare": 400, "/api/v1/compare?d=a,b": 400, "/api/v1/compare?d=refused-sim.social": 404, "/api/v1/servers/refused-sim.social/ranking": 404,
		"/api/v1/servers/nobody-sim.social/ranking": 404, "/api/v1/servers/192.0.2.1/ranking": 400, "/api/v1/find?place=zz.": 400,
	} {
		if got := s.get(t, path); got.StatusCode != want {
			t.Errorf("%s: status %d, want %d", path, got.StatusCode, want)
		}
	}
}

// The parts of a score add up to it, as they are printed.
func TestScoresAddUp(t *testing.T) {
	var d rankingDocument
	if err := json.Unmarshal([]byte(start(t, nil).get(t, "/api/v1/servers/quiet-harbour-sim.social/ranking?lang=fr&matter=fast").body), &d); err != nil || d.Score == nil {
		t.Fatal(err)
	}
	sum := 0.0
	for _, p := range d.Score.Parts {
		sum += p.Points
	}
	if diff := sum - d.Score.Total; diff > 0.001 || diff < -0.001 {
		t.Errorf("parts of %v add up to %v", d.Score.Total, sum)
	}
}
