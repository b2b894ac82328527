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

// days is midnight UTC some days away from the world's today.
func days(away int) time.Time { return now.Truncate(24*time.Hour).AddDate(0, 0, away) }

// noticeOf is a closing that one source states, at the host itself.
func noticeOf(host landfall.Host, id string, state landfall.NoticeState, announced, closes time.Time, quote string) landfall.Notice {
	url := "https://" + string(host) + "/about"
	n := landfall.Notice{ID: id, Host: host, State: state, Announced: announced, ClosesFrom: closes, ClosesTo: closes, Found: now.AddDate(0, 0, -9)}
	n.Statements = []landfall.NoticeStatement{{
		Source: landfall.NoticeFromAnnouncement, URL: url, Quote: quote, Announced: announced, ClosesFrom: closes, ClosesTo: closes,
		Confidence: .9, FirstSeen: now.AddDate(0, 0, -9), LastSeen: now.Add(-3 * time.Hour),
	}}
	n.Events = []landfall.NoticeEvent{
		{At: now.AddDate(0, 0, -9), To: landfall.NoticeReported, By: "announcement", Why: "A closing is stated. It reads: “" + quote + "”", ClosesTo: closes},
		{At: now.AddDate(0, 0, -8), From: landfall.NoticeReported, To: state, By: "operator", Why: "It is on the server’s own page.", ClosesTo: closes},
	}
	return n
}

// closingServers are servers in every state of a closing.
func closingServers() []invented {
	shut := func(host landfall.Host, name string, state landfall.NoticeState, announced, closes time.Time, quote string) invented {
		in := invented{Instance: alive(host, name, "A place for people who like tides and long walks.", "mastodon", landfall.SignupClosed, 320, "en"), days: 90, click: 200 * time.Millisecond}
		if state.Gone() {
			in.Status, in.GoneSince, in.DownSince, in.LastSeen = landfall.StatusGone, days(-20), days(-50), days(-50)
			in.LastOutcome, in.silent = landfall.OutcomeUnreachable, 50
		}
		in.closes = []landfall.Notice{noticeOf(host, "n-"+string(host[:5]), state, announced, closes, quote)}
		return in
	}
	none := time.Time{}
	soon := shut("farewell-sim.social", "Farewell Bay", landfall.NoticeCounting, days(-49), days(41), "After five good years we close on 17 November 2026. Thank you all!")
	second := landfall.NoticeStatement{Source: landfall.NoticeFromNodeinfo, URL: "https://farewell-sim.social/nodeinfo/2.0", ClosesFrom: days(41), ClosesTo: days(41), Confidence: 1, FirstSeen: now.AddDate(0, 0, -2), LastSeen: now.Add(-time.Hour)}
	soon.closes[0].Statements = append([]landfall.NoticeStatement{second}, soon.closes[0].Statements...)
	span := shut("haste-sim.net", "Haste", landfall.NoticeCounting, days(-3), days(20), "Wir schließen im Herbst.")
	span.closes[0].ClosesTo = days(34)
	overdue := shut("lingers-sim.org", "Lingering Light", landfall.NoticeCounting, none, days(-4), "We close on 3 October.")
	before := noticeOf("farewell-sim.social", "n-once", landfall.NoticeCancelled, days(-700), days(-600), "We thought we had to close.")
	before.Found = days(-700)
	before.Events[1].At = days(-650)
	soon.closes = append(soon.closes, before)
	unmeasured := noticeOf("before-our-time-sim.town", "n-before", landfall.NoticeClosed, time.Date(2024, 1, 10, 0, 0, 0, 0, time.UTC), time.Date(2024, 5, 1, 0, 0, 0, 0, time.UTC), "That was it.")
	unmeasured.Statements[0].Source, unmeasured.Statements[0].URL = landfall.NoticeFromOperator, "https://news-sim.press/2024/closing?of=it"
	kindly := shut("kindly-sim.club", "Kindly", landfall.NoticeClosed, days(-140), days(-50), "We close at the end of summer.")
	kindly.closes = append(kindly.closes, unmeasured)
	vanished := shut("mist-sim.online", "Mist", landfall.NoticeVanished, none, none, "")
	vanished.closes[0].Statements[0].Source, vanished.closes[0].Statements[0].URL = landfall.NoticeFromAbsence, ""
	vanished.closes[0].Events = []landfall.NoticeEvent{{At: days(-20), To: landfall.NoticeVanished, By: "absence", Why: "Not answering since 2026-08-18; no notice is known."}}
	return []invented{
		soon, span, overdue, kindly, vanished,
		shut("someday-sim.blog", "Someday", landfall.NoticeConfirmed, days(-12), none, "We will have to close, and will tell you when."),
		shut("remains-sim.fans", "Remains", landfall.NoticeCancelled, days(-60), days(30), "We are not closing after all."),
		shut("newhands-sim.zone", "New Hands", landfall.NoticeHandedOver, days(-60), days(30), "The co-operative takes over."),
		shut("whisper-sim.cafe", "Whisper", landfall.NoticeReported, none, days(30), "Somebody says we close."),
	}
}

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
	cards := site.similarOpen(t.Context(), w.snapshot.Server("farewell-sim.social"), now)
	if len(cards) != similarShown {
		t.Fatalf("%d servers", len(cards))
	}
	usual := directory.DefaultQuery()
	usual.PerPage = directory.MaxPerPage
	listed := map[landfall.Host]bool{}
	for page := 1; page <= w.snapshot.Find(usual).Pages; page++ {
		usual.Page = page
		for _, server := range w.snapshot.Find(usual).Servers {
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
		n := noticeOf("kindly-sim.club", "many-"+string(rune('a'+len(cast[3].closes)%26))+string(rune('a'+len(cast[3].closes)/26)), landfall.NoticeClosed, days(-400), days(-300), "")
		cast[3].closes = append(cast[3].closes, n)
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

// A text that turns the direction of writing around does so to itself only: each stands in a
// block of its own that finds its direction by itself.
func TestAQuoteTurnsNothingElseAround(t *testing.T) {
	const turned = "\u202egnisolc era eW \u2067x"
	in := closingServers()[0]
	in.closes[0].Statements[1].Quote, in.closes[0].Events[0].Why = turned, turned
	doc := document(t, engine(t, newWorld(in), Config{}), "/notices/n-farew", http.StatusOK)
	found := 0
	for _, n := range elements(doc) {
		if n.FirstChild == nil || n.FirstChild.Type != html.TextNode || !strings.Contains(n.FirstChild.Data, "\u202e") {
			continue
		}
		found++
		if dir, _ := attr(n, "dir"); n.Data != "p" || dir != "auto" || n.FirstChild.NextSibling != nil {
			t.Errorf("<%s dir=%q> holds it", n.Data, dir)
		}
	}
	if found != 2 {
		t.Errorf("%d blocks hold it", found)
	}
}
