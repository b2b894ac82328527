package netguard

import (
	"context"
	"net/http"
	"slices"
	"sync"
	"time"
)

// Bytes of the buffers of one connection. Requests are small.
const (
	readBuffer  = 4 << 10
	writeBuffer = 1 << 10
)

// Session is the connections of one visit: one connection to each host, kept
// while the visit lasts and shared with no other. It is an [http.RoundTripper]
// that sends one request and follows nothing. It is safe for concurrent use.
type Session struct {
	guard     *Guard
	ctx       context.Context // a session is the span of it
	end       context.CancelCauseFunc
	stop      context.CancelFunc
	transport *http.Transport

	mu        sync.Mutex
	exchanges []*exchange
}

// Session begins a visit. It ends with ctx, after [Limits].Visit, or with Close,
// which must be called.
func (g *Guard) Session(ctx context.Context) *Session {
	ctx, stop := context.WithDeadlineCause(ctx, time.Now().Add(g.limits.Visit), errVisitTimeout)
	ctx, end := context.WithCancelCause(ctx)
	s := &Session{guard: g, ctx: ctx, end: end, stop: stop}
	http1 := new(http.Protocols)
	http1.SetHTTP1(true)
	s.transport = &http.Transport{
		Proxy:                  nil,
		Protocols:              http1,
		DialContext:            s.dialPlain,
		DialTLSContext:         s.dialTLS,
		DisableCompression:     true, // the body's cap is counted after decoding, here
		MaxIdleConnsPerHost:    1,
		ResponseHeaderTimeout:  g.limits.Headers,
		MaxResponseHeaderBytes: g.limits.HeaderBytes,
		ReadBufferSize:         readBuffer,
		WriteBufferSize:        writeBuffer,
	}
	return s
}

// RoundTrip sends one request, with the guard's User-Agent and as a URL that
// [ParseURL] takes. The body of the answer is decoded and plain, as its header
// then says; it gives the whole document or an error. What goes wrong is an
// [Error].
func (s *Session) RoundTrip(req *http.Request) (*http.Response, error) {
	u, err := ParseURL(req.URL.String())
	if err != nil {
		closeBody(req)
		return nil, err
	}
	if over := context.Cause(s.ctx); over != nil { //nolint:contextcheck // the session's, not the request's
		closeBody(req)
		reason, class := causeReason(over)
		return nil, &Error{Reason: reason, Class: class, Err: over}
	}
	x := s.begin(req.Context(), u)
	out := x.outgoing(req) //nolint:contextcheck // x derives from it
	resp, err := s.transport.RoundTrip(out)
	if err != nil {
		return nil, x.failed(err)
	}
	resp.Request = req
	x.answered(resp)
	return resp, nil
}

// Close ends the visit and closes its connections. Requests under way fail.
func (s *Session) Close() {
	s.end(errSessionClosed)
	s.stop()
	s.transport.CloseIdleConnections()
}

// Exchanges lists what was sent and what came of it, in the order sent. An
// exchange is in it once its body was read to the end, closed, or failed.
func (s *Session) Exchanges() []Exchange {
	s.mu.Lock()
	defer s.mu.Unlock()
	complete := make([]Exchange, 0, len(s.exchanges))
	for _, x := range s.exchanges {
		if record, ok := x.complete(); ok {
			complete = append(complete, record)
		}
	}
	return complete
}

// Last returns the exchange sent last that is in [Session.Exchanges]; ok is false if
// none is.
func (s *Session) Last() (x Exchange, ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, sent := range slices.Backward(s.exchanges) {
		if record, ok := sent.complete(); ok {
			return record, true
		}
	}
	return Exchange{}, false
}

func closeBody(req *http.Request) {
	if req.Body != nil {
		req.Body.Close()
	}
}
