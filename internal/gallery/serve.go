package gallery

import (
	"context"
	"fmt"
	"maps"
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"
	"sync"
)

// Path is where the list of worlds is, at every name.
const Path = "/gallery"

// Below is what the names of worlds end in. Browsers and systems know it as their own machine,
// without asking anybody (RFC 6761, 6.3).
const Below = ".localhost"

// Gallery serves each world at http://NAME.localhost, the list of them at [Path] of any name, and
// all else by another handler.
type Gallery struct {
	rest   http.Handler
	worlds []exhibit
	byName map[string]*exhibit
}

// exhibit is a world and its site, which is made when it is first asked for.
type exhibit struct {
	Sample
	site func() (http.Handler, error)

	mu    sync.Mutex
	pages []string // that it has; nil if nobody asked yet
}

// New returns a Gallery of all samples. Site makes the site of one, over the world that it makes;
// it is asked for each once, and never again if that fails.
func New(rest http.Handler, site func(Sample) (http.Handler, error)) *Gallery {
	samples := Samples()
	g := &Gallery{rest: rest, worlds: make([]exhibit, len(samples)), byName: map[string]*exhibit{}}
	for i, sample := range samples {
		e := &g.worlds[i]
		e.Sample, e.site = sample, sync.OnceValues(func() (http.Handler, error) { return site(sample) })
		g.byName[sample.Name] = e
	}
	return g
}

// ServeHTTP answers by the name that is asked for.
func (g *Gallery) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	name, port := splitHost(r.Host)
	world, ok := strings.CutSuffix(name, Below)
	switch e := g.byName[world]; {
	case r.URL.Path == Path:
		g.index(w, r, name, port)
	case ok && e != nil:
		site, err := e.site()
		if err != nil {
			http.Error(w, fmt.Sprintf("the world %s cannot be shown: %v", e.Name, err), http.StatusInternalServerError)
			return
		}
		site.ServeHTTP(w, r)
	default:
		g.rest.ServeHTTP(w, r)
	}
}

// splitHost takes a Host header apart: the name in small letters, and the port with its colon,
// "" if there is none.
func splitHost(host string) (name, port string) {
	name, port, err := net.SplitHostPort(host)
	if err != nil {
		return strings.ToLower(strings.Trim(host, "[]")), ""
	}
	return strings.ToLower(name), ":" + port
}

// onThisMachine reports whether a name is one of the machine that asks.
func onThisMachine(name string) bool {
	addr, err := netip.ParseAddr(name)
	return err == nil && addr.IsLoopback() || name == Below[1:] || strings.HasSuffix(name, Below)
}

// listed returns the addresses of the pages that a world has, in order: those that answer as
// [Pages] says.
func (e *exhibit) listed(ctx context.Context) ([]string, error) {
	site, err := e.site()
	if err != nil {
		return nil, err
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.pages != nil {
		return e.pages, nil
	}
	var list []string
	all := Pages()
	for _, path := range slices.Sorted(maps.Keys(all)) {
		status, err := statusOf(ctx, site, path)
		switch {
		case err != nil:
			return nil, err
		case status == all[path]: // else it is of a server that this world has not
			list = append(list, path)
		}
	}
	e.pages = list
	return list, nil
}

// statusOf is the status with which a site answers; its error is that of ctx.
func statusOf(ctx context.Context, site http.Handler, path string) (int, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, path, nil)
	if err != nil {
		return 0, err
	}
	a := &answer{header: http.Header{}, status: http.StatusOK}
	site.ServeHTTP(a, r)
	return a.status, ctx.Err()
}

// answer keeps the status of an answer and nothing else.
type answer struct {
	header http.Header
	status int
}

func (a *answer) Header() http.Header         { return a.header }
func (a *answer) Write(p []byte) (int, error) { return len(p), nil }
func (a *answer) WriteHeader(status int)      { a.status = status }
