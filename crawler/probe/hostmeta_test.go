package probe

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"landfall/internal/fixtures"
)

func TestTemplates(t *testing.T) {
	for text, want := range map[string]string{
		`<XRD><Link rel="lrdd" template="https://a-sim.social/x?{uri}"/><Link rel="other" template="https://b-sim.social"/></XRD>`: "https://a-sim.social/x?{uri}",
		`{"links":[{"rel":"lrdd","template":"https://a-sim.social/x?{uri}"}]}`:                                                     "https://a-sim.social/x?{uri}",
		`<XRD><Link rel="lrdd" template="https://a-sim.social/x`:                                                                   "",
		`<!DOCTYPE x [<!ENTITY a "https://a-sim.social">]><XRD><Link rel="lrdd" template="&a;"/></XRD>`:                            "",
		`<html><body>Not found</body></html>`:                                                                                      "",
		``:                                                                                                                         "",
	} {
		if got := strings.Join(templates([]byte(text)), " "); got != want {
			t.Errorf("%.60s: %q, want %q", text, got, want)
		}
	}
}

// Every recorded host-meta document leads somewhere.
func TestRecordedHostMeta(t *testing.T) {
	paths := fixtures.Glob(t, "host-meta", "misc", "*.xml")
	read := 0
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		found := templates(text)
		if len(found) > 0 {
			read++
		}
		t.Logf("%s: %v", filepath.Base(path), found)
	}
	if read*10 < len(paths)*9 {
		t.Errorf("%d of %d documents were read", read, len(paths))
	}
}

func FuzzTemplates(f *testing.F) {
	f.Add([]byte(`<XRD><Link rel="lrdd" template="https://a-sim.social/x?{uri}"/></XRD>`))
	f.Fuzz(func(_ *testing.T, data []byte) { templates(data) })
}
