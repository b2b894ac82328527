package api

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestGoldenAnswers compares whole answers with those in testdata, which are also examples
// for whoever writes a client.
func TestGoldenAnswers(t *testing.T) {
	s := start(t, nil)
	broken := start(t, func(a *api) { a.deps.History = fakeHistory{err: errStore} })
	for _, tt := range []struct {
		name, path string
		site       *site
		status     int
	}{
		{"list", "/api/v1/servers?sort=name", s, 200},
		{"list-facets", "/api/v1/servers?signup=any&limit=1&sort=name&facets=true", s, 200},
		{"list-empty", "/api/v1/servers?sw=lemmy", s, 200},
		{"list-bad", "/api/v1/servers?speed=warp&limit=1000&facets=maybe&signup=opne", s, 400},
		{"server", "/api/v1/servers/quiet-harbour-sim.social", s, 200},
		{"server-small", "/api/v1/servers/lantern-sim.social", s, 200},
		{"server-single", "/api/v1/servers/single-sim.social", s, 200},
		{"server-rumour", "/api/v1/servers/rumour-sim.social", s, 200},
		{"server-without-history", "/api/v1/servers/quiet-harbour-sim.social", broken, 200},
		{"server-unknown", "/api/v1/servers/nobody-sim.social", s, 404},
		{"server-bad-host", "/api/v1/servers/192.0.2.1", s, 400},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := tt.site.get(t, tt.path)
			if got.StatusCode != tt.status {
				t.Errorf("status %d, want %d", got.StatusCode, tt.status)
			}
			golden(t, tt.name+".json", got.body)
		})
	}
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	var pretty bytes.Buffer
	if err := json.Indent(&pretty, got, "", "  "); err != nil {
		t.Fatalf("%v: %q", err, got)
	}
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, pretty.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v; run make golden", err)
	}
	if diff := cmp.Diff(string(want), pretty.String()); diff != "" {
		t.Errorf("%s (-want +got):\n%s", path, diff)
	}
}
