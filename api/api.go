package api

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"landfall"
	"landfall/directory"
	"landfall/directory/past"
	"landfall/directory/peers"
	"landfall/directory/stats"
	"landfall/internal/httpkit"
)

// Directory gives the present snapshot, never nil.
type Directory interface {
	Load() *directory.Snapshot
	// Unmeasured returns the times in which nothing was measured, oldest first.
	Unmeasured() []landfall.Gap
}

// History gives what was observed of one instance. A host without observations has
// an empty Summary and no observations, and is no error.
type History interface {
	// Summary adds up the days from the one of from to the one of to.
	Summary(ctx context.Context, host landfall.Host, from, to time.Time) (landfall.Summary, error)
	// Recent returns the last n visits, newest first.
	Recent(ctx context.Context, host landfall.Host, n int) ([]landfall.Observation, error)
	// Speeds tells what visits cost from each place, begun at or after from and before
	// to.
	Speeds(ctx context.Context, host landfall.Host, from, to time.Time) ([]landfall.VantageSpeed, error)
}

// Deps are what the API works with.
type Deps struct {
	Directory Directory
	History   History
	// Past is what is told of a server over time; nil: nothing is.
	Past   *past.Reader
	Logger *slog.Logger
	// Site is where the world finds the site, without a slash at its end: feeds are read
	// elsewhere and need whole addresses.
	Site string
	// Graph gives how servers are alike by whom they know, nil before that is known; a nil
	// function: it never is.
	Graph func() *peers.Graph
	// Entries is what diaries are written from, and Now their clock; nil: there are none.
	Entries Entries
	// Wordings is what the changes of rules are told from; nil: they are not.
	Wordings Wordings
	Now      func() time.Time
	// RateLimit bounds what each client asks; nil: nothing does.
	RateLimit *httpkit.RateLimit
	// Submit takes names of servers; nil: none can be added. SubmitLimit bounds what
	// one client adds, and SameOrigin refuses what browsers send for other sites.
	Submit      Submit
	SubmitLimit *httpkit.RateLimit
	SameOrigin  *httpkit.SameOrigin
}

// Prefix is the path that every route of the API begins with.
const Prefix = "/api/v1"

// Register adds the API's routes.
func Register(r gin.IRouter, deps Deps) {
	newAPI(deps).register(r)
}

type api struct {
	deps Deps
	book *stats.Book
	// historyTimeout bounds the wait for a server's history.
	historyTimeout time.Duration
}

func newAPI(deps Deps) *api {
	const historyTimeout = 2 * time.Second
	return &api{deps: deps, book: &stats.Book{}, historyTimeout: historyTimeout}
}

func (a *api) register(r gin.IRouter) {
	group := r.Group(Prefix, allowAnyOrigin)
	a.get(group, "/servers", a.servers)
	a.get(group, "/servers/:host", a.server)
	if a.deps.Entries != nil {
		a.get(group, "/servers/:host/visits", a.visits)
	}
	if a.deps.Wordings != nil {
		a.get(group, "/servers/:host/rules", a.rules)
	}
	if a.deps.Past != nil {
		a.registerPast(group)
	}
	a.get(group, "/servers/:host/ranking", a.ranking)
	a.get(group, "/find", a.find)
	a.get(group, "/compare", a.compare)
	a.get(group, "/find.json", a.find)
	a.get(group, "/compare.json", a.compare)
	a.get(group, "/compare.csv", a.compareTable)
	a.get(group, "/totals", a.totals)
	a.get(group, "/stats", a.charts)
	a.get(group, "/stats.json", a.charts)
	a.get(group, "/stats/:chart", a.chart)
	if a.deps.Graph != nil {
		for _, ending := range []string{"", ".json", ".csv", ".ndjson"} {
			a.get(group, "/stats/graph"+ending, a.graph)
		}
	}
	a.get(group, "/notices", a.notices)
	a.get(group, "/notices.json", a.notices)
	a.get(group, "/notices.ndjson", a.noticesLines)
	a.get(group, "/notices.csv", a.noticesTable)
	a.get(group, "/notices.atom", a.noticesAtom)
	a.get(group, "/notices.ics", a.noticesCalendar)
	a.get(group, "/notices/measure", a.noticeMeasures)
	a.get(group, "/notices/:id", a.notice)
	a.registerSections(group)
	if a.deps.Submit != nil {
		a.registerAdd(group)
	}
}

// get adds a route for reading, and the answer to browsers that ask whether other
// sites may use it.
func (a *api) get(r gin.IRouter, path string, handler func(*gin.Context) error) {
	handlers := []gin.HandlerFunc{httpkit.Handle(handler)}
	if a.deps.RateLimit != nil {
		handlers = append([]gin.HandlerFunc{a.deps.RateLimit.Middleware}, handlers...)
	}
	r.GET(path, handlers...)
	r.OPTIONS(path, preflight)
}

// cacheFor is how long an answer may be used without asking again. The snapshot
// changes about as often while a crawl is under way.
const cacheFor = "public, max-age=60"

// send answers with a document.
func send(c *gin.Context, document any) error {
	body, err := json.Marshal(document)
	if err != nil {
		return fmt.Errorf("encode answer: %w", err)
	}
	c.Data(http.StatusOK, "application/json", append(body, '\n'))
	return nil
}
