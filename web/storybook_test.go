package web

import (
	"flag"
	"log/slog"
	"net/http"
	"os"
	"os/signal"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"landfall/directory/past"
	"landfall/directory/peers"
	"landfall/internal/gallery"
	"landfall/internal/httpkit"
	"landfall/web/tongue"
)

var serve = flag.String("serve", "", "serve the tests' world on this address until interrupted")

var mirror = flag.Bool("mirror", false, "serve the pseudo-language from right to left")

// TestStorybook serves every page with invented data for looking at, /charts, and /gallery, which
// leads to the same in every state of the site:
// go test ./web -run TestStorybook -serve 127.0.0.1:8099 -timeout 0
// The pseudo-language is below /en-xa/, with -mirror from right to left.
func TestStorybook(t *testing.T) {
	if *serve == "" {
		t.Skip("nothing to look at without -serve")
	}
	ctx, stop := signal.NotifyContext(t.Context(), os.Interrupt)
	defer stop()
	listener, err := httpkit.Listen(ctx, *serve)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("serving on http://%s", listener.Addr())
	tongues := append(tongue.All(), tongue.Pseudo(*mirror))
	handler := gallery.New(withCharts(t, engineIn(t, wholeWorld(), Config{}, tongues...), tongues), func(sample gallery.Sample) (http.Handler, error) {
		w := sample.Make()
		return withCharts(t, withAPIBeside(t, w, engineIn(t, w, Config{Demo: true}, tongues...)), tongues), nil
	})
	if err := httpkit.Serve(ctx, httpkit.DefaultServeConfig(), listener, handler, nil, slog.New(slog.DiscardHandler)); err != nil {
		t.Fatal(err)
	}
}

// engine serves the site over a world, with its clock at now.
func engine(t testing.TB, w *world, cfg Config) http.Handler {
	return engineIn(t, w, cfg, tongue.All()...)
}

// engineIn serves it in some languages.
func engineIn(t testing.TB, w *world, cfg Config, tongues ...*tongue.Tongue) http.Handler {
	if cfg.VisitEvery == 0 {
		cfg.VisitEvery = 6 * time.Hour
	}
	if cfg.Version == "" {
		cfg.Version, cfg.UserAgent = "0.1.0", "Landfall/0.1.0 (+https://landfall-sim.org/crawler)"
	}
	return serving(t, New(cfg, depsOf(w)), tongues...)
}

// depsOf is what a site over a world works with, without forms for what visitors tell.
func depsOf(w *world) Deps {
	return Deps{
		Directory: w, History: w, Past: past.NewReader(w, clock), Entries: w, Wordings: w, Pictures: w, OptOuts: w, Finds: finds, Now: clock,
		Graph:  func() *peers.Graph { return acquaintance(w) },
		Logger: slog.New(slog.DiscardHandler),
	}
}

// serving serves a site in some languages.
func serving(t testing.TB, site *Site, tongues ...*tongue.Tongue) http.Handler {
	site.tongues = tongues
	engine, err := httpkit.NewEngine(httpkit.DefaultConfig(), httpkit.Deps{
		Logger: slog.New(slog.DiscardHandler), Metrics: prometheus.NewRegistry(), Now: clock, ErrorPage: site.ErrorPage,
		NewID: func() string { return "0123456789ABCDEF" },
	})
	if err != nil {
		t.Fatal(err)
	}
	site.Register(engine)
	return engine
}
