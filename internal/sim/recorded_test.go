package sim

import (
	"bytes"
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/publicsuffix"

	"landfall/internal/fixtures"
)

// write puts small documents into a folder of the recorded layout.
func write(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func (l *lab) hostOf(t *testing.T, document string) string {
	t.Helper()
	for _, h := range l.Hosts() {
		if h.Document == document {
			return h.Name
		}
	}
	t.Fatalf("no host serves %s", document)
	return ""
}

func TestRecordedDocumentsAreServedByteForByte(t *testing.T) {
	const odd = "\ufeff{ \"version\":\"2.1\", \"software\":{\"name\":\"x\"},\r\n\"version\" : \"2.1\" }\n\n"
	l := start(t, Config{Documents: write(t, map[string]string{
		"README.md":                       "not a document",
		"nodeinfo/lemmy/a_1.0.json":       `{"version":"2.0"}`,
		"nodeinfo/diaspora/b.json":        `{"version":"1.0"}`,
		"nodeinfo/future/c.json":          `{"version":"2.2"}`,
		"nodeinfo/unknown/none.json":      odd,
		"instance-v1/mastodon/d e ü.json": `{"uri":"x"}`,
		"instance-v2/mastodon/f.json":     `{"domain":"x"}`,
		"instance-v2/f.json":              `{}`,
		"blocklists/g/h.csv":              "domain",
		"lists/i/j.json":                  "[]",
		"lists/i/k.json":                  "[]",
	})})
	c := l.client(t, 10*time.Second)
	if got := l.Skipped(); len(got) != 3 || got["lists"] != 2 || got["blocklists"] != 1 || got["instance-v2"] != 1 {
		t.Errorf("skipped %v", got)
	}
	for _, tt := range []struct{ document, version, body string }{
		{"nodeinfo/lemmy/a_1.0.json", "2.0", `{"version":"2.0"}`},
		{"nodeinfo/diaspora/b.json", "1.0", `{"version":"1.0"}`},
		{"nodeinfo/future/c.json", "2.2", `{"version":"2.2"}`},
		{"nodeinfo/unknown/none.json", "2.0", odd},
	} {
		host := l.hostOf(t, tt.document)
		var known struct {
			Links []struct{ Rel, Href string }
		}
		a := mustGet(t, c, "https://"+host+"/.well-known/nodeinfo")
		if err := json.Unmarshal(a.body, &known); err != nil || len(known.Links) != 1 || known.Links[0].Rel != relSchema+tt.version {
			t.Fatalf("%s: %s, %v", tt.document, a.body, err)
		}
		if a := mustGet(t, c, known.Links[0].Href); string(a.body) != tt.body || a.header.Get("Content-Type") != nodeinfoMedia(tt.version) {
			t.Errorf("%s: %q, %s", tt.document, a.body, a.header.Get("Content-Type"))
		}
		for _, path := range []string{"/", "/robots.txt", "/nodeinfo/1.1", "/nodeinfo/", "/api/v1/instance"} {
			if a := mustGet(t, c, "https://"+host+path); a.status != http.StatusNotFound {
				t.Errorf("%s%s: %d", tt.document, path, a.status)
			}
		}
	}
	for document, path := range map[string]string{"instance-v1/mastodon/d e ü.json": "/api/v1/instance", "instance-v2/mastodon/f.json": "/api/v2/instance"} {
		host := l.hostOf(t, document)
		if a := mustGet(t, c, "https://"+host+path); a.status != 200 || !json.Valid(a.body) || a.header.Get("Content-Type") != mediaJSON {
			t.Errorf("%s: %d, %q", document, a.status, a.body)
		}
		for _, path := range []string{"/.well-known/nodeinfo", "/nodeinfo/2.0", "/robots.txt", "/api/v1/instance/peers"} {
			if a := mustGet(t, c, "https://"+host+path); a.status != http.StatusNotFound {
				t.Errorf("%s%s: %d", document, path, a.status)
			}
		}
	}
}

func TestRecordedFixturesKeepTheirHosts(t *testing.T) {
	dir := fixtures.Path(t)
	l := start(t, Config{Documents: dir, Mix: MixDemo()})
	again := network(t, Config{Documents: dir, Seed: 99})
	if err := again.Listen(); err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	var index, other bytes.Buffer
	if err := l.WriteIndex(&index); err != nil {
		t.Fatal(err)
	}
	if err := again.WriteIndex(&other); err != nil {
		t.Fatal(err)
	}
	if index.String() != other.String() {
		t.Error("the index differs from one network to the next")
	}
	c := l.client(t, 10*time.Second)
	kinds := make(map[string]int)
	for line := range strings.Lines(index.String()) {
		host, document, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		kind, _, _ := strings.Cut(document, "/")
		kinds[kind]++
		if domain, err := publicsuffix.EffectiveTLDPlusOne(host); !ok || err != nil || domain != host || !strings.HasSuffix(host, "-sim.social") || len(host) > 75 {
			t.Fatalf("%q is no line of the index: %v", line, err)
		}
		path := recordedPaths[kind]
		if kind == "nodeinfo" {
			var known struct{ Links []struct{ Href string } }
			if err := json.Unmarshal(mustGet(t, c, "https://"+host+"/.well-known/nodeinfo").body, &known); err != nil {
				t.Fatal(err)
			}
			path = strings.TrimPrefix(known.Links[0].Href, "https://"+host)
		}
		want, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(document)))
		if err != nil {
			t.Fatal(err)
		}
		if a := mustGet(t, c, "https://"+host+path); a.status != 200 || !bytes.Equal(a.body, want) {
			t.Errorf("%s: %d, %d bytes, want %d", document, a.status, len(a.body), len(want))
		}
		c.CloseIdleConnections()
	}
	if kinds["nodeinfo"] < 300 || kinds["instance-v1"] < 40 || kinds["instance-v2"] < 20 {
		t.Errorf("documents served: %v", kinds)
	}
	t.Logf("served %v, left alone %v", kinds, l.Skipped())
}

func TestDocumentsMustBeThere(t *testing.T) {
	for name, dir := range map[string]string{
		"missing": filepath.Join(t.TempDir(), "missing"),
		"empty":   t.TempDir(),
		"unknown": write(t, map[string]string{"other/kind/file.json": "{}"}),
	} {
		n := network(t, Config{Documents: dir})
		if err := n.Listen(); err == nil {
			t.Errorf("%s: no error", name)
		}
		if err := n.Close(); err != nil {
			t.Errorf("%s: Close: %v", name, err)
		}
	}
}

func TestLinksOutOfTheFolderAreNotFollowed(t *testing.T) {
	outside := write(t, map[string]string{"secret.json": `{"secret":1}`})
	dir := write(t, map[string]string{"nodeinfo/x/sound.json": `{"version":"2.0"}`})
	if err := os.Symlink(filepath.Join(outside, "secret.json"), filepath.Join(dir, "nodeinfo", "x", "link.json")); err != nil {
		t.Fatal(err)
	}
	l := start(t, Config{Documents: dir})
	if len(l.Hosts()) != 1 || l.Skipped()["nodeinfo"] != 1 {
		t.Errorf("%d hosts, skipped %v", len(l.Hosts()), l.Skipped())
	}
}
