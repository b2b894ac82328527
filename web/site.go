package web

import (
	"bytes"
	"context"
	"log/slog"
	"strings"
	"sync"
	"time"

	"github.com/gin-gonic/gin"

	"landfall"
	"landfall/directory"
	"landfall/directory/past"
	"landfall/directory/peers"
	"landfall/directory/stats"
	"landfall/internal/httpkit"
	"landfall/web/tongue"
)

// Directory gives the present snapshot, nil before there is one. It must be quick:
// every page asks.
type Directory interface {
	Load() *directory.Snapshot
	// Stalled says since when it cannot be brought up to date, zero if it can.
	Stalled() time.Time
	// Paused returns the gap in which nothing is measured just now, if there is one.
	Paused() (gap landfall.Gap, ok bool)
	// Unmeasured returns the times in which nothing was measured, oldest first.
	Unmeasured() []landfall.Gap
}

// History gives what was observed of one instance. A host without observations
// has an empty Summary and no observations, and is no error.
type History interface {
	// Summary adds up the days from the one of from to the one of to.
	Summary(ctx context.Context, host landfall.Host, from, to time.Time) (landfall.Summary, error)
	// Recent returns the last n visits, newest first.
	Recent(ctx context.Context, host landfall.Host, n int) ([]landfall.Observation, error)
	// Speeds tells what visits cost from each place, begun at or after from and before
	// to.
	Speeds(ctx context.Context, host landfall.Host, from, to time.Time) ([]landfall.VantageSpeed, error)
}

// Config is what the pages say of this installation.
type Config struct {
	// Demo marks every page as showing simulated servers, and keeps pages from
	// linking to them.
	Demo bool
	// PublicURL is where the world finds the site, such as "https://landfall.example";
	// empty if unknown.
	PublicURL string
	// UserAgent is what the crawler calls itself.
	UserAgent string
	Version   string
	// VisitEvery is how often the crawler looks whether an instance is there that
	// answers.
	VisitEvery time.Duration
	// ReadsPinned is set if the crawlers of this installation look through the pinned posts
	// of contact accounts; pages that say what is read then say so.
	ReadsPinned bool
	// Contact is how to reach who runs this installation, in plain words or as an
	// address; empty if not set.
	Contact string
	// OperatorToken signs the operator in at /operator; empty: there is no such page.
	OperatorToken string
}

// DefaultConfig returns a Config for an installation that nobody has set up.
func DefaultConfig() Config {
	return Config{UserAgent: "Landfall", Version: "unknown", VisitEvery: time.Hour}
}

// Deps are what a Site works with.
type Deps struct {
	Directory Directory
	History   History
	// Past is what the pages below that of a server are made of; nil: there are none.
	Past     *past.Reader
	Pictures Pictures // nil: letters are shown
	Now      func() time.Time
	Logger   *slog.Logger
	// Finds is what discovery found lately, nil if that is not counted.
	Finds func() []Find
	// Graph gives how servers are alike by whom they know, nil before that is known; a nil
	// function: it never is.
	Graph func() *peers.Graph
	// Entries is what diaries are written from; nil: there are none.
	Entries Entries
	// Wordings is what the changes of rules are told from; nil: they are not.
	Wordings Wordings
	// Submit takes names of servers; nil: none can be added. SubmitLimit bounds what
	// one visitor adds, and SameOrigin refuses what other sites send.
	Submit      Submit
	SubmitLimit *httpkit.RateLimit
	SameOrigin  *httpkit.SameOrigin
	// TakeTip takes what readers know of closings, within the same bounds; nil: nobody does.
	TakeTip TakeTip
	// OptOuts takes requests to leave servers alone, within the same bounds; nil: nobody does.
	OptOuts OptOuts
	// Desk is where the operator sees to notices; nil: elsewhere.
	Desk Desk
}

// Site serves the pages.
type Site struct {
	cfg     Config
	deps    Deps
	static  static
	history *historyCache
	// operators are the sessions of the operator.
	operators operatorKey
	// likeness tells which servers are like one that closes.
	likeness directory.Likeness
	book     *stats.Book
	// tongues are the languages that pages are in, English first.
	tongues  []*tongue.Tongue
	sitemaps *epochCache[sitemapFile]
	graphs   *epochCache[[]byte] // drawings
	pages    *pageCache
	cards    *epochCache[string] // drawn cards by language and host
	studio   *studio
	buffers  sync.Pool // of *bytes.Buffer, for pages while they are made
}

// New returns a Site. It opens nothing and starts nothing.
func New(cfg Config, deps Deps) *Site {
	cfg.PublicURL = strings.TrimRight(cfg.PublicURL, "/")
	return &Site{
		cfg: cfg, deps: deps, static: newStatic(bundles), history: newHistoryCache(deps.History, deps.Now),
		operators: newOperatorKey(cfg.OperatorToken), book: &stats.Book{}, tongues: tongue.All(),
		sitemaps: newEpochCache(sitemapsKept, func(f sitemapFile) int { return len(f) }), graphs: newEpochCache(graphsKept, func(b []byte) int { return len(b) }), pages: newPageCache(), cards: newCardCache(), studio: newStudio(),
		buffers: sync.Pool{New: func() any { return new(bytes.Buffer) }},
	}
}

// Register adds the site's routes. Requests that fail are answered by
// [Site.ErrorPage].
func (s *Site) Register(r gin.IRouter) {
	s.groups(r, s.registerPages)
	r.GET("/icons/:id", httpkit.Handle(s.picture))
	r.GET(graphPicture, httpkit.Handle(s.graphDrawing))
	s.registerMachines(r)
	for name, file := range s.static.files {
		r.GET("/"+name, file.serve)
	}
}

// registerPages adds the pages and forms of one language.
func (s *Site) registerPages(r gin.IRouter) {
	pages := map[string]func(*gin.Context) error{
		"/find":                s.find,
		"/compare":             s.compare,
		"/servers":             s.servers,
		"/s/:host":             s.server,
		"/s/:host/ranking":     s.ranking,
		"/ranking/changelog":   s.rankChanges,
		"/methodology":         s.methodology,
		"/methodology/sign-up": s.signupMethod,
		"/crawler":             s.crawler,
		"/about":               s.about,
		"/add":                 s.addForm,
		"/accessibility":       s.accessibility,
		"/privacy":             s.privacy,
		"/which":               s.which,
		"/notices":             s.notices,
		"/notices/:id":         s.notice,
		"/gone":                s.gone,
		"/gone/:host":          s.goneHost,
	}
	if s.deps.Entries != nil {
		pages["/s/:host/diary"] = s.diary
		pages["/diary"] = s.findDiary
		pages["/check"] = s.check
	}
	if s.deps.Wordings != nil {
		pages["/s/:host/rules"] = s.rules
	}
	r.GET("/", s.offer, s.fromCache, httpkit.Handle(s.home))
	r.GET(suggestPath, httpkit.Handle(s.suggest))
	r.GET(openSearchPath, httpkit.Handle(s.openSearch))
	for path, page := range pages {
		r.GET(path, s.fromCache, httpkit.Handle(page))
	}
	if s.deps.Submit != nil {
		r.POST("/add", s.bounded(s.add)...)
	}
	if s.deps.TakeTip != nil {
		r.GET("/s/:host/closing", httpkit.Handle(s.tipForm))
		r.POST("/s/:host/closing", s.bounded(s.tip)...)
	}
	s.registerGuides(r)
	s.registerSections(r)
	s.registerStats(r)
	s.registerOperator(r)
	s.registerServer(r)
}

// bounded handles what a visitor sends: so often, and from our own pages.
func (s *Site) bounded(handle func(*gin.Context) error) []gin.HandlerFunc {
	var handlers []gin.HandlerFunc
	if s.deps.SubmitLimit != nil {
		handlers = append(handlers, s.deps.SubmitLimit.Middleware)
	}
	return append(handlers, s.ours(handle)...)
}

// ours handles what is sent from our own pages, or by a program.
func (s *Site) ours(handle func(*gin.Context) error) []gin.HandlerFunc {
	var handlers []gin.HandlerFunc
	if s.deps.SameOrigin != nil {
		handlers = append(handlers, s.deps.SameOrigin.Middleware)
	}
	return append(handlers, httpkit.Handle(handle))
}

// snapshot returns the present snapshot, an empty one before there is any.
func (s *Site) snapshot() *directory.Snapshot {
	if snapshot := s.deps.Directory.Load(); snapshot != nil {
		return snapshot
	}
	return directory.Build(directory.Material{}, s.deps.Now())
}
