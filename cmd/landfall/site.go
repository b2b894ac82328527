package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"landfall"
	"landfall/api"
	"landfall/directory"
	"landfall/directory/past"
	"landfall/internal/httpkit"
	"landfall/web"
)

// siteFlags are shared by the commands that show the site.
type siteFlags struct {
	Listen        string   `help:"Address of the web site and API." default:"localhost:8080" placeholder:"ADDR" env:"LANDFALL_LISTEN"`
	Geo           []string `help:"Look addresses up in these files (MaxMind DB format: countries, networks by number) and not in what is built in." type:"existingfile" placeholder:"FILE" env:"LANDFALL_GEO"`
	Contact       string   `help:"How to reach who runs this installation, an address or in plain words: shown on pages, and in security.txt if it is an address." placeholder:"TEXT" env:"LANDFALL_CONTACT"`
	OperatorToken string   `help:"Token with which the operator signs in at /operator to see to notices of closing, 16 characters at least; without one there is no such page. Set it in the environment or the file: others may see a command line." placeholder:"TEXT" env:"LANDFALL_OPERATOR_TOKEN"`
	readsPinned   bool     // as the crawler's flag says
	Proxies       []string `help:"Proxies whose X-Forwarded-For is believed (addresses or CIDRs)." placeholder:"CIDR" env:"LANDFALL_PROXIES"`
}

// shortestToken is how many bytes the operator's token has at least: it can be guessed at,
// over the network.
const shortestToken = 16

func (f *siteFlags) operatorToken() (string, error) {
	if n := len(f.OperatorToken); n > 0 && n < shortestToken {
		return "", fmt.Errorf("operator token: %w: %d bytes are too few, it takes %d", landfall.ErrInvalid, n, shortestToken)
	}
	return f.OperatorToken, nil
}

// site is the web site and the API over the current snapshot.
type site struct {
	snapshots    *snapshots
	acquaintance *acquaintance
	canary       *canary
	listener     net.Listener
	networks     io.Closer
	handler      http.Handler
	ready        *httpkit.Readiness
	logger       *slog.Logger
}

// newSite builds the handlers and takes the address. It serves nothing yet.
func (e *env) newSite(ctx context.Context, flags siteFlags, s *stores, jobs *jobs, registry *prometheus.Registry, demo bool) (*site, error) {
	logger := e.logger.With(slog.String("part", "site"))
	current := &directory.Current{}
	origin, err := httpkit.NewSameOrigin(originOf(e.PublicURL))
	if err != nil {
		return nil, err
	}
	curator, err := e.newCurator()
	if err != nil {
		return nil, err
	}
	reader := past.NewReader(s.observations, time.Now)
	pageDeps := web.Deps{
		Directory: current, History: s.observations, Past: reader, Graph: current.Graph, Entries: s.hosts, Wordings: s.hosts, Pictures: s.hosts,
		Now: time.Now, Logger: logger, SameOrigin: origin,
	}
	apiDeps := api.Deps{
		Directory: current, History: s.observations, Past: reader, Graph: current.Graph, Entries: s.hosts, Wordings: s.hosts,
		Now: time.Now, Logger: logger, SameOrigin: origin,
		Site: siteURL(e.PublicURL, flags.Listen), RateLimit: httpkit.NewRateLimit(httpkit.DefaultRateConfig(), time.Now),
	}
	canary := newCanary(s.hosts, registry, time.Now)
	if err := canary.count(ctx); err != nil {
		logger.WarnContext(ctx, "new names not counted", slog.Any("error", err))
	}
	pageDeps.Finds = canary.lately
	if !demo { // what people add to a simulated network would be real
		submit, limit := newSubmissions(s.hosts, time.Now), newSubmitLimit(time.Now)
		pageDeps.Submit, pageDeps.SubmitLimit, pageDeps.TakeTip = submit.submit, limit, newTips(s.hosts, time.Now).take
		pageDeps.OptOuts = newOptOuts(s.hosts, time.Now)
		apiDeps.Submit, apiDeps.SubmitLimit = submit.submit, limit
	}
	pageDeps.Desk = &desk{hosts: s.hosts, now: time.Now}
	cfg := e.webConfig(demo)
	cfg.ReadsPinned, cfg.Contact = flags.readsPinned, flags.Contact
	if cfg.OperatorToken, err = flags.operatorToken(); err != nil {
		return nil, err
	}
	pages := web.New(cfg, pageDeps)
	engine, err := httpkit.NewEngine(
		httpkit.Config{TrustedProxies: flags.Proxies, MaxBody: httpkit.DefaultConfig().MaxBody},
		httpkit.Deps{Logger: logger, Metrics: registry, Now: time.Now, ErrorPage: pages.ErrorPage},
	)
	if err != nil {
		return nil, err
	}
	networks, locator, err := openNetworks(ctx, flags.Geo, logger)
	if err != nil {
		return nil, err
	}
	readings := newReadings(s.hosts, curator, logger, time.Now)
	readings.reader.LocateBy(locator)
	built := &site{
		networks: networks,
		snapshots: &snapshots{
			hosts: s.hosts, observations: s.observations, readings: readings,
			notices: newNotices(s.hosts, jobs, logger, registry), current: current, logger: logger, now: time.Now,
		},
		acquaintance: &acquaintance{observations: s.observations, current: current, logger: logger, began: time.Now(), now: time.Now},
		canary:       canary,
		handler:      api.Formats(engine),
		logger:       logger,
	}
	built.ready = readiness(s, logger)
	// The first snapshot stands before the first request.
	if err := built.snapshots.refresh(ctx); err != nil {
		return nil, err
	}
	httpkit.RegisterOps(engine, built.ready, registry)
	pages.Register(engine) //nolint:contextcheck // each request has its own
	api.Register(engine, apiDeps)
	if built.listener, err = httpkit.Listen(ctx, flags.Listen); err != nil {
		return nil, err
	}
	return built, nil
}

// close gives up the address and the files.
func (s *site) close() {
	s.listener.Close()
	s.networks.Close()
}

// originOf is the origin of a URL, as browsers state it; "" if it has none.
func originOf(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Scheme == "" || u.Host == "" {
		return ""
	}
	return u.Scheme + "://" + u.Host
}

// siteURL is where the site is found: at its public address, or else where it listens.
func siteURL(public, listen string) string {
	return strings.TrimRight(cmp.Or(public, "http://"+listen), "/")
}

func (e *env) webConfig(demo bool) web.Config {
	cfg := web.DefaultConfig()
	cfg.Demo, cfg.UserAgent, cfg.Version = demo, e.agent(), version()
	cfg.PublicURL = e.PublicURL
	return cfg
}

// run serves until ctx ends, then lets requests under way finish.
func (s *site) run(ctx context.Context) error {
	go web.Warm()
	err := httpkit.Serve(ctx, httpkit.DefaultServeConfig(), s.listener, s.handler, s.ready, s.logger)
	if errors.Is(err, http.ErrServerClosed) {
		return nil
	}
	return err
}

// url is where this process shows the site.
func (s *site) url() string { return "http://" + s.listener.Addr().String() }
