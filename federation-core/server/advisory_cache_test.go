// Row 18 of federation.md, section 16: what one may read is never kept for another.
package server_test

import (
	"net/http"
	"strings"
	"testing"
)

// TestACacheNeverTells puts a cache before the server that keeps what it may (RFC 9111), and
// lets a follower fill it before others ask.
func TestACacheNeverTells(t *testing.T) {
	w := newWorld(t)
	for _, m := range modes {
		m.set(w)
		kept := map[string]answered{}
		through := func(a asking) answered {
			key := ""
			a.edit = func(r *http.Request) {
				key = r.URL.Path + "|" + r.Header.Get("Accept") + "|" + r.Header.Get("Signature")
			}
			got := w.ask(a)
			if old, ok := kept[key]; ok {
				return old
			}
			if cache := got.header.Get("Cache-Control"); !strings.Contains(cache, "private") && !strings.Contains(cache, "no-store") {
				kept[key] = got
			}
			return got
		}
		for _, path := range []string{"/users/alice/statuses/followers", "/users/alice/statuses/direct", "/users/alice/followers_synchronization"} {
			askers := w.askers(path)
			for _, first := range askers {
				through(first)
			}
			for i, a := range askers {
				if got, want := through(a), w.ask(a); got.status != want.status || got.body != want.body {
					t.Errorf("%s: %s, asker %d: a cache gives %d, the server %d", m.name, path, i, got.status, want.status)
				}
			}
		}
	}
}

// TestNothingSignedIsKept: an answer to a signed request is for its signer, also where all
// would get the same.
func TestNothingSignedIsKept(t *testing.T) {
	w := newWorld(t)
	for _, path := range []string{"/users/alice", "/users/alice/outbox?page=true", "/users/alice/statuses/public", "/users/alice/statuses/deleted"} {
		open := w.ask(asking{path: path, accept: document})
		signed := w.ask(asking{path: path, accept: document, by: w.stan})
		if !strings.Contains(open.header.Get("Cache-Control"), "public") || signed.header.Get("Cache-Control") != "private, no-store" {
			t.Errorf("%s: unsigned %q, signed %q", path, open.header.Get("Cache-Control"), signed.header.Get("Cache-Control"))
		}
		if open.body != signed.body {
			t.Errorf("%s is another document for a signer", path)
		}
	}
}
