package local_test

import (
	"strings"
	"testing"
	"time"

	"landfall/federation-core/local"
)

func TestParse(t *testing.T) {
	for in, want := range map[string]string{
		"https://example.social":                          "https://example.social",
		"https://EXAMPLE.social/":                         "https://example.social",
		"https://example.social:443":                      "https://example.social",
		"https://example.social.":                         "https://example.social",
		"https://bücher.example":                          "https://xn--bcher-kva.example",
		"https://127.0.1.1:8443":                          "https://127.0.1.1:8443",
		"https://[::1]:8443":                              "https://[::1]:8443",
		"http://example.social":                           "",
		"example.social":                                  "",
		"https://":                                        "",
		"https://a@example.social":                        "",
		"https://example.social/x":                        "",
		"https://example.social?x":                        "",
		"https://example.social#x":                        "",
		"https://exa mple.social":                         "",
		"https://" + strings.Repeat("a", 64) + ".example": "",
	} {
		site, err := local.Parse(in)
		if (err == nil) != (want != "") || err == nil && site.Origin() != want {
			t.Errorf("Parse(%q) = %q, %v; want %q", in, site.Origin(), err, want)
		}
	}
}

func TestOnlyTheOriginOwns(t *testing.T) {
	site, err := local.Parse("https://home.example")
	if err != nil {
		t.Fatal(err)
	}
	for id, want := range map[string]bool{
		"https://home.example":              true,
		"https://home.example/users/a":      true,
		"https://home.example.evil/users/a": false,
		"https://home.example:8443/users/a": false,
		"https://home.example@evil/users/a": false,
		"http://home.example/users/a":       false,
		"https://sub.home.example/users/a":  false,
		"https://HOME.example/users/a":      false, // ids are compared byte by byte: ours are minted in lower case
		"":                                  false,
	} {
		if got := site.Owns(id); got != want {
			t.Errorf("Owns(%q) = %v", id, got)
		}
	}
	if (local.Site{}).Owns("https://") {
		t.Error("the zero site owns something")
	}
}

func TestIDsComeBack(t *testing.T) {
	site, _ := local.Parse("https://home.example")
	at := time.Date(2026, 11, 1, 12, 0, 0, 0, time.UTC)
	post := site.NewPost("alice", at)
	later := site.NewPost("alice", at.Add(time.Millisecond))
	if site.AuthorOf(post) != "alice" || !site.Owns(post) || post >= later {
		t.Errorf("%s, %s", post, later)
	}
	if site.Username(site.Actor("alice")) != "alice" {
		t.Error("no name in the id of an actor")
	}
	for _, other := range []string{post + "/activity", site.Actor("alice"), "https://away.example/users/alice/statuses/1", site.Actor("a/b") + "/statuses/1", ""} {
		if got := site.AuthorOf(other); got != "" {
			t.Errorf("AuthorOf(%q) = %q", other, got)
		}
	}
	for _, other := range []string{post, site.Instance(), site.Inbox("alice"), "https://away.example/users/alice", site.Actor("Alice"), site.Actor("")} {
		if got := site.Username(other); got != "" {
			t.Errorf("Username(%q) = %q", other, got)
		}
	}
	seen := make(map[string]bool)
	for range 10_000 {
		id := site.NewActivity(at)
		if seen[id] {
			t.Fatalf("%s twice", id)
		}
		seen[id] = true
	}
}

func TestUsernames(t *testing.T) {
	for name, want := range map[string]bool{
		"a": true, "alice": true, "a_b": true, "1984": true, strings.Repeat("a", 30): true,
		"": false, "Alice": false, "_a": false, "a_": false, "a.b": false, "a-b": false, "ä": false, strings.Repeat("a", 31): false, "a b": false, "a\n": false,
	} {
		if got := local.ValidUsername(name); got != want {
			t.Errorf("ValidUsername(%q) = %v", name, got)
		}
	}
}
