package server_test

import (
	"io"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"landfall/federation-core/httpsig"
)

// The columns of the matrix: nobody, a follower, a stranger, somebody blocked, somebody of a
// server that is denied, and somebody whose signature is wrong.
func (w *world) askers(path string) []asking {
	return []asking{
		{path: path, accept: document},
		{path: path, accept: document, by: w.fay},
		{path: path, accept: document, by: w.stan, scheme: httpsig.RFC9421},
		{path: path, accept: document, by: w.bo},
		{path: path, accept: document, by: w.den},
		{path: path, accept: document, by: w.fay, key: forged()},
	}
}

// mode is what is demanded of whoever reads.
type mode struct {
	name string
	set  func(*world)
}

var modes = []mode{
	{"open", func(*world) {}},
	{"authorized fetch", func(w *world) { w.settings.AuthorizedFetch = true }},
	{"allow-list", func(w *world) {
		w.policy = allowing("away.example", "blocked.example", "denied.example")
	}},
}

const (
	everybody = "200 200 200 200 200 200|200 200 200 200 200 200|200 200 200 200 200 200"
	mayRead   = "200 200 200 200 403 200|401 200 200 200 403 401|401 200 403 200 403 401"
	post      = "200 200 200 404 403 200|401 200 200 404 403 401|401 200 403 404 403 401"
	absent    = "404 404 404 404 403 401|401 404 404 404 403 401|401 404 403 404 403 401"
	deleted   = "410 410 410 410 403 410|401 410 410 410 403 401|401 410 403 410 403 401"
)

// TestWhoMayReadWhat asks for everything, as everybody, in every mode.
func TestWhoMayReadWhat(t *testing.T) {
	w := newWorld(t)
	rows := []struct{ path, want string }{
		{"/.well-known/webfinger?resource=acct:alice@home.example", everybody},
		{"/.well-known/host-meta", everybody},
		{"/.well-known/nodeinfo", everybody},
		{"/nodeinfo/2.0", everybody},
		{"/nodeinfo/2.1", everybody},
		{"/actor", everybody},
		{"/users/alice", mayRead},
		{"/@alice", mayRead},
		{"/users/sue", mayRead},
		{"/users/nobody", "404 404 404 404 403 404|401 404 404 404 403 401|401 404 403 404 403 401"},
		{"/users/gina", deleted},
		{"/users/alice/outbox", mayRead},
		{"/users/alice/outbox?page=true", mayRead},
		{"/users/alice/followers", mayRead},
		{"/users/alice/following", mayRead},
		{"/users/alice/collections/featured", mayRead},
		{"/users/hester/followers?page=true", mayRead},
		{"/users/sue/outbox", mayRead},
		{"/users/nobody/outbox", absent},
		{"/users/gina/outbox", deleted},
		{"/users/alice/followers_synchronization", "401 200 200 200 403 401|401 200 200 200 403 401|401 200 403 200 403 401"},
		{"/users/alice/statuses/public", post},
		{"/@alice/public", post},
		{"/users/alice/statuses/unlisted", post},
		{"/users/alice/statuses/public/activity", post},
		{"/users/alice/statuses/public/replies", post},
		{"/users/alice/statuses/followers", "404 200 404 404 403 401|401 200 404 404 403 401|401 200 403 404 403 401"},
		{"/users/alice/statuses/followers/activity", "404 200 404 404 403 401|401 200 404 404 403 401|401 200 403 404 403 401"},
		{"/users/alice/statuses/direct", "404 404 200 404 403 401|401 404 200 404 403 401|401 404 403 404 403 401"},
		{"/users/alice/statuses/direct/replies", "404 404 200 404 403 401|401 404 200 404 403 401|401 404 403 404 403 401"},
		{"/users/alice/statuses/missing", absent},
		{"/users/alice/statuses/missing/activity", absent},
		{"/users/bob/statuses/public", absent},
		{"/users/sue/statuses/1", absent},
		{"/users/alice/statuses/bobs", absent},
		{"/users/alice/statuses/remote", absent},
		{"/users/alice/statuses/deleted", deleted},
		{"/users/alice/statuses/deleted/replies", deleted},
	}
	for i, m := range modes {
		w.settings, w.policy = settings(), denying("denied.example")
		m.set(w)
		for _, row := range rows {
			var got []string
			for column, a := range w.askers(row.path) {
				answer := w.ask(a)
				got = append(got, strconv.Itoa(answer.status))
				w.checkHeaders(m.name, row.path, row.want == everybody, column == 0 && i == 0, answer)
				head := a
				head.method = http.MethodHead
				if h := w.ask(head); h.status != answer.status || h.body != "" || h.header.Get("Content-Length") != answer.header.Get("Content-Length") {
					t.Errorf("%s: HEAD %s is %d with %s bytes", m.name, row.path, h.status, h.header.Get("Content-Length"))
				}
			}
			if want := strings.Split(row.want, "|")[i]; strings.Join(got, " ") != want {
				t.Errorf("%s: GET %s is %s, want %s", m.name, row.path, strings.Join(got, " "), want)
			}
		}
	}
}

// checkHeaders checks what every answer has: what may be kept is what anybody may read.
func (w *world) checkHeaders(mode, path string, everybody, anonymous bool, got answered) {
	w.t.Helper()
	cache := "private, no-store"
	if (everybody || anonymous) && (got.status == http.StatusOK || got.status == http.StatusGone) {
		cache = "public, max-age=180"
	}
	for name, want := range map[string]string{"Cache-Control": cache, "Vary": "Accept, Signature", "X-Content-Type-Options": "nosniff"} {
		if got.header.Get(name) != want {
			w.t.Errorf("%s: %s: %d has %s %q, want %q", mode, path, got.status, name, got.header.Get(name), want)
		}
	}
	if asks := got.header.Get("Accept-Signature") != ""; asks != (got.status == http.StatusUnauthorized) {
		w.t.Errorf("%s: %s: %d has Accept-Signature: %v", mode, path, got.status, asks)
	}
	if kind := got.header.Get("Content-Type"); !everybody && (kind == document) != (got.status == http.StatusOK || got.status == http.StatusGone) {
		w.t.Errorf("%s: %s: %d is %s", mode, path, got.status, kind)
	}
}

// TestMethods: what a path takes, it says.
func TestMethods(t *testing.T) {
	w := newWorld(t)
	for _, tt := range []struct {
		method, path string
		status       int
		allow        string
	}{
		{"OPTIONS", "/users/alice", 204, "GET, HEAD, OPTIONS"},
		{"OPTIONS", "/inbox", 204, "POST, OPTIONS"},
		{"POST", "/users/alice", 405, "GET, HEAD, OPTIONS"},
		{"DELETE", "/users/alice/statuses/public", 405, "GET, HEAD, OPTIONS"},
		{"PUT", "/nodeinfo/2.0", 405, "GET, HEAD, OPTIONS"},
		{"GET", "/inbox", 405, "POST, OPTIONS"},
		{"GET", "/users/alice/inbox", 405, "POST, OPTIONS"},
		{"POST", "/inbox", 202, ""},
		{"POST", "/users/alice/inbox", 202, ""},
		{"POST", "/users/sue/inbox", 202, ""},
		{"POST", "/users/nobody/inbox", 404, ""},
		{"POST", "/users/no.body/inbox", 404, ""},
		{"POST", "/users/gina/inbox", 410, ""},
		{"GET", "/", 200, ""},
		{"POST", "/", 405, "GET, HEAD, OPTIONS"},
		{"GET", "/users/alice/unknown", 404, ""},
		{"GET", "/users/alice/", 404, ""},
	} {
		got := w.ask(asking{method: tt.method, path: tt.path, accept: document})
		if got.status != tt.status || got.header.Get("Allow") != tt.allow {
			t.Errorf("%s %s is %d, Allow %q", tt.method, tt.path, got.status, got.header.Get("Allow"))
		}
	}
}

// TestLimits: long addresses and bodies have no place in a GET.
func TestLimits(t *testing.T) {
	w := newWorld(t)
	if got := w.ask(asking{path: "/users/alice?x=" + strings.Repeat("x", 5000)}); got.status != http.StatusRequestURITooLong {
		t.Errorf("a long address: %d", got.status)
	}
	for _, length := range []int64{2, -1} {
		got := w.ask(asking{path: "/users/alice", accept: document, edit: func(r *http.Request) {
			r.Body, r.ContentLength = io.NopCloser(strings.NewReader("{}")), length
		}})
		if got.status != http.StatusBadRequest {
			t.Errorf("a body of %d bytes: %d", length, got.status)
		}
	}
}
