package api

import (
	"encoding/csv"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"

	"landfall"
)

func TestGoldenSections(t *testing.T) {
	s := start(t, nil)
	for name, path := range map[string]string{
		"topic": "/api/v1/topics/books", "topic-empty": "/api/v1/topics/music/metal", "topic-unknown": "/api/v1/topics/cheese",
		"place": "/api/v1/places/de", "place-based": "/api/v1/places/nl?meaning=legally_based", "place-network": "/api/v1/places/as24940?meaning=hosted_in",
		"places-bad": "/api/v1/places?meaning=all", "language": "/api/v1/languages/de", "languages": "/api/v1/languages", "software": "/api/v1/software/mastodon",
	} {
		golden(t, name+".json", s.get(t, path).body)
	}
}

// TestListsOfSectionsAreOne: a list says the same in each format, its numbers are what its
// addresses find, and each of its documents is there.
func TestListsOfSectionsAreOne(t *testing.T) {
	s := start(t, nil)
	type section struct {
		Slug     string
		Listed   int    `json:"servers_listed"`
		Joinable int    `json:"servers_joinable"`
		Href     string `json:"href"`
		Servers  string `json:"servers_href"`
	}
	for _, kind := range sectionKinds() {
		list := read[struct {
			Filter   string
			Sections []section
		}](t, s.get(t, "/api/v1"+kind.root))
		if list.Filter != kind.key || len(list.Sections) == 0 {
			t.Fatalf("%s: %+v", kind.root, list)
		}
		table, err := csv.NewReader(strings.NewReader(string(s.get(t, "/api/v1"+kind.root+".csv").body))).ReadAll()
		if err != nil || len(table) != len(list.Sections)+1 {
			t.Fatalf("%s.csv: %d lines, %v", kind.root, len(table), err)
		}
		lines := strings.Split(strings.TrimSpace(string(s.get(t, "/api/v1"+kind.root+".ndjson").body)), "\n")
		if len(lines) != len(list.Sections) {
			t.Fatalf("%s.ndjson: %d lines", kind.root, len(lines))
		}
		some := 0
		for i, c := range list.Sections {
			var line section
			if err := json.Unmarshal([]byte(lines[i]), &line); err != nil || line != c {
				t.Errorf("%s: line %+v, list %+v, %v", kind.root, line, c, err)
			}
			if table[i+1][0] != c.Slug || table[i+1][3] != strconv.Itoa(c.Listed) {
				t.Errorf("%s: row %v, list %+v", kind.root, table[i+1], c)
			}
			if got := read[serverList](t, s.get(t, c.Servers)); got.Total != c.Listed {
				t.Errorf("%s has %d servers, %s finds %d", c.Slug, c.Listed, c.Servers, got.Total)
			}
			d := read[struct{ Section section }](t, s.get(t, c.Href))
			if d.Section != c {
				t.Errorf("%s: %+v, list %+v", c.Href, d.Section, c)
			}
			some += c.Listed
		}
		if some == 0 {
			t.Errorf("%s has no servers", kind.root)
		}
	}
}

// TestAddressesOfPagesWithAnEnding: what a page's address gives with an ending is the API's.
func TestAddressesOfPagesWithAnEnding(t *testing.T) {
	var asked string
	handler := Formats(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { asked = r.URL.Path }))
	for path, want := range map[string]string{
		"/topics.csv": "/api/v1/topics.csv", "/topics/music/metal.atom": "/api/v1/topics/music/metal.atom", "/topics/music.json": "/api/v1/topics/music.json",
		"/topics": "/topics", "/topics/music": "/topics/music", "/topicsofmine.csv": "/topicsofmine.csv", "/software/iceshrimp.net": "/software/iceshrimp.net", "/software/iceshrimp.net.csv": "/api/v1/software/iceshrimp.net.csv", "/notices.atom": "/api/v1/notices.atom",
	} {
		handler.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, path, nil))
		if asked != want {
			t.Errorf("%s is %s, want %s", path, asked, want)
		}
	}
}

// TestAdoptionIsATable: the file beside the chart has the days of the document.
func TestAdoptionIsATable(t *testing.T) {
	s := start(t, nil)
	s.current.Store(build([]landfall.Instance{harbour(), harbourNamed("b-sim.club"), harbourNamed("c-sim.town")}, now))
	d := read[sectionDocument](t, s.get(t, "/api/v1/software/mastodon"))
	want := "date,servers\n2026-10-07,3\n"
	if d.Adoption == nil || d.Adoption.Version != "4.5.2" || len(d.Adoption.Days) != 1 {
		t.Errorf("adoption: %+v", d.Adoption)
	}
	if got := s.get(t, "/api/v1/software/mastodon/adoption.csv"); string(got.body) != want {
		t.Errorf("%q, want %q", got.body, want)
	}
	for _, path := range []string{"/api/v1/software/mastodon/adoption", "/api/v1/software/mastodon/adoption.atom", "/api/v1/software/mastodon/luck.csv"} {
		if got := s.get(t, path); got.StatusCode != http.StatusNotFound {
			t.Errorf("%s: %d", path, got.StatusCode)
		}
	}
}

func harbourNamed(host landfall.Host) landfall.Instance {
	in := harbour()
	in.Host = host
	return in
}

func TestTheNewestOfATopicAreAFeed(t *testing.T) {
	s := start(t, nil)
	got := s.get(t, "/api/v1/topics/books.atom")
	if got.StatusCode != http.StatusOK || !strings.HasPrefix(got.Header.Get("Content-Type"), "application/atom+xml") {
		t.Fatalf("%d %s", got.StatusCode, got.Header.Get("Content-Type"))
	}
	for _, want := range []string{"<title>New servers: Books", "<title>Quiet Harbour (quiet-harbour-sim.social)</title>", "<published>2026-07-09T12:00:00Z</published>", "like boats &amp; books"} {
		if !strings.Contains(string(got.body), want) {
			t.Errorf("no %s in %s", want, got.body)
		}
	}
	if strings.Contains(string(got.body), "lantern-sim.social") {
		t.Error("it tells of a server about something else")
	}
}
