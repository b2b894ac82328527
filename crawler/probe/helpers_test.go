package probe

import (
	"cmp"
	"context"
	"maps"
	"net/http"
	"strings"
	"testing"
	"time"

	"landfall"
)

const testHost landfall.Host = "quiet-harbour-sim.social"

var testNow = time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)

// answer is what a test site answers to one request.
type answer struct {
	status  int    // 200 unless stated
	media   string // application/json unless stated
	body    string
	header  http.Header
	err     error
	noIndex bool
}

// site answers requests by path, or by URL for other hosts; every other path is
// a 404 page. It keeps what it was asked and told.
type site struct {
	answers map[string]answer
	asked   []string
	shown   []string // in place of what was asked for, in a log
	notes   []string
}

func (s *site) Fetch(_ context.Context, req Request) (*Document, error) {
	key := req.URL.Path
	if req.URL.Host != testHost.String() {
		key = req.URL.String()
	}
	s.asked = append(s.asked, key)
	s.shown = append(s.shown, cmp.Or(req.Shown, key))
	a, ok := s.answers[key]
	if !ok {
		a = answer{status: http.StatusNotFound, media: "text/html", body: "<!doctype html><title>Not found</title>"}
	}
	if a.err != nil {
		return nil, a.err
	}
	doc := &Document{URL: req.URL, Status: a.status, Type: a.media, Body: []byte(a.body), Header: a.header, NoIndex: a.noIndex}
	if doc.Status == 0 {
		doc.Status = http.StatusOK
	}
	if doc.Type == "" {
		doc.Type = "application/json"
	}
	return doc, nil
}

func (s *site) Note(text string) { s.notes = append(s.notes, text) }

// visit runs all probes on a site.
func visit(t *testing.T, answers map[string]answer) (Result, *site) {
	t.Helper()
	s := &site{answers: answers}
	return Run(context.Background(), &Visit{Host: testHost, Now: testNow, First: true, Fetcher: s}), s
}

// The paths of a site.
const (
	pathWellKnown = "/.well-known/nodeinfo"
	pathNodeinfo  = "/nodeinfo/2.0"
	pathV2        = "/api/v2/instance"
	pathV1        = "/api/v1/instance"
	pathRules     = "/api/v1/instance/rules"
	pathExtended  = "/api/v1/instance/extended_description"
)

// links is the usual document at pathWellKnown.
const links = `{"links": [{"rel": "http://nodeinfo.diaspora.software/ns/schema/2.0", "href": "https://quiet-harbour-sim.social/nodeinfo/2.0"}]}`

// withNodeinfo is a site that has nothing but a nodeinfo document.
func withNodeinfo(document string) map[string]answer {
	return map[string]answer{pathWellKnown: {body: links}, pathNodeinfo: {body: document}}
}

// with returns a site in which path answers with body.
func with(answers map[string]answer, path, body string) map[string]answer {
	changed := maps.Clone(answers)
	if changed == nil {
		changed = make(map[string]answer)
	}
	changed[path] = answer{body: body}
	return changed
}

// count writes a count as tests state it: "12", "12 implausible", "unknown malformed".
func count(c landfall.Count) string {
	return strings.TrimSpace(c.String() + " " + c.Reason)
}
