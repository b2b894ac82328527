package sim

import (
	"context"
	"io"
	"maps"
	"net"
	"net/http"
	"strings"
	"time"
)

// call is one request to one instance.
type call struct {
	n  *Network
	in *instance
	w  http.ResponseWriter
	r  *http.Request

	flight *flight
}

// answer answers one request for the instance whose name the connection was made
// for.
func (n *Network) answer(w http.ResponseWriter, r *http.Request) {
	n.running.Add(1) // an answer may outlive its connection's place in the server
	defer n.running.Done()
	in := n.lookup(r.TLS.ServerName)
	c := &call{n, in, w, r, in.tally.begin(r.Context())}
	defer in.tally.end(c.flight)
	n.counters.request(in, r.URL.Path, r.UserAgent(), n.cfg.Now())
	if !pause(r.Context(), in.at(c.flight.number, n.cfg.Mix.Latency.Jitter)) {
		c.abandon()
		return
	}
	switch {
	case !sameHost(r.Host, in.name):
		http.Error(w, "this connection is for "+in.name, http.StatusMisdirectedRequest)
	case in.behaviour.whole != nil && in.behaviour.whole(c):
	case r.URL.Path == "/robots.txt" || r.URL.Path == in.robots.redirect:
		c.sendRobots()
	default:
		c.serve()
	}
}

// serve answers with the document of the path, spoilt if it is the one that
// misbehaves.
func (c *call) serve() {
	doc := c.n.document(c.in, c.r.URL.Path)
	switch {
	case doc == nil:
		c.notFound()
	case c.in.target != roleNone && doc.role == c.in.target && c.in.behaviour.spoil != nil:
		c.in.behaviour.spoil(c, doc)
	default:
		c.send(doc)
	}
}

func (c *call) send(doc *document) {
	maps.Copy(c.w.Header(), doc.header)
	c.w.WriteHeader(doc.status)
	tell(c.w, doc.body)
}

func (c *call) notFound() {
	if strings.HasPrefix(c.r.URL.Path, "/api/") {
		c.w.Header().Set("Content-Type", mediaJSON)
		c.w.WriteHeader(http.StatusNotFound)
		tell(c.w, []byte(`{"error":"Record not found"}`))
		return
	}
	c.w.Header().Set("Content-Type", mediaHTML)
	c.w.WriteHeader(http.StatusNotFound)
	tell(c.w, []byte(notFoundPage))
}

func (c *call) sendRobots() {
	r := c.in.robots
	if r.redirect != "" && c.r.URL.Path != r.redirect {
		http.Redirect(c.w, c.r, r.redirect, r.status)
		return
	}
	c.w.Header().Set("Content-Type", r.media)
	if r.redirect == "" {
		c.w.WriteHeader(r.status)
	}
	tell(c.w, []byte(r.body))
	for range r.padding {
		if _, err := c.w.Write([]byte(robotsPadding)); err != nil {
			return
		}
	}
}

// tell writes to a client that may have left, which is no fault of anybody's.
func tell(w io.Writer, text []byte) { _, _ = w.Write(text) }

// sameHost compares a Host header, less its port, with a name.
func sameHost(header, name string) bool {
	if len(header) == len(name) {
		return strings.EqualFold(header, name)
	}
	host, _, err := net.SplitHostPort(header)
	return err == nil && strings.EqualFold(host, name)
}

// pause waits for d. It returns false if ctx ended first.
func pause(ctx context.Context, d time.Duration) bool {
	if d <= 0 {
		return ctx.Err() == nil
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}
