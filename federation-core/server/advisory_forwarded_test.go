// CVE-2023-49952, row 21 of federation.md, section 16: what a stranger says of its way here counts for nothing.
package server_test

import (
	"net/http"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestForwardedHeadersCountForNothing(t *testing.T) {
	w := newWorld(t)
	forwarded := func(r *http.Request) {
		for name, value := range map[string]string{
			"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "http", "X-Forwarded-For": "127.0.0.1", "X-Real-Ip": "127.0.0.1",
			"Forwarded": "for=127.0.0.1;host=evil.example;proto=http", "X-Original-Url": "/actor", "X-Rewrite-Url": "/actor",
			"X-Http-Method-Override": "DELETE",
		} {
			r.Header.Set(name, value)
		}
	}
	for _, path := range []string{
		"/actor", "/users/alice", "/users/alice/outbox", "/users/alice/statuses/public", "/users/alice/statuses/followers",
		"/.well-known/host-meta", "/.well-known/nodeinfo", "/nodeinfo/2.1", "/.well-known/webfinger?resource=acct:alice@home.example",
	} {
		for _, by := range w.askers(path)[:3] {
			a := by
			a.edit = forwarded
			if diff := cmp.Diff(w.ask(by), w.ask(a), cmp.AllowUnexported(answered{})); diff != "" {
				t.Errorf("%s: %s", path, diff)
			}
		}
	}
}
