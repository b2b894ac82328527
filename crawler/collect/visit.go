package collect

import (
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"time"

	"landfall"
	"landfall/crawler/probe"
	"landfall/crawler/robots"
	"landfall/internal/netguard"
)

// Collector opens visits. It is safe for concurrent use.
type Collector struct {
	guard  *netguard.Guard
	robots *robots.Cache
	fetch  *fetcher
	now    func() time.Time
}

// Deps are what a Collector works with.
type Deps struct {
	Guard  *netguard.Guard
	Robots *robots.Cache
	Now    func() time.Time
}

// Pause waits d between two requests of a visit, for a host that states a
// Crawl-delay. It returns [probe.ErrPostponed] if it will not wait that long.
type Pause func(ctx context.Context, d time.Duration) error

// New returns a Collector. It opens nothing.
func New(deps Deps) *Collector {
	return &Collector{guard: deps.Guard, robots: deps.Robots, fetch: newFetcher(), now: deps.Now}
}

// Visit is the fetching side of one visit to one host; it is a [probe.Fetcher].
// It is used by one goroutine.
type Visit struct {
	c       *Collector
	host    landfall.Host
	pause   Pause
	client  *client
	session *netguard.Session
	before  []netguard.Exchange // of sessions already closed
	steps   []landfall.Step
	delay   time.Duration // the host's Crawl-delay
	last    time.Time     // when the last request to it ended
	shut    bool          // its robots.txt could not be had, though it answered
}

// Open begins a visit; Close ends it. Nothing is sent yet.
func (c *Collector) Open(ctx context.Context, host landfall.Host, pause Pause) *Visit {
	return &Visit{c: c, host: host, pause: pause, client: c.fetch.client(), session: c.guard.Session(ctx)}
}

// Close ends the visit's connections.
func (v *Visit) Close() { v.session.Close() }

// exchanges lists every request of the visit, in order.
func (v *Visit) exchanges() []netguard.Exchange {
	return append(slices.Clip(v.before), v.session.Exchanges()...)
}

// Note adds a remark to the visit's log, behind the last request.
func (v *Visit) Note(text string) {
	if n := len(v.steps); n > 0 {
		v.steps[n-1].Note = strings.TrimPrefix(v.steps[n-1].Note+"; "+text, "; ")
		return
	}
	v.steps = append(v.steps, landfall.Step{Note: text})
}

// Steps returns the visit's log.
func (v *Visit) Steps() []landfall.Step { return v.steps }

// Shut reports whether the host answered, but with an error or nonsense in place of
// its robots.txt, so that nothing may be asked of it.
func (v *Visit) Shut() bool { return v.shut }

// Requests counts the requests sent, robots.txt and redirects included.
func (v *Visit) Requests() int { return len(v.exchanges()) }

// Remote is the address that the visit's last connection to the host itself went to
// or was tried at, not valid if there was none.
func (v *Visit) Remote() netip.Addr {
	for _, x := range slices.Backward(v.exchanges()) {
		if u, err := url.Parse(x.URL); err == nil && u.Hostname() == v.host.String() && x.RemoteIP.IsValid() {
			return x.RemoteIP
		}
	}
	return netip.Addr{}
}

// Connection is what the visit's first connection to the host itself was like.
func (v *Visit) Connection() landfall.Connection {
	for _, x := range v.exchanges() {
		if u, err := url.Parse(x.URL); err == nil && u.Hostname() == v.host.String() && !x.Connection.IsZero() {
			return x.Connection
		}
	}
	return landfall.Connection{}
}

// Fetch gets one document of the host, following at most three redirects inside
// its registrable domain. Every hop asks robots.txt first: a path it forbids is
// [probe.ErrForbidden], a robots.txt that cannot be had [probe.ErrPostponed].
func (v *Visit) Fetch(ctx context.Context, req probe.Request) (*probe.Document, error) {
	got, at, err := v.follow(ctx, req, nil)
	if err != nil {
		return nil, err
	}
	return &probe.Document{
		URL: at, Status: got.status, Type: mediaType(got.header), Body: got.body,
		NoIndex: robots.NoIndex(got.header.Values("X-Robots-Tag"), product),
	}, nil
}

// Stream gets one document as Fetch does, but hands a 2xx body to sink as it
// arrives and keeps none of it. It returns the final status.
func (v *Visit) Stream(ctx context.Context, req probe.Request, sink func(io.Reader) error) (status int, err error) {
	got, _, err := v.follow(ctx, req, sink)
	if err != nil {
		return 0, err
	}
	return got.status, nil
}

func (v *Visit) follow(ctx context.Context, req probe.Request, sink func(io.Reader) error) (*answer, *url.URL, error) {
	at := req.URL
	var via []*http.Request
	for {
		if err := v.permitted(ctx, at); err != nil {
			return nil, at, err
		}
		got, err := v.get(ctx, at, req.Accept, req.MaxBytes, sink)
		if err != nil {
			return nil, at, err
		}
		location := got.header.Get("Location")
		if !isRedirect(got.status) || location == "" {
			return got, at, nil
		}
		via = append(via, &http.Request{URL: at})
		if at, err = nextHop(at, location, via); err != nil {
			v.Note(reasonOf(err))
			return nil, at, fmt.Errorf("redirect of %s: %w", req.URL, err)
		}
	}
}

// nextHop judges where a redirect leads by netguard's rules.
func nextHop(from *url.URL, location string, via []*http.Request) (*url.URL, error) {
	ref, err := url.Parse(location)
	if err != nil {
		return from, fmt.Errorf("location: %w", landfall.ErrInvalid)
	}
	to := &http.Request{URL: from.ResolveReference(ref)}
	if err := netguard.CheckRedirect(to, via); err != nil {
		return from, err
	}
	return netguard.ParseURL(to.URL.String())
}

// get sends one paced request and logs it as a step.
func (v *Visit) get(ctx context.Context, u *url.URL, accept string, limit int64, sink func(io.Reader) error) (*answer, error) {
	if err := v.pace(ctx); err != nil {
		return nil, err
	}
	began := v.c.now()
	got, err := v.client.get(ctx, v.session, u, accept, limit, sink)
	v.last = v.c.now()
	step := landfall.Step{URL: u.String(), Took: v.last.Sub(began)}
	if got != nil {
		step.Status, step.Bytes = got.status, int64(len(got.body))
	}
	if err != nil {
		step.Note = reasonOf(err)
	}
	v.steps = append(v.steps, step)
	return got, err
}

// shortPause is how long a connection is kept through a Crawl-delay.
const shortPause = 2 * time.Second

// pace keeps the host's Crawl-delay between two requests. A long pause closes the
// connection, and does not count against the visit's deadline.
func (v *Visit) pace(ctx context.Context) error {
	if v.delay == 0 || v.last.IsZero() {
		return nil
	}
	rest := v.delay - v.c.now().Sub(v.last)
	if rest <= 0 {
		return nil
	}
	if rest > shortPause {
		v.session.Close()
		v.before = v.exchanges()
		v.session = v.c.guard.Session(ctx)
	}
	return v.pause(ctx, rest)
}

func isRedirect(status int) bool {
	switch status {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther,
		http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
		return true
	}
	return false
}

func mediaType(header http.Header) string {
	kind, _, err := mime.ParseMediaType(header.Get("Content-Type"))
	if err != nil && !errors.Is(err, mime.ErrInvalidMediaParameter) {
		return ""
	}
	return kind
}

func reasonOf(err error) string {
	reason, _ := netguard.Classify(err)
	return reason
}
