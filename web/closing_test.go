package web

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"landfall"
	"landfall/directory"
)

// TestGoldenClosings keeps what a reader is told of a closing in each state, word for word.
func TestGoldenClosings(t *testing.T) {
	site := engine(t, newWorld(everyone()...), Config{Contact: "the harbour office"})
	for name, path := range map[string]string{
		"notices": "/notices", "notices_none_fits": "/notices?size=huge", "gone": "/gone", "gone_host": "/gone/before-our-time-sim.town",
		"notice_counting": "/notices/n-farew", "notice_span": "/notices/n-haste", "notice_day_has_come": "/notices/n-linge", "notice_undated": "/notices/n-somed",
		"notice_closed": "/notices/n-kindl", "notice_vanished": "/notices/n-mist-", "notice_cancelled": "/notices/n-remai", "notice_handed_over": "/notices/n-newha",
		"notice_unmeasured": "/notices/n-before",
	} {
		t.Run(name, func(t *testing.T) {
			golden(t, name, lines(elements(document(t, site, path, http.StatusOK), "main")[0]))
		})
	}
	t.Run("notices_first", func(t *testing.T) {
		site := engine(t, newWorld(harbour()), Config{})
		golden(t, "notices_first", lines(elements(document(t, site, "/notices", http.StatusOK), "main")[0])+
			lines(elements(document(t, site, "/gone", http.StatusOK), "main")[0]))
	})
}

func TestWhatEndedCountsNothingDown(t *testing.T) {
	site := engine(t, newWorld(everyone()...), Config{})
	for path, counts := range map[string]bool{
		"/notices/n-farew": true, "/notices/n-somed": false, "/notices/n-linge": false, "/notices/n-kindl": false,
		"/notices/n-mist-": false, "/notices/n-remai": false, "/notices/n-newha": false,
	} {
		doc := document(t, site, path, http.StatusOK)
		if bars := elements(doc, "progress"); (len(bars) == 1) != counts || strings.Contains(words(byID(t, doc, "verdict-h")), "loses in") != counts {
			t.Errorf("%s: %d bars under %q", path, len(bars), words(byID(t, doc, "verdict-h")))
		}
	}
}

func TestAClosingIsSaidOnEveryPageOfItsServer(t *testing.T) {
	site := engine(t, newWorld(everyone()...), Config{})
	const said = "This server closes in 41 days: 17 November 2026"
	for _, path := range []string{"/s/farewell-sim.social", "/s/farewell-sim.social/rules", "/s/farewell-sim.social/diary"} {
		if !strings.Contains(words(document(t, site, path, http.StatusOK)), said) {
			t.Errorf("%s does not say it", path)
		}
	}
	for _, path := range []string{"/s/quiet-harbour-sim.social", "/s/whisper-sim.cafe", "/s/remains-sim.fans"} {
		if text := words(document(t, site, path, http.StatusOK)); strings.Contains(text, "This server clos") || strings.Contains(text, "This server is closing") {
			t.Errorf("%s says that it closes", path)
		}
	}
	if text := words(byID(t, document(t, site, "/s/farewell-sim.social", http.StatusOK), "join")); !strings.Contains(text, "would not last") {
		t.Error("somebody is sent to a server that closes")
	}
}

func TestACardIsMarkedWhereItsServerCloses(t *testing.T) {
	site := engine(t, newWorld(everyone()...), Config{})
	mark := func(path string) (marks []*html.Node) {
		for _, n := range elements(document(t, site, path, http.StatusOK), "span") {
			if hasClass(n, "chip") && strings.Contains(words(n), "Closes in") {
				marks = append(marks, n)
			}
		}
		return marks
	}
	if got := mark("/servers?signup=any&q=farewell"); len(got) != 0 {
		t.Error("a server that closes is listed for who did not ask for such")
	}
	got := mark("/servers?signup=any&show=closing&q=farewell")
	if len(got) != 1 || len(elements(got[0], "svg")) != 1 {
		t.Fatalf("%d marks", len(got))
	}
	if got := mark("/"); len(got) == 0 {
		t.Error("the home page shows no closing")
	}
}

// Whoever has to move is shown servers that take people and stay.
func TestSimilarServersAreOpenAndStay(t *testing.T) {
	w := newWorld(everyone()...)
	site := New(Config{}, Deps{Directory: w, History: w, Now: func() time.Time { return now }})
	cards := site.similarOpen(t.Context(), w.Snapshot.Server("farewell-sim.social"), now)
	if len(cards) != similarShown {
		t.Fatalf("%d servers", len(cards))
	}
	usual := directory.DefaultQuery()
	usual.PerPage = directory.MaxPerPage
	listed := map[landfall.Host]bool{}
	for page := 1; page <= w.Snapshot.Find(usual).Pages; page++ {
		usual.Page = page
		for _, server := range w.Snapshot.Find(usual).Servers {
			listed[server.Host] = server.Closing == nil
		}
	}
	for _, c := range cards {
		if !listed[c.Host] || !c.Join.Primary {
			t.Errorf("%s does not take people, or closes", c.Host)
		}
	}
}

func TestNoticesAreFilteredAndPaged(t *testing.T) {
	cast := closingServers()
	for range 70 { // of one host that few would have
		n := noticeOf("kindly-sim.club", "many-"+string(rune('a'+len(cast[3].Closes)%26))+string(rune('a'+len(cast[3].Closes)/26)), landfall.NoticeClosed, days(-400), days(-300), "")
		cast[3].Closes = append(cast[3].Closes, n)
	}
	site := engine(t, newWorld(cast...), Config{})
	count := func(path string) string { return words(byID(t, document(t, site, path, http.StatusOK), "count")) }
	for path, want := range map[string]string{
		"/notices": "80 closings", "/notices?state=closing": "4 closings", "/notices?state=closing&notice=90": "1 closing", "/notices?notice=less": "1 closing",
		"/notices?state=vanished": "1 closing", "/notices?state=stays": "3 closings", "/notices?host=farewell-sim.social": "2 closings", "/gone": "73 servers", "/gone?q=before-OUR": "1 server",
	} {
		if got := count(path); got != want {
			t.Errorf("%s: %s, want %s", path, got, want)
		}
	}
	seen := map[string]bool{}
	for _, path := range []string{"/notices", "/notices?page=2", "/notices?page=3"} {
		doc := document(t, site, path, http.StatusOK)
		for _, a := range elements(byID(t, doc, "results"), "h3") {
			href, _ := attr(elements(a, "a")[0], "href")
			seen[href] = true
		}
	}
	if len(seen) != 80 {
		t.Errorf("three pages show %d closings", len(seen))
	}
	for _, input := range elements(document(t, site, "/notices?host=farewell-sim.social&state=closing", http.StatusOK), "input") {
		if name, _ := attr(input, "name"); name == directory.NoticeKeyHost {
			return
		}
	}
	t.Error("the form forgets a filter that has no box")
}

func TestOnlySoundAddressesAreLinked(t *testing.T) {
	site := New(Config{}, Deps{Directory: newWorld(), Now: func() time.Time { return now }})
	for _, tt := range []struct{ in, href, text string }{
		{"https://a-sim.org/closing?of=it#now", "https://a-sim.org/closing?of=it#now", "a-sim.org"},
		{"http://a-sim.org/", "http://a-sim.org/", "a-sim.org"},
		{"https://a-sim.org/\"><script>", "https://a-sim.org/%22%3E%3Cscript%3E", "a-sim.org"},
		{"https://good-sim.org@bad-sim.org/", "", ""},
		{"https://a-sim.org:8443/", "", ""},
		{"https://127.0.0.1/", "", ""},
		{"https:///closing", "", ""},
		{"//a-sim.org/", "", ""},
		{"ftp://a-sim.org/", "", ""},
		{"javascript:alert(1)//https://a-sim.org/", "", ""},
		{"data:text/html,x", "", ""},
		{"https://a-sim.org/" + strings.Repeat("a", longestLink), "", ""},
		{"", "", ""},
	} {
		if got := site.publicLink(tt.in); got.Href != tt.href || got.Text != tt.text {
			t.Errorf("publicLink(%.60q) = %+v", tt.in, got)
		}
	}
}

// A text that turns the direction of writing around does so to itself only: each stands in
// an element of its own that finds its direction by itself.
func TestAQuoteTurnsNothingElseAround(t *testing.T) {
	const turned = "\u202egnisolc era eW \u2067x"
	in := closingServers()[0]
	in.Closes[0].Statements[1].Quote, in.Closes[0].Events[0].Why = turned, turned
	in.Closes[0].Events[1].Why = "A closing is stated. It reads: “" + turned + "”"
	doc := document(t, engine(t, newWorld(in), Config{}), "/notices/n-farew", http.StatusOK)
	found := 0
	for _, n := range elements(doc) {
		if n.FirstChild == nil || n.FirstChild.Type != html.TextNode || !strings.Contains(n.FirstChild.Data, "\u202e") {
			continue
		}
		found++
		if dir, _ := attr(n, "dir"); n.Data != "bdi" && dir != "auto" || n.FirstChild.NextSibling != nil {
			t.Errorf("<%s dir=%q> holds it", n.Data, dir)
		}
	}
	if found != 3 {
		t.Errorf("%d elements hold it", found)
	}
}
