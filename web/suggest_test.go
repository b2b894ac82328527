package web

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"landfall/directory"
)

// options asks what words may go on to, and returns the texts of the list and what taking each
// of them does: the words that are searched for, or the address that it leads to.
func options(t *testing.T, site http.Handler, prefix, typed string) (texts, takes []string) {
	t.Helper()
	list := elements(document(t, site, prefix+suggestPath+"?q="+url.QueryEscape(typed), http.StatusOK), "ul")
	if len(list) != 1 {
		t.Fatalf("%q: %d lists", typed, len(list))
	}
	for _, li := range elements(list[0], "li") {
		text, isText := attr(li, "data-text")
		href, isHref := attr(li, "data-href")
		if isText == isHref || text+href == "" {
			t.Errorf("%q: %q puts in %q and leads to %q", typed, words(li), text, href)
		}
		texts, takes = append(texts, words(li)), append(takes, text+href)
	}
	want := fmt.Sprintf("%d suggestions", len(texts))
	if len(texts) == 1 {
		want = "1 suggestion"
	}
	if said, _ := attr(list[0], "data-said"); said != want && prefix == "" {
		t.Errorf("%q: it says %q of %d", typed, said, len(texts))
	}
	return texts, takes
}

func suggesting(t testing.TB) (*world, http.Handler) {
	w := newWorld(slices.Concat(everyone(), recommendable(9), themed())...)
	return w, engine(t, w, Config{})
}

func TestWordsGoOnToThings(t *testing.T) {
	_, site := suggesting(t)
	for _, tt := range []struct{ prefix, typed, text, takes string }{
		{"", "mastod", "Mastodon Software · ", "Mastodon"},
		{"", "Mastdon", "Mastodon Software · ", "Mastdon"},
		{"", "quiet har", "Quiet Harbour Server · quiet-harbour-sim.social", "/s/quiet-harbour-sim.social"},
		{"", "quiet harbuor", "Quiet Harbour Server · quiet-harbour-sim.social", "/s/quiet-harbour-sim.social"},
		{"", "QUIET-harbour-sim.so", "Quiet Harbour Server · quiet-harbour-sim.social", "/s/quiet-harbour-sim.social"},
		{"", "engl", "English Language · ", "English"},
		{"", "harbour mastod", "Mastodon Software · ", "harbour Mastodon"},
		{"/de", "quiet har", "Quiet Harbour Server · quiet-harbour-sim.social", "/de/s/quiet-harbour-sim.social"},
		{"/de", "engl", "Englisch Sprache · ", "English"},
	} {
		texts, takes := options(t, site, tt.prefix, tt.typed)
		if i := slices.Index(takes, tt.takes); i < 0 || !strings.HasPrefix(texts[i], tt.text) {
			t.Errorf("%s %q: %q, taken as %q; want %q as %q", tt.prefix, tt.typed, texts, takes, tt.text, tt.takes)
		}
	}
	for _, typed := range []string{"", " ", "m", "?!", "opted-out-sim.social", "xyzzyq", strings.Repeat("harbour ", 20)} {
		if texts, _ := options(t, site, "", typed); len(texts) > 0 {
			t.Errorf("%q goes on to %q", typed, texts)
		}
	}
}

// TestASuggestionGivesWhatItSays: a thing that is taken leads to a list of as many servers as it
// says, all servers that are named are shown by lists, and there are never too many.
func TestASuggestionGivesWhatItSays(t *testing.T) {
	w, site := suggesting(t)
	seen, servers := map[string]int{}, 0
	for a := 'a'; a <= 'z'; a++ {
		for _, b := range "aeioustrnl" {
			typed := string(a) + string(b)
			texts, takes := options(t, site, "", typed)
			if len(texts) > mostSuggested {
				t.Errorf("%q goes on to %d", typed, len(texts))
			}
			for i, take := range takes {
				if host, ok := strings.CutPrefix(take, "/s/"); ok {
					servers++
					if !slices.ContainsFunc(w.Snapshot.Called(typed, mostSuggested), func(s *directory.Server) bool { return string(s.Host) == host }) {
						t.Errorf("%q goes on to %s, which is not called so", typed, host)
					}
					continue
				}
				of := strings.Split(texts[i], " · ")
				seen[take] = 0
				if got := totalFor(t, site, take); got != of[len(of)-1] {
					t.Errorf("%q says %q, and gives %s", take, texts[i], got)
				}
			}
		}
	}
	if len(seen) < 10 || servers < 10 {
		t.Errorf("only %d things and %d servers were looked at", len(seen), servers)
	}
}

// totalFor searches for words as the box does, and returns how many servers there are.
func totalFor(t *testing.T, site http.Handler, typed string) string {
	t.Helper()
	to := get(t, site, "/servers?q="+url.QueryEscape(typed)).Header().Get("Location")
	doc := document(t, site, to, http.StatusOK)
	at := slices.IndexFunc(elements(doc, "p"), func(n *html.Node) bool { id, _ := attr(n, "id"); return id == "count" })
	if at < 0 {
		t.Fatalf("%q leads to %q, which counts nothing", typed, to)
	}
	n := words(elements(elements(doc, "p")[at], "strong")[0])
	if n == "1" {
		return "1 server"
	}
	return n + " servers"
}

func TestSuggestionsMayBeKept(t *testing.T) {
	site := engine(t, newWorld(everyone()...), Config{})
	w := get(t, site, suggestPath+"?q=mast")
	if got := w.Header().Get("Cache-Control"); got != pageFresh || w.Header().Get("ETag") == "" || w.Header().Get("X-Robots-Tag") != "noindex" {
		t.Errorf("the list comes with %v", w.Header())
	}
	if body := get(t, site, suggestPath+`?q=%22%3E%3Cscript%3E`).Body.String(); strings.Contains(body, "<script") {
		t.Errorf("what was typed is in the list: %s", body)
	}
}

// TestWithoutScriptTopicsAreOffered: each is read as a topic.
func TestWithoutScriptTopicsAreOffered(t *testing.T) {
	site := engine(t, newWorld(everyone()...), Config{})
	for _, path := range []string{"/", "/de/servers"} {
		doc := document(t, site, path, http.StatusOK)
		list := elements(doc, "datalist")
		if len(list) != 1 {
			t.Fatalf("%s has %d lists", path, len(list))
		}
		all := elements(list[0], "option")
		if len(all) < 20 {
			t.Errorf("%s offers %d topics", path, len(all))
		}
		for _, option := range all {
			value, _ := attr(option, "value")
			to := get(t, site, "/servers?q="+url.QueryEscape(value)).Header().Get("Location")
			if !strings.Contains(to, "topic=") {
				t.Errorf("%s: %q leads to %q", path, value, to)
			}
		}
	}
}

func BenchmarkSuggest(b *testing.B) {
	_, site := suggesting(b)
	get(b, site, suggestPath+"?q=metal+ma") // the first makes the parser
	for b.Loop() {
		get(b, site, suggestPath+"?q=metal+ma")
	}
}
