package collect

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"mime"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"landfall"
	"landfall/crawler/polite"
	"landfall/crawler/probe"
	"landfall/crawler/robots"
	"landfall/internal/netguard"
)

// Collector opens visits. It is safe for concurrent use.
type Collector struct {
	guard  *netguard.Guard
	robots *robots.Cache
	fetch  *fetcher
	limits *polite.Limiter
	held   *held
	heard  func(Answer)
	now    func() time.Time
}

// Deps are what a Collector works with.
type Deps struct {
	Guard  *netguard.Guard
	Robots *robots.Cache
	// Limits says when it is a host's turn.
	Limits *polite.Limiter
	Now    func() time.Time
	// Heard, if set, is told of every answer, before anything is made of it.
	Heard func(Answer)
}

// Answer is an answer to one request. Body is nil of what is read as a stream, as
// robots.txt and peers lists are, and of every status but 2xx.
type Answer struct {
	URL    *url.URL
	Status int
	Header http.Header
	Body   []byte
}

// Pause waits d between two requests of a visit, for a host that wants fewer of
// them. It returns [probe.ErrPostponed] at once if it will not wait that long.
type Pause func(ctx context.Context, d time.Duration) error

// New returns a Collector. It opens nothing.
func New(deps Deps) *Collector {
	return &Collector{
		guard: deps.Guard, robots: deps.Robots, fetch: newFetcher(), limits: deps.Limits,
		held: newHeld(deps.Now), heard: deps.Heard, now: deps.Now,
	}
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
	ctx     context.Context //nolint:containedctx // a visit is the span of it
	delay   time.Duration   // the host's Crawl-delay
	last    time.Time       // when the last request to it ended
	addr    netip.Addr      // that its connection counts for, if there is one
	asked   bool            // for more than robots.txt
	fault   error           // of the last request
	shut    bool            // its robots.txt could not be had, though it answered

	earlier    replies   // what visits were told of which this one is the rest
	told       replies   // the same, and this time
	since      time.Time // when the first of them began
	unfinished bool      // the rest is for another time
	allowed    time.Time // when the host may be asked again, zero if at any time

	gate     sync.Mutex   // of what connections ask, some at the same time
	ticket   netip.Prefix // a network that may be connected to
	sentAway bool
}

// Open begins a visit; Close ends it. Nothing is sent yet.
func (c *Collector) Open(ctx context.Context, host landfall.Host, pause Pause) *Visit {
	v := &Visit{c: c, ctx: ctx, host: host, pause: pause, client: c.fetch.client()}
	v.session = c.guard.Session(v.admitting(ctx))
	v.earlier, v.since = c.held.take(host)
	if v.told = maps.Clone(v.earlier); v.told == nil {
		v.told, v.since = make(replies), c.now()
	}
	return v
}

// Close ends the visit's connections. If the visit is to go on another time, what
// it was told is held until then.
func (v *Visit) Close() {
	v.session.Close()
	if v.unfinished && len(v.told) > 0 {
		v.c.held.put(v.host, v.told, v.since)
	}
}

// Unfinished reports whether the visit was broken off because the host wants fewer
// requests, to go on when it allows.
func (v *Visit) Unfinished() bool { return v.unfinished }

// Allowed returns when the host may be asked again, the zero time if at any time.
func (v *Visit) Allowed() time.Time {
	allowed := v.allowed
	if v.delay > 0 && !v.last.IsZero() && v.last.Add(v.delay).After(allowed) {
		allowed = v.last.Add(v.delay)
	}
	return allowed
}

// Fault returns why the last request of a visit failed that goes on with an earlier
// one, nil if it was answered: what was read before does not show that the host is
// there now.
func (v *Visit) Fault() error {
	if v.earlier == nil {
		return nil
	}
	return v.fault
}

// exchanges lists every request of the visit, in order.
func (v *Visit) exchanges() []netguard.Exchange {
	if len(v.before) == 0 {
		return v.session.Exchanges()
	}
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
func (v *Visit) Requests() int {
	n := 0
	for _, x := range v.exchanges() {
		if _, busy := errors.AsType[*netguard.BusyError](x.Err); !busy {
			n++
		}
	}
	return n
}

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
		URL: at, At: got.at, Status: got.status, Type: mediaType(got.header), Body: got.body, Header: got.header,
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
		if err := v.permitted(ctx, at, shown(at, req)); err != nil {
			return nil, at, err
		}
		got, err := v.send(ctx, at, req, sink)
		if err != nil {
			return nil, at, err
		}
		location := got.header.Get("Location")
		if !isRedirect(got.status) || location == "" || req.Body != nil && !keepsMethod(got.status) {
			return got, at, nil
		}
		via = append(via, &http.Request{URL: at})
		if at, err = nextHop(at, location, via); err != nil {
			v.Note(reasonOf(err))
			return nil, at, fmt.Errorf("redirect of %s: %w", shown(req.URL, req), err)
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

// send sends one request when the host's turn has come, and logs it as a step. What
// an earlier visit was told, of which this one is the rest, is not asked again.
func (v *Visit) send(ctx context.Context, u *url.URL, req probe.Request, sink func(io.Reader) error) (*answer, error) {
	if known, ok := v.earlier[u.String()]; ok && sink == nil {
		v.steps = append(v.steps, landfall.Step{URL: shown(u, req), Status: known.status(), Note: "read at an earlier visit"})
		return known.answer, known.err
	}
	if err := v.pace(ctx); err != nil {
		return nil, err
	}
	if err := v.turn(ctx, u); err != nil {
		return nil, err
	}
	defer v.c.limits.Done(landfall.Host(u.Hostname()))
	began := v.c.now()
	got, err := v.redial(ctx, func() (*answer, error) { return v.client.send(ctx, v.session, u, req, sink) })
	if errors.Is(err, probe.ErrPostponed) {
		return nil, err
	}
	v.last = v.c.now()
	if got != nil {
		got.at = v.last
		v.heard(u, got)
	}
	v.fault = err
	step := landfall.Step{URL: shown(u, req), Took: v.last.Sub(began)}
	if got != nil {
		step.Status, step.Bytes = got.status, int64(len(got.body))
	}
	if err != nil {
		step.Note = reasonOf(err)
	}
	v.steps = append(v.steps, step)
	if sink == nil && u.Path != robotsPath {
		v.asked = true
		v.told[u.String()] = reply{got, err}
	}
	return got, err
}

// shown is how the log names the URL at which a request has arrived.
func shown(u *url.URL, req probe.Request) string {
	if req.Shown != "" {
		return req.Shown
	}
	return u.String()
}

// heard takes note of what an answer says about the next request.
func (v *Visit) heard(u *url.URL, got *answer) {
	host := landfall.Host(u.Hostname())
	if sent, ok := v.session.Last(); ok {
		v.addr, _ = v.c.guard.StandsFor(host, sent.RemoteIP)
	}
	v.c.limits.Answered(host, v.addr, got.status)
	if v.c.heard != nil {
		v.c.heard(Answer{URL: u, Status: got.status, Header: got.header, Body: got.body})
	}
	v.notBefore(retryAfter(got.status, got.header, v.last))
}

func isRedirect(status int) bool {
	switch status {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther,
		http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
		return true
	}
	return false
}

// keepsMethod reports whether a redirect means the same request at another address.
// A request with a body is not sent on by any other.
func keepsMethod(status int) bool {
	return status == http.StatusTemporaryRedirect || status == http.StatusPermanentRedirect
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
