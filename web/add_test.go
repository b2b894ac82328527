package web

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/prometheus/client_golang/prometheus"

	"landfall"
	"landfall/internal/httpkit"
)

// adding is a site that takes names, and what it was told.
func adding(t *testing.T, state landfall.SubmissionState) (engine *gin.Engine, told *[]landfall.Host) {
	t.Helper()
	return addingTo(t, newWorld(everyone()...), state)
}

// addingTo is the same in a world of its own.
func addingTo(t *testing.T, w *world, state landfall.SubmissionState) (engine *gin.Engine, told *[]landfall.Host) {
	t.Helper()
	told = &[]landfall.Host{}
	origin, err := httpkit.NewSameOrigin("")
	if err != nil {
		t.Fatal(err)
	}
	cfg := DefaultConfig()
	cfg.PublicURL = "https://landfall-sim.org"
	site := New(cfg, Deps{
		Directory: w, History: w, Entries: w, Wordings: w, Now: func() time.Time { return now }, SameOrigin: origin,
		SubmitLimit: httpkit.NewRateLimit(httpkit.RateConfig{PerMinute: 6, Clients: 10}, func() time.Time { return now }),
		Submit: func(_ context.Context, host landfall.Host) (landfall.Submission, error) {
			*told = append(*told, host)
			return landfall.Submission{Host: host, State: state, Instance: "quiet-harbour-sim.social"}, nil
		},
	})
	engine, err = httpkit.NewEngine(httpkit.DefaultConfig(), httpkit.Deps{
		Logger: slog.New(slog.DiscardHandler), Metrics: prometheus.NewRegistry(), Now: time.Now, ErrorPage: site.ErrorPage,
	})
	if err != nil {
		t.Fatal(err)
	}
	site.Register(engine)
	return engine, told
}

func post(engine *gin.Engine, name string, header ...string) *httptest.ResponseRecorder {
	body := url.Values{"host": {name}}.Encode()
	r := httptest.NewRequest(http.MethodPost, "http://landfall-sim.org/add", strings.NewReader(body))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	engine.ServeHTTP(w, r)
	return w
}

func TestAVisitorAddsAServer(t *testing.T) {
	engine, told := adding(t, landfall.SubmissionNew)
	got := post(engine, " https://New-Sim.social/about ", "Sec-Fetch-Site", "same-origin")
	if got.Code != http.StatusAccepted || len(*told) != 1 || (*told)[0] != "new-sim.social" {
		t.Fatalf("%d, told %v", got.Code, *told)
	}
	for _, text := range []string{"new-sim.social", "is noted.", "robots.txt", `name="robots" content="noindex"`} {
		if !strings.Contains(got.Body.String(), text) {
			t.Errorf("the page does not say %q", text)
		}
	}
	if cache := got.Header().Get("Cache-Control"); cache != "no-store" {
		t.Errorf("cache control %q", cache)
	}
}

func TestTheFormIsSoundHTML(t *testing.T) {
	engine, _ := adding(t, landfall.SubmissionNew)
	for path, status := range map[string]int{"/add": 200, "/add?host=new-sim.social": 200, "/s/new-sim.social": 404} {
		doc := document(t, engine, path, status)
		checkHead(t, doc, status == http.StatusOK)
		checkHeadings(t, doc)
		checkReferences(t, doc)
		checkForms(t, doc)
		checkNothingInline(t, doc)
	}
}

func TestTheFormSaysWhatIsWrong(t *testing.T) {
	engine, told := adding(t, landfall.SubmissionNew)
	for name, want := range map[string]string{
		"": "Please type", "intranet": "a single word", `"><script>alert(1)</script>`: "not the name of a server", "127.0.0.1": "IP address",
	} {
		got := post(engine, name)
		if got.Code != http.StatusUnprocessableEntity || !strings.Contains(got.Body.String(), want) || strings.Contains(got.Body.String(), "<script>alert") {
			t.Errorf("%q: %d, want 422 and %q", name, got.Code, want)
		}
	}
	if len(*told) != 0 {
		t.Errorf("told %v", *told)
	}
}

func TestEveryAnswerLeadsOn(t *testing.T) {
	for state, want := range map[landfall.SubmissionState]string{
		landfall.SubmissionAgain: "visited again", landfall.SubmissionKnown: "is not new", landfall.SubmissionAlias: "/s/quiet-harbour-sim.social",
		landfall.SubmissionShut: "is not taken", landfall.SubmissionLater: "try again tomorrow",
	} {
		engine, _ := adding(t, state)
		if got := post(engine, "new-sim.social"); !strings.Contains(got.Body.String(), want) {
			t.Errorf("%s: the page does not say %q", state, want)
		}
	}
}

func TestOtherSitesAndCrowdsAreRefused(t *testing.T) {
	engine, told := adding(t, landfall.SubmissionNew)
	for _, header := range [][]string{{"Sec-Fetch-Site", "cross-site"}, {"Origin", "https://evil-sim.club"}} {
		if got := post(engine, "new-sim.social", header...); got.Code != http.StatusForbidden {
			t.Errorf("%v: %d, want 403", header, got.Code)
		}
	}
	last := 0
	for range 6 {
		last = post(engine, "new-sim.social").Code
	}
	if last != http.StatusTooManyRequests || len(*told) != 4 {
		t.Errorf("the eighth request: %d after %d names, want 429 and 4", last, len(*told))
	}
}
