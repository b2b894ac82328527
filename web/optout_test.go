package web

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/prometheus/client_golang/prometheus"

	"landfall/internal/httpkit"
	"landfall/web/tongue"
)

// TestARequestSaysHowItStands to whoever types the whole name, and nothing is kept of that.
func TestARequestSaysHowItStands(t *testing.T) {
	site := engine(t, newWorld(everyone()...), Config{PublicURL: "https://landfall-sim.org"})
	for host, want := range map[string][]string{
		"opted-out-sim.social":           {"This server asked not to be measured."},
		"asked-to-be-left-alone-sim.org": {"This server asked not to be measured."},
		"asking-sim.social":              {"has not looked yet", `_landfall.asking-sim.social. IN TXT "opt-out"`, "https://asking-sim.social/.well-known/landfall.txt"},
		"waiting-sim.social":             {"TXT record: does not ask for it", "The file: the server wants more time", "robots.txt: could not be read", "Last looked", "12:40"},
		"another-name-sim.social":        {"another name of quiet-harbour-sim.social"},
		"quiet-harbour-sim.social":       {"Nothing is asked for at present"},
		"never-heard-of-sim.social":      {"Nothing is asked for at present"},
		"no name":                        {"not the name of a server"},
	} {
		path := "/opt-out?host=" + url.QueryEscape(host)
		if cache := get(t, site, path).Header().Get("Cache-Control"); cache != "no-store" {
			t.Errorf("%s: cache control %q", path, cache)
		}
		doc := document(t, site, path, http.StatusOK)
		checkHead(t, doc, false)
		checkHeadings(t, doc)
		checkReferences(t, doc)
		checkForms(t, doc)
		text := words(doc)
		for _, part := range want {
			if !strings.Contains(text, part) {
				t.Errorf("%s does not say %q", path, part)
			}
		}
		if out := strings.Contains(text, "This server asked not"); out != strings.Contains(want[0], "This server asked not") {
			t.Errorf("%s is said to be out: %v", path, out)
		}
	}
}

// TestAPageOfAServerThatOptedOut says so to whoever typed its name, and no more.
func TestAPageOfAServerThatOptedOut(t *testing.T) {
	site := engine(t, newWorld(everyone()...), Config{})
	text := words(elements(document(t, site, "/s/opted-out-sim.social", http.StatusNotFound), "main")[0])
	if !strings.Contains(text, "This server asked not to be measured.") || strings.Contains(text, "Add it") || strings.Contains(text, "diary") {
		t.Errorf("it says %q", text)
	}
	if text := words(document(t, site, "/s/www.opted-out-sim.social", http.StatusNotFound)); strings.Contains(text, "asked not") {
		t.Error("another name tells of it")
	}
}

// optingOut is a site that takes requests to leave servers alone.
func optingOut(t *testing.T, w *world) http.Handler {
	t.Helper()
	origin, err := httpkit.NewSameOrigin("")
	if err != nil {
		t.Fatal(err)
	}
	site := New(DefaultConfig(), Deps{
		Directory: w, History: w, Entries: w, OptOuts: w, Now: clock, SameOrigin: origin,
		SubmitLimit: httpkit.NewRateLimit(httpkit.RateConfig{PerMinute: 3, Clients: 10}, clock),
	})
	gin.SetMode(gin.TestMode)
	engine, err := httpkit.NewEngine(httpkit.DefaultConfig(), httpkit.Deps{
		Logger: slog.New(slog.DiscardHandler), Metrics: prometheus.NewRegistry(), Now: time.Now, ErrorPage: site.ErrorPage,
	})
	if err != nil {
		t.Fatal(err)
	}
	site.Register(engine)
	return engine
}

// TestAnybodyMayAsk: a name that is one leads to how the request stands, in the reader's
// language; other sites and crowds are refused.
func TestAnybodyMayAsk(t *testing.T) {
	send := func(site http.Handler, path, name, from string) *httptest.ResponseRecorder {
		r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(url.Values{"host": {name}}.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Sec-Fetch-Site", from)
		w := httptest.NewRecorder()
		site.ServeHTTP(w, r)
		return w
	}
	w := newWorld(everyone()...)
	for _, tt := range []struct {
		path, name, from string
		status           int
		want             string // the address, or what the page says
	}{
		{"/opt-out", " https://Shy-Sim.social/about", "same-origin", http.StatusSeeOther, "/opt-out?host=shy-sim.social"},
		{"/de/opt-out", "shy-sim.social", "same-origin", http.StatusSeeOther, "/de/opt-out?host=shy-sim.social"},
		{"/opt-out", "opted-out-sim.social", "same-origin", http.StatusSeeOther, "/opt-out?host=opted-out-sim.social"},
		{"/opt-out", "intranet", "same-origin", http.StatusUnprocessableEntity, "single word"},
		{"/opt-out", "", "same-origin", http.StatusUnprocessableEntity, "Please type"},
		{"/opt-out", "shy-sim.social", "cross-site", http.StatusForbidden, ""},
	} {
		got := send(optingOut(t, w), tt.path, tt.name, tt.from)
		if got.Code != tt.status || !strings.Contains(got.Header().Get("Location")+got.Body.String(), tt.want) {
			t.Errorf("%q at %s: %d, %q", tt.name, tt.path, got.Code, got.Header().Get("Location"))
		}
	}
	site := optingOut(t, w)
	var codes []int
	for range 5 {
		codes = append(codes, send(site, "/opt-out", "shy-sim.social", "same-origin").Code)
	}
	if !slices.Contains(codes, http.StatusTooManyRequests) {
		t.Errorf("five requests in a minute: %v", codes)
	}
}

// TestAnInstallationThatTakesNoRequests says how to be left alone all the same.
func TestAnInstallationThatTakesNoRequests(t *testing.T) {
	w := newWorld(everyone()...)
	site := serving(t, New(DefaultConfig(), Deps{Directory: w, History: w, Entries: w, Now: clock, Logger: slog.New(slog.DiscardHandler)}), tongue.All()...)
	doc := document(t, site, "/opt-out", http.StatusOK)
	if text := words(doc); !strings.Contains(text, "takes no requests") || !strings.Contains(text, "User-agent: Landfall") || len(elements(doc, "form")) > 0 {
		t.Errorf("it says %q", text)
	}
	if text := words(document(t, site, "/opt-out?host=opted-out-sim.social", http.StatusOK)); !strings.Contains(text, "This server asked not to be measured.") {
		t.Error("who is out is not told so")
	}
}
