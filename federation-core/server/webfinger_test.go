package server_test

import (
	"encoding/json"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

type descriptor struct {
	Subject string   `json:"subject"`
	Aliases []string `json:"aliases"`
	Links   []struct{ Rel, Type, Href string }
}

func TestWebFinger(t *testing.T) {
	w := newWorld(t)
	for _, tt := range []struct {
		resource string
		status   int
		subject  string
	}{
		{"acct:alice@home.example", 200, "acct:alice@home.example"},
		{"acct:Alice@HOME.example", 200, "acct:alice@home.example"},
		{"ACCT:alice@home.example", 200, "acct:alice@home.example"},
		{"acct:al%69ce@home.example", 200, "acct:alice@home.example"},
		{"acct:alice@home.example:443", 200, "acct:alice@home.example"},
		{"acct:home.example@home.example", 200, "acct:home.example@home.example"},
		{"https://home.example/users/alice", 200, "acct:alice@home.example"},
		{"https://HOME.example/users/alice", 200, "acct:alice@home.example"},
		{"https://home.example/@alice", 200, "acct:alice@home.example"},
		{"https://home.example/@Alice", 200, "acct:alice@home.example"},
		{"https://home.example/actor", 200, "acct:home.example@home.example"},
		{"acct:nobody@home.example", 404, ""},
		{"acct:älice@home.example", 404, ""},
		{"acct:al%00ice@home.example", 404, ""},
		{"acct:al%ffice@home.example", 404, ""},
		{"acct:alice@away.example", 404, ""},
		{"acct:fay@away.example", 404, ""},
		{"acct:alice@home.example.evil.example", 404, ""},
		{"acct:alice@sub.home.example", 404, ""},
		{"acct:alice@home.example:8443", 404, ""},
		{"https://home.example/", 404, ""},
		{"https://home.example/users/alice/outbox", 404, ""},
		{"https://home.example.evil.example/users/alice", 404, ""},
		{"https://away.example/users/fay", 404, ""},
		{"http://home.example/users/alice", 404, ""},
		{"mailto:alice@home.example", 404, ""},
		{"acct:gina@home.example", 410, ""},
		{"acct:sue@home.example", 410, ""},
		{"https://home.example/@gina", 410, ""},
		{"", 400, ""},
		{"alice", 400, ""},
		{"alice@home.example", 200, "acct:alice@home.example"},
		{"@Alice@home.example:443", 200, "acct:alice@home.example"},
		{"alice@away.example", 404, ""},
		{"=acct:alice@home.example", 400, ""},
		{"acct:", 400, ""},
		{"acct:alice", 400, ""},
		{"acct:@home.example", 400, ""},
		{"acct:alice@", 400, ""},
		{"acct:alice@home.example/x", 400, ""},
		{"acct:a@b@home.example", 400, ""},
		{"acct:al%ZZice@home.example", 400, ""},
		{"https://", 400, ""},
		{"https://home.example@evil.example/users/alice", 400, ""},
		{":", 400, ""},
	} {
		got := w.ask(asking{path: "/.well-known/webfinger?resource=" + url.QueryEscape(tt.resource)})
		if got.status != tt.status {
			t.Errorf("%q is %d, want %d: %s", tt.resource, got.status, tt.status, got.body)
			continue
		}
		if got.header.Get("Access-Control-Allow-Origin") != "*" {
			t.Errorf("%q: no CORS", tt.resource)
		}
		if tt.status != 200 {
			continue
		}
		var d descriptor
		if err := json.Unmarshal([]byte(got.body), &d); err != nil || got.header.Get("Content-Type") != "application/jrd+json" {
			t.Errorf("%q: %v, %s", tt.resource, err, got.header.Get("Content-Type"))
		}
		self := slices.IndexFunc(d.Links, func(l struct{ Rel, Type, Href string }) bool { return l.Rel == "self" })
		if d.Subject != tt.subject || self < 0 || d.Links[self].Type != document || !slices.Contains(d.Aliases, d.Links[self].Href) {
			t.Errorf("%q: %+v", tt.resource, d)
			continue
		}
		// The round trip: the actor has the name that led to it.
		actor, err := w.read(strings.TrimPrefix(d.Links[self].Href, site.Origin())).Actor()
		if err != nil || "acct:"+actor.PreferredUsername+"@home.example" != tt.subject || "acct:"+actor.WebFinger != tt.subject {
			t.Errorf("%q leads to %v, %v", tt.resource, actor.PreferredUsername, err)
		}
	}
}

// TestWebFingerParameters: exactly one resource; rel picks links (RFC 7033 section 4.3).
func TestWebFingerParameters(t *testing.T) {
	w := newWorld(t)
	for query, want := range map[string]int{
		"": 400, "?": 400, "?resource": 400, "?Resource=acct:alice@home.example": 400, "?resource=acct:alice@home.example&resource=acct:bob@home.example": 400,
		"?resource=acct%3Aalice%40home.example": 200, "?resource=acct:alice%40home.example": 200, "?resource=acct:alice@home.example&x=y": 200,
		"?resource=acct%253Aalice%2540home.example": 400, "?resource=%zz": 400, "?resource=acct:alice@home.example;x": 400,
	} {
		if got := w.ask(asking{path: "/.well-known/webfinger" + query}); got.status != want {
			t.Errorf("%q is %d, want %d", query, got.status, want)
		}
	}
	for rel, want := range map[string][]string{
		"": {"self", "http://webfinger.net/rel/profile-page"}, "&rel=self": {"self"}, "&rel=nothing": nil,
		"&rel=http%3A%2F%2Fwebfinger.net%2Frel%2Fprofile-page": {"http://webfinger.net/rel/profile-page"},
		"&rel=self&rel=nothing":                                {"self"},
	} {
		var d descriptor
		if err := json.Unmarshal([]byte(w.ask(asking{path: "/.well-known/webfinger?resource=acct:alice@home.example" + rel}).body), &d); err != nil {
			t.Fatal(err)
		}
		var rels []string
		for _, l := range d.Links {
			rels = append(rels, l.Rel)
		}
		if diff := cmp.Diff(want, rels); diff != "" {
			t.Errorf("%q: %s", rel, diff)
		}
	}
}
