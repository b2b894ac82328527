package server_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"landfall/federation-core/server"
)

// FuzzRoutes: whatever is asked, the answer is one of ours, and leads nowhere else. With
// authorized fetch no way leads to a document but the server's own actor, for nobody here has
// a signature that holds.
func FuzzRoutes(f *testing.F) {
	for _, path := range []string{
		"/.well-known/webfinger", "/.well-known/host-meta", "/.well-known/host-meta.json", "/.well-known/nodeinfo", "/nodeinfo/2.0", "/nodeinfo/2.1", "/actor", "/inbox",
		"/users/alice", "/users/alice/inbox", "/users/alice/outbox", "/users/alice/followers", "/users/alice/following", "/users/gina",
		"/users/alice/collections/featured", "/users/alice/followers_synchronization", "/users/alice/statuses/public", "/users/sue",
		"/users/alice/statuses/public/activity", "/users/alice/statuses/public/replies", "/@alice", "/@alice/public", "//evil.example/..",
		"/users/%00", "/users/%2e%2e/x", "/users/alice%2fstatuses", "/users/\xff", "/@\x00/\x00", "", "*",
	} {
		f.Add("GET", path, "page=true&max_id=1", document, "")
		f.Add("POST", path, "resource=acct:alice@home.example", browser, `keyId="https://away.example/users/fay#main-key"`)
	}
	f.Add("GET", "/.well-known/webfinger", "resource=https%3A%2F%2Fhome.example%2F%40alice&rel=%zz", "*/*", "x=:eA==:")
	w := newWorld(f)
	open := server.New(w.deps)
	w.deps.Settings = func() server.Settings { return server.Settings{AuthorizedFetch: true} }
	secure := server.New(w.deps)
	f.Fuzz(func(t *testing.T, method, path, query, accept, signature string) {
		req := httptest.NewRequestWithContext(t.Context(), http.MethodGet, site.Origin(), nil)
		req.Method, req.URL = method, &url.URL{Path: path, RawQuery: query}
		if unescaped, err := url.PathUnescape(path); err == nil {
			req.URL.Path, req.URL.RawPath = unescaped, path
		}
		req.RequestURI = req.URL.RequestURI()
		req.Header.Set("Accept", accept)
		if signature != "" {
			req.Header.Set("Signature", signature)
			req.Header.Set("Date", day.Format(http.TimeFormat))
		}
		guarded := httptest.NewRecorder()
		secure.ServeHTTP(guarded, req.Clone(t.Context()))
		if guarded.Header().Get("Content-Type") == document && req.URL.Path != "/actor" {
			t.Errorf("%q %q?%q shows a document: %s", method, path, query, guarded.Body)
		}
		got := httptest.NewRecorder()
		open.ServeHTTP(got, req)
		if got.Code >= 500 {
			t.Errorf("%q %q?%q is %d: %s", method, path, query, got.Code, got.Body)
		}
		if got.Header().Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%q %q may be sniffed", method, path)
		}
		if to := got.Header().Get("Location"); to != "" && (!strings.HasPrefix(to, "/") || strings.HasPrefix(to, "//") || strings.HasPrefix(to, `/\`)) {
			t.Errorf("%q %q leads to %q", method, path, to)
		}
	})
}
