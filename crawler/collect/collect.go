// Package collect fetches documents for a visit. It is the one package that
// knows colly, and it uses colly as a fetcher only: netguard's sessions carry
// every request, and redirects, robots.txt, caps and pacing are decided here.
// Colly's own robots handling, decompression, cookies, redirects, visited set and
// limit rules are switched off; docs/decisions/0003 says why.
package collect

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"time"

	"github.com/gocolly/colly/v2"

	"landfall/crawler/probe"
	"landfall/internal/netguard"
)

// fetcher sends single requests through colly over netguard. It follows nothing
// and is shared by all visits.
type fetcher struct {
	base *colly.Collector
}

func newFetcher() *fetcher {
	base := colly.NewCollector(
		colly.AllowURLRevisit(),
		colly.IgnoreRobotsTxt(),
		colly.ParseHTTPErrorResponse(),
		colly.MaxBodySize(0), // netguard caps, with an error instead of a cut
	)
	base.WithTransport(bySession{})
	base.DisableCookies()
	base.SetRequestTimeout(0) // netguard's deadlines count
	base.SetRedirectHandler(func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse })
	return &fetcher{base: base}
}

// drainBytes is how much of an answer that does not count is read at most.
const drainBytes = 64 << 10

// answer is one response, whatever its status. Only a 2xx answer has a body, and
// not if a sink took it.
type answer struct {
	status int
	header http.Header
	body   []byte
	at     time.Time // when it came
}

// client is the fetcher of one visit, used by one goroutine.
type client struct {
	colly *colly.Collector
	got   *answer // of the request under way
}

// client clones the collector, as each visit needs callbacks and a context of its
// own.
func (f *fetcher) client() *client {
	c := &client{colly: f.base.Clone()}
	c.colly.OnResponse(func(r *colly.Response) {
		c.got = &answer{status: r.StatusCode, header: *r.Headers, body: r.Body}
	})
	return c
}

// send sends one request over the session. The body of the answer may have at most
// req.MaxBytes bytes, on the wire and decoded. If sink is not nil, a 2xx body goes
// to it as a stream, and its error ends the request.
func (c *client) send(ctx context.Context, session *netguard.Session, u *url.URL, req probe.Request, sink func(io.Reader) error) (*answer, error) {
	carried := &carried{session: session, sink: sink}
	c.colly.Context = context.WithValue(netguard.WithMaxBytes(ctx, req.MaxBytes), carriedKey{}, carried)
	c.got = nil
	method, header := cmp.Or(req.Method, http.MethodGet), http.Header{"Accept": {req.Accept}}
	var body io.Reader
	if req.Body != nil {
		body = bytes.NewReader(req.Body)
		header.Set("Content-Type", "application/json")
	}
	err := c.colly.Request(method, u.String(), body, nil, header)
	switch {
	case carried.err != nil:
		return nil, carried.err
	case err != nil:
		return nil, fmt.Errorf("%s %s: %w", method, u, err)
	case c.got == nil:
		return nil, fmt.Errorf("%s %s: colly gave no response", method, u)
	}
	return c.got, nil
}

// carried is what one request's context carries through colly to the transport.
type carried struct {
	session *netguard.Session
	sink    func(io.Reader) error
	err     error // what the sink said
}

type carriedKey struct{}

// bySession is the transport colly sees: each request goes to the session of the
// visit that its context belongs to.
type bySession struct{}

var errNoSession = errors.New("request without a netguard session")

func (bySession) RoundTrip(req *http.Request) (*http.Response, error) {
	carried, ok := req.Context().Value(carriedKey{}).(*carried)
	if !ok {
		return nil, errNoSession
	}
	resp, err := carried.session.RoundTrip(req)
	if err != nil {
		return nil, err
	}
	// Colly must not decode again: netguard's body is already plain and capped.
	resp.Uncompressed = true
	switch {
	case resp.StatusCode/100 != 2:
		// Only the status counts; a short body is read so that the connection
		// can serve the next request.
		_, _ = io.CopyN(io.Discard, resp.Body, drainBytes)
	case carried.sink != nil:
		carried.err = carried.sink(resp.Body)
	default:
		return resp, nil
	}
	_ = resp.Body.Close()
	resp.Body = http.NoBody
	return resp, nil
}
