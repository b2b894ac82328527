package vocab_test

import (
	"errors"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"landfall/federation-core/vocab"
)

func TestParseID(t *testing.T) {
	long := "https://a.example/" + strings.Repeat("x", vocab.MaxID)
	tests := []struct {
		name, in string
		want     vocab.ID // "" if refused
	}{
		{"plain", "https://a.example/users/alice", "https://a.example/users/alice"},
		{"fragment", "https://a.example/users/alice#main-key", "https://a.example/users/alice#main-key"},
		{"query", "https://a.example/?p=1&page=true", "https://a.example/?p=1&page=true"},
		{"host in capitals", "HTTPS://A.Example/Users/Alice", "https://a.example/Users/Alice"},
		{"default port", "https://a.example:443/1", "https://a.example/1"},
		{"default port with a zero", "https://a.example:0443/1", "https://a.example/1"},
		{"another port", "https://a.example:8443/1", "https://a.example:8443/1"},
		{"no path", "https://a.example", "https://a.example"},
		{"U-labels", "https://bücher.example/1", "https://xn--bcher-kva.example/1"},
		{"A-labels", "https://xn--bcher-kva.example/1", "https://xn--bcher-kva.example/1"},
		{"full-width letters", "https://ａ.example/1", "https://a.example/1"},
		{"path in another script", "https://a.example/名前", "https://a.example/名前"},
		{"escapes stay", "https://a.example/%7Ealice/%2e%2e", "https://a.example/%7Ealice/%2e%2e"},
		{"address", "https://192.0.2.1/1", "https://192.0.2.1/1"},
		{"address of version 6", "https://[2001:DB8:0::1]:8443/1", "https://[2001:db8::1]:8443/1"},
		{"at sign in the path", "https://a.example/@alice", "https://a.example/@alice"},
		{"at sign in the query", "https://a.example?x=@b.example", "https://a.example?x=@b.example"},
		{"longest", "https://a.example/" + strings.Repeat("x", vocab.MaxID-18), vocab.ID("https://a.example/" + strings.Repeat("x", vocab.MaxID-18))},

		{"nothing", "", ""},
		{"http", "http://a.example/1", ""},
		{"acct", "acct:alice@a.example", ""},
		{"at", "at://did:plc:x/app.bsky.feed.post/1", ""},
		{"data", "data:application/json,{}", ""},
		{"javascript", "javascript://a.example/%0aalert(1)", ""},
		{"no scheme", "//a.example/1", ""},
		{"path only", "/users/alice", ""},
		{"fragment only", "#main-key", ""},
		{"blank node", "_:b0", ""},
		{"no host", "https:///users/alice", ""},
		{"port only", "https://:443/1", ""},
		{"user", "https://alice@a.example/1", ""},
		{"user and password", "https://a.example:x@b.example/1", ""},
		{"empty user", "https://@a.example/1", ""},
		{"space before", " https://a.example/1", ""},
		{"line break", "https://a.example/1\n", ""},
		{"escape character", "https://a.example/\x1b[2J", ""},
		{"backslash", `https://a.example\@b.example/1`, ""},
		{"backslash in the path", `https://a.example/\b`, ""},
		{"angle bracket", "https://a.example/<script>", ""},
		{"what was mangled", "https://a.example/\ufffd", ""},
		{"broken escape", "https://a.example/%zz", ""},
		{"port of nothing", "https://a.example:/1", ""},
		{"port zero", "https://a.example:0/1", ""},
		{"port too large", "https://a.example:65536/1", ""},
		{"port with a sign", "https://a.example:+443/1", ""},
		{"two ports", "https://a.example:443:443/1", ""},
		{"dot behind", "https://a.example./1", ""},
		{"two dots", "https://a..example/1", ""},
		{"underscore", "https://a_b.example/1", ""},
		{"escape in the host", "https://a%2eexample/1", ""},
		{"address as one number", "https://3221225985/1", ""},
		{"address in hexadecimal", "https://0xc0.0x0.0x2.0x1/1", ""},
		{"short address", "https://192.1/1", ""},
		{"zone", "https://[fe80::1%25eth0]/1", ""},
		{"address of version 4 in brackets", "https://[192.0.2.1]/1", ""},
		{"brackets left open", "https://[2001:db8::1/1", ""},
		{"too long", long, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := vocab.ParseID(tt.in)
			if got != tt.want || (err != nil) != (tt.want == "") || err != nil && !errors.Is(err, vocab.ErrInvalid) {
				t.Fatalf("ParseID(%.100q) = %q, %v; want %q", tt.in, got, err, tt.want)
			}
			if again, err := vocab.ParseID(string(got)); got != "" && (again != got || err != nil) {
				t.Errorf("ParseID(%q) = %q, %v: not stable", got, again, err)
			}
		})
	}
}

func TestOrigin(t *testing.T) {
	for id, want := range map[vocab.ID]string{
		"":                              "",
		"https://a.example":             "https://a.example",
		"https://a.example/x?y#z":       "https://a.example",
		"https://a.example:8443/x":      "https://a.example:8443",
		"https://a.example#main-key":    "https://a.example",
		"https://a.example?x":           "https://a.example",
		"http://a.example/x":            "",
		"https://a.example@b.example/x": "",
		vocab.Public:                    "https://www.w3.org",
	} {
		if got := vocab.Origin(id); got != want {
			t.Errorf("Origin(%q) = %q, want %q", id, got, want)
		}
	}
}

func TestSameOrigin(t *testing.T) {
	for _, tt := range []struct {
		a, b vocab.ID
		want bool
	}{
		{"https://a.example/1", "https://a.example/2#x", true},
		{"https://a.example/1", "https://a.example:8443/1", false},
		{"https://a.example/1", "https://b.a.example/1", false},
		{"https://a.example/1", "https://a.example.evil.example/1", false},
		{"https://a.example/1", "https://evil.example/https://a.example/1", false},
		{"https://a.example/1", "", false},
		{"", "", false},
	} {
		if got := vocab.SameOrigin(tt.a, tt.b); got != tt.want {
			t.Errorf("SameOrigin(%q, %q) = %v", tt.a, tt.b, got)
		}
	}
}

// anyURL draws URLs that collide often, spelled in many ways.
var anyURL = rapid.Custom(func(t *rapid.T) string {
	return rapid.SampledFrom([]string{"https://", "HTTPS://", "http://", "//", ""}).Draw(t, "scheme") +
		rapid.SampledFrom([]string{"a.example", "A.example", "b.example", "a.example.b.example", "bücher.example", "xn--bcher-kva.example", "x@a.example", "192.0.2.1", "[2001:db8::1]"}).Draw(t, "host") +
		rapid.SampledFrom([]string{"", "", ":443", ":8443", ":0"}).Draw(t, "port") +
		rapid.OneOf(rapid.SampledFrom([]string{"", "/1", "?x=/@b.example", "#https://b.example", "/u#k"}), rapid.String()).Draw(t, "rest")
})

// TestSameOriginProperties: symmetric, transitive with itself, and never between
// identifiers that differ in what stands before the path.
func TestSameOriginProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, errA := vocab.ParseID(anyURL.Draw(t, "a"))
		b, errB := vocab.ParseID(anyURL.Draw(t, "b"))
		if vocab.SameOrigin(a, b) != vocab.SameOrigin(b, a) {
			t.Errorf("not symmetric: %q %q", a, b)
		}
		if errA == nil && (!vocab.SameOrigin(a, a) || !vocab.SameOrigin(a, a.WithoutFragment()) || !strings.HasPrefix(string(a), vocab.Origin(a))) {
			t.Errorf("%q is not of its own origin %q", a, vocab.Origin(a))
		}
		if errA == nil && errB == nil && vocab.SameOrigin(a, b) != (a.Host() == b.Host()) {
			t.Errorf("hosts %q and %q of %q and %q", a.Host(), b.Host(), a, b)
		}
		if again, err := vocab.ParseID(string(a)); errA == nil && (err != nil || again != a) {
			t.Errorf("ParseID(%q) = %q, %v", a, again, err)
		}
	})
}
