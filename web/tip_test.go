package web

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"landfall"
	"landfall/internal/httpkit"
)

func TestAReaderTellsOfAClosing(t *testing.T) {
	var told []landfall.ClosingTip
	origin, err := httpkit.NewSameOrigin("")
	if err != nil {
		t.Fatal(err)
	}
	w := newWorld(everyone()...)
	site := New(DefaultConfig(), Deps{
		Directory: w, History: w, Entries: w, Now: func() time.Time { return now }, SameOrigin: origin,
		TakeTip: func(_ context.Context, tip landfall.ClosingTip) error {
			told = append(told, tip)
			return nil
		},
	})
	engine, err := httpkit.NewEngine(httpkit.DefaultConfig(), httpkit.Deps{
		Logger: slog.New(slog.DiscardHandler), Metrics: prometheus.NewRegistry(), Now: time.Now, ErrorPage: site.ErrorPage,
	})
	if err != nil {
		t.Fatal(err)
	}
	site.Register(engine)
	const path = "/s/quiet-harbour-sim.social/closing"
	for _, page := range []string{"/s/quiet-harbour-sim.social", "/s/farewell-sim.social"} { // the second is known to close
		if shown := strings.Contains(get(t, engine, page).Body.String(), page+"/closing"); shown != (page+"/closing" == path) {
			t.Errorf("%s leads to the form: %v", page, shown)
		}
	}
	form := send(engine, path, "", nil, "none")
	if form.Code != http.StatusOK || !strings.Contains(form.Body.String(), `name="address"`) {
		t.Fatalf("the form: %d", form.Code)
	}
	for _, tt := range []struct {
		address, day, site string
		code               int
		says               string
	}{
		{"https://news.example/1", "2026-12-31", "same-origin", http.StatusAccepted, "Thank you."},
		{"javascript:alert(1)", "", "same-origin", http.StatusUnprocessableEntity, "address of a page"},
		{"https://news.example/1", "tomorrow", "same-origin", http.StatusUnprocessableEntity, "This is no day"},
		{`https://news.example/"><script>`, "31.12.", "same-origin", http.StatusUnprocessableEntity, "&lt;script&gt;"},
		{"https://news.example/1", "", "cross-site", http.StatusForbidden, ""},
	} {
		told = nil
		got := send(engine, path, "", url.Values{"address": {tt.address}, "day": {tt.day}}, tt.site)
		if got.Code != tt.code || !strings.Contains(got.Body.String(), tt.says) || (len(told) == 1) != (tt.code == http.StatusAccepted) {
			t.Errorf("%q, %q from %s: %d, told %v\n%.600s", tt.address, tt.day, tt.site, got.Code, told, got.Body)
		}
		if cache := got.Header().Get("Cache-Control"); cache != "no-store" {
			t.Errorf("%q: cache control %q", tt.address, cache)
		}
	}
	if got := send(engine, "/s/nobody-sim.social/closing", "", nil, "none"); got.Code != http.StatusNotFound {
		t.Error(fmt.Sprint("of a server that is not known: ", got.Code))
	}
}
