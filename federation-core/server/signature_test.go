package server_test

import (
	"net/http"
	"testing"

	"landfall/federation-core/httpsig"
	"landfall/federation-core/server"
)

// TestASignatureInDoubt: where a post is not for anybody, a signature that does not hold is
// answered so that its sender tries again, and never as if the post were gone.
func TestASignatureInDoubt(t *testing.T) {
	w := newWorld(t)
	unknown, down, many, ours := visitor("x", "nowhere.example"), visitor("x", "down.example"), visitor("x", "crowded.example"), w.bob
	drop := func(name string) func(*http.Request) { return func(r *http.Request) { r.Header.Del(name) } }
	for _, tt := range []struct {
		name        string
		ask         asking
		narrow, all int // for followers, in the open; for anybody, with authorized fetch
	}{
		{"holds", asking{by: w.fay}, 200, 200},
		{"holds, RFC 9421", asking{by: w.fay, scheme: httpsig.RFC9421}, 200, 200},
		{"another key", asking{by: w.fay, key: forged()}, 401, 401},
		{"a key that cannot be had", asking{by: unknown}, 401, 401},
		{"a server that does not answer", asking{by: down}, 503, 503},
		{"a key too many", asking{by: many}, 429, 429},
		{"a key of ours", asking{by: ours}, 401, 401},
		{"another request", asking{by: w.fay, edit: func(r *http.Request) { r.URL.RawQuery = "x=1" }}, 401, 401},
		{"no date", asking{by: w.fay, edit: drop("Date")}, 401, 401},
		{"nonsense", asking{edit: func(r *http.Request) { r.Header.Set("Signature", "x") }}, 401, 401},
		{"nonsense, RFC 9421", asking{edit: func(r *http.Request) { r.Header.Set("Signature-Input", "x") }}, 401, 401},
		{"an acct:", asking{edit: func(r *http.Request) {
			r.Header.Set("Signature", `keyId="acct:fay@away.example",headers="(request-target) host date",signature="eA=="`)
			r.Header.Set("Date", day.Format(http.TimeFormat))
		}}, 401, 401},
	} {
		tt.ask.accept, tt.ask.path = document, "/users/alice/statuses/followers"
		w.settings.AuthorizedFetch = false
		narrow := w.ask(tt.ask)
		tt.ask.path = "/users/alice/statuses/public"
		if open := w.ask(tt.ask); open.status != http.StatusOK {
			t.Errorf("%s: what is for anybody is %d", tt.name, open.status)
		}
		w.settings.AuthorizedFetch = true
		all := w.ask(tt.ask)
		if narrow.status != tt.narrow || all.status != tt.all {
			t.Errorf("%s: %d and %d, want %d and %d", tt.name, narrow.status, all.status, tt.narrow, tt.all)
		}
		for _, got := range []answered{narrow, all} {
			if (got.status == http.StatusServiceUnavailable || got.status == http.StatusTooManyRequests) && got.header.Get("Retry-After") == "" {
				t.Errorf("%s: %d without Retry-After", tt.name, got.status)
			}
			if got.status == http.StatusUnauthorized && got.header.Get("Accept-Signature") == "" {
				t.Errorf("%s: 401 without Accept-Signature", tt.name)
			}
		}
	}
}

// TestTheKeyIsReadableWithoutOurs: to verify us, a server reads an actor here, signed with a key
// that we do not know. In the open we must not need it, or two servers wait for each other.
func TestTheKeyIsReadableWithoutOurs(t *testing.T) {
	w := newWorld(t)
	for path, secure := range map[string]bool{"/actor": true, "/users/alice": false} {
		w.settings.AuthorizedFetch = secure
		if got := w.ask(asking{path: path, accept: document, by: visitor("x", "down.example")}); got.status != http.StatusOK {
			t.Errorf("%s is %d", path, got.status)
		}
	}
}

// TestWhoSignedIsHeard: a server that signs is there, and says how it signs.
func TestWhoSignedIsHeard(t *testing.T) {
	w := newWorld(t)
	heard := map[string]httpsig.Scheme{}
	w.deps.Heard = func(host string, scheme httpsig.Scheme) { heard[host] = scheme }
	w.listen()
	for _, a := range w.askers("/users/alice/statuses/public") {
		w.ask(a)
	}
	if len(heard) != 3 || heard["far.example"] != httpsig.RFC9421 || heard["away.example"] != httpsig.Cavage {
		t.Errorf("heard %v", heard)
	}
}

var _ http.Handler = (*server.Server)(nil)
