package webfinger_test

import (
	"errors"
	"net/url"
	"testing"

	"github.com/google/go-cmp/cmp"

	"landfall/federation-core/webfinger"
)

func TestParseResource(t *testing.T) {
	alice := webfinger.Resource{Account: webfinger.Account{User: "alice", Host: "home.example"}}
	for _, tt := range []struct {
		in   string
		want webfinger.Resource
		err  error
	}{
		{in: "acct:alice@home.example", want: alice},
		{in: "ACCT:Alice@HOME.example", want: alice},
		{in: "acct:al%69ce@home.example:443", want: alice},
		{in: "acct:a%2Bb@home.example", want: webfinger.Resource{Account: webfinger.Account{User: "a+b", Host: "home.example"}}},
		{in: "acct:alice@bücher.example", want: webfinger.Resource{Account: webfinger.Account{User: "alice", Host: "xn--bcher-kva.example"}}},
		{in: "acct:alice@home.example:8443", want: webfinger.Resource{Account: webfinger.Account{User: "alice", Host: "home.example:8443"}}},
		{in: "https://HOME.example/@Alice", want: webfinger.Resource{URL: "https://home.example/@Alice"}},
		{in: "http://home.example/@alice"}, {in: "mailto:alice@home.example"}, {in: "urn:isbn:0"},
		{in: "alice@home.example", want: alice}, {in: "@Alice@home.example:443", want: alice},
		{in: "", err: webfinger.ErrBadQuery}, {in: "alice", err: webfinger.ErrBadQuery}, {in: "=acct:alice@home.example", err: webfinger.ErrBadQuery}, {in: ":", err: webfinger.ErrBadQuery},
		{in: "acct:", err: webfinger.ErrBadQuery}, {in: "acct:@home.example", err: webfinger.ErrBadQuery}, {in: "acct:alice@", err: webfinger.ErrBadQuery},
		{in: "acct:a%40b@home.example", err: webfinger.ErrBadQuery}, {in: "acct:%zz@home.example", err: webfinger.ErrBadQuery},
		{in: "acct:alice@home.example/x", err: webfinger.ErrBadQuery}, {in: "acct:alice@home.example?x", err: webfinger.ErrBadQuery},
		{in: "acct:alice@home .example", err: webfinger.ErrBadQuery}, {in: "https://", err: webfinger.ErrBadQuery},
		{in: "https://home.example@evil.example/users/alice", err: webfinger.ErrBadQuery},
	} {
		got, err := webfinger.ParseResource(tt.in)
		if diff := cmp.Diff(tt.want, got); diff != "" || !errors.Is(err, tt.err) {
			t.Errorf("ParseResource(%q): %v, want %v%s", tt.in, err, tt.err, diff)
		}
	}
}

// TestParseQuery: exactly one resource, decoded once, and as many relations as one likes.
func TestParseQuery(t *testing.T) {
	resource := "resource=" + url.QueryEscape("acct:alice@home.example")
	got, err := webfinger.ParseQuery(resource + "&rel=self&rel=http%3A%2F%2Fx&other=1")
	if diff := cmp.Diff([]string{"self", "http://x"}, got.Rels); err != nil || diff != "" || got.Resource.Account.User != "alice" {
		t.Errorf("%+v, %v %s", got, err, diff)
	}
	for _, raw := range []string{"", "resource", "resource=", resource + "&" + resource, "Resource=acct:alice@home.example", "resource=%zz", "resource=acct%253Aalice%2540home.example"} {
		if got, err := webfinger.ParseQuery(raw); !errors.Is(err, webfinger.ErrBadQuery) {
			t.Errorf("ParseQuery(%q) = %+v, %v", raw, got, err)
		}
	}
}

func TestParseAccount(t *testing.T) {
	want := webfinger.Account{User: "alice", Host: "home.example"}
	for _, in := range []string{"alice@home.example", "@alice@home.example", "acct:alice@home.example", " Alice@HOME.example\n"} {
		if got, err := webfinger.ParseAccount(in); got != want || err != nil {
			t.Errorf("ParseAccount(%q) = %v, %v", in, got, err)
		}
	}
	for _, in := range []string{"", "alice", "@alice", "alice@", "@home.example", "a/b@home.example", "a b@home.example", "alice@home.example/x", "alice@bob@home.example", "https://home.example/@alice"} {
		if got, err := webfinger.ParseAccount(in); !errors.Is(err, webfinger.ErrNotFound) {
			t.Errorf("ParseAccount(%q) = %v, %v", in, got, err)
		}
	}
}
