package netguard

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptrace"
	"net/netip"
	"net/url"
	"strings"
	"sync"
	"time"

	"landfall"
)

// Exchange is one request of a session and what came of it.
type Exchange struct {
	URL string
	// Status is 0 if no header arrived.
	Status int
	// Timings holds the phases of the connection that was used. On a reused one,
	// DNS, TCP and TLS are zero; phases that were not reached are zero as well.
	Timings landfall.Timings
	// WireBytes is the body's size as it was sent, Bytes as it was read.
	WireBytes, Bytes int64
	// Reused tells that the connection had served an earlier exchange.
	Reused bool
	// RemoteIP is where the connection went, or was tried; not valid if none was.
	RemoteIP netip.Addr
	// Connection is what is known of the connection that was used or tried.
	Connection landfall.Connection
	// Err is what the caller was told, nil if all went well or the caller closed
	// the body before its end.
	Err error
}

// exchange is one request under way. Its trace is written by goroutines of
// net/http, its record by the caller's.
type exchange struct {
	guard *Guard
	url   *url.URL
	visit context.Context // the session's
	ctx   context.Context // its own, while the body is read
	end   context.CancelCauseFunc
	leave func() bool // the session's end is no longer of interest
	watch *watch

	mu           sync.Mutex
	link         *link
	reused       bool
	wrote, first time.Time
	record       Exchange
	done         bool
}

// begin starts an exchange that ends with ctx, the session or its own deadline.
func (s *Session) begin(ctx context.Context, u *url.URL) *exchange {
	x := &exchange{guard: s.guard, url: u, visit: s.ctx, record: Exchange{URL: u.String()}}
	x.ctx, x.end = context.WithCancelCause(ctx)
	x.leave = context.AfterFunc(s.ctx, func() { x.end(context.Cause(s.ctx)) }) //nolint:contextcheck // ends with either
	x.watch = newWatch(s.guard.limits, x.end)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.exchanges = append(s.exchanges, x)
	return x
}

// outgoing is req as it is really sent.
func (x *exchange) outgoing(req *http.Request) *http.Request {
	out := req.WithContext(httptrace.WithClientTrace(x.ctx, x.hooks()))
	out.URL, out.Host = x.url, ""
	out.Header = make(http.Header, len(req.Header)+2)
	maps.Copy(out.Header, req.Header)
	out.Header.Set("User-Agent", x.guard.agent)
	out.Header.Set("Accept-Encoding", "gzip")
	return out
}

func (x *exchange) hooks() *httptrace.ClientTrace {
	return &httptrace.ClientTrace{
		GotConn: func(info httptrace.GotConnInfo) {
			x.mu.Lock()
			defer x.mu.Unlock()
			if c, ok := info.Conn.(linked); ok {
				x.link = c.described()
			}
			// A request may be sent again if its kept connection turns out dead.
			x.reused, x.wrote, x.first = info.Reused, time.Time{}, time.Time{}
		},
		WroteRequest: func(httptrace.WroteRequestInfo) {
			x.mu.Lock()
			defer x.mu.Unlock()
			x.wrote = time.Now()
		},
		GotFirstResponseByte: func() {
			x.mu.Lock()
			defer x.mu.Unlock()
			x.first = time.Now()
		},
	}
}

// answered takes the header and puts the guarded body in place.
func (x *exchange) answered(resp *http.Response) {
	x.mu.Lock()
	x.record.Status = resp.StatusCode
	x.record.Connection.HTTP = fmt.Sprintf("%d.%d", resp.ProtoMajor, resp.ProtoMinor)
	x.record.Connection.HTTP3 = offersHTTP3(resp.Header)
	x.mu.Unlock()
	// Nobody behind the guard may decode again, past its caps, whatever the
	// type or the path of the document suggests.
	resp.Uncompressed = true
	if resp.Body == http.NoBody {
		x.finish(nil, 0, 0, time.Now())
		return
	}
	x.watch.bodyBegins()
	resp.Body = newBody(x, resp)
}

// failed ends an exchange that got no answer, and returns what to tell.
func (x *exchange) failed(err error) error {
	told := x.explain(err)
	if dial, ok := errors.AsType[*dialError](err); ok {
		x.mu.Lock()
		x.record.Timings, x.record.RemoteIP = dial.cost, dial.remote
		x.record.Connection = dial.about
		x.mu.Unlock()
	}
	x.finish(told, 0, 0, time.Now())
	return told
}

// finish completes the record once; last is when the last byte came.
func (x *exchange) finish(err error, wire, bytes int64, last time.Time) {
	x.watch.stop()
	x.leave()
	x.end(nil)
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.done {
		return
	}
	x.done = true
	r := &x.record
	r.Err, r.WireBytes, r.Bytes, r.Reused = err, wire, bytes, x.reused
	if x.link != nil {
		r.RemoteIP = x.link.remote
		about := x.link.about
		about.HTTP, about.HTTP3 = r.Connection.HTTP, r.Connection.HTTP3
		r.Connection = about
		if !x.reused {
			r.Timings = x.link.cost
		}
	}
	if !x.first.IsZero() {
		// A server may answer before it has read the whole request.
		r.Timings.FirstByte = max(x.first.Sub(x.wrote), 0)
		if x.wrote.IsZero() {
			r.Timings.FirstByte = 0
		}
		r.Timings.Transfer = max(last.Sub(x.first), 0)
	}
}

func (x *exchange) complete() (record Exchange, ok bool) {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.record, x.done
}

// offersHTTP3 reports whether an answer names HTTP/3 among its alternatives (RFC
// 7838 §3), as in: h3=":443"; ma=86400.
func offersHTTP3(header http.Header) bool {
	for _, line := range header.Values("Alt-Svc") {
		for alternative := range strings.SplitSeq(line, ",") {
			if protocol, _, _ := strings.Cut(strings.TrimSpace(alternative), "="); protocol == "h3" {
				return true
			}
		}
	}
	return false
}
