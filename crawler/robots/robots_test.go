package robots

import (
	"strings"
	"testing"
	"time"

	"github.com/temoto/robotstxt"
	"pgregory.net/rapid"
)

func TestCrawlDelay(t *testing.T) {
	const year = 365 * 24 * time.Hour
	tests := []struct {
		name, file string
		want       time.Duration
		ok         bool
	}{
		{name: "none", file: "User-agent: *\nDisallow: /a"},
		{name: "seconds", file: "User-agent: *\nCrawl-delay: 500\nDisallow: /api/", want: 500 * time.Second, ok: true},
		{name: "a fraction", file: "User-agent: *\nCrawl-delay: 0.5", want: 500 * time.Millisecond, ok: true},
		{name: "zero", file: "User-agent: *\nCrawl-delay: 0", ok: true},
		{name: "somebody else's", file: "User-agent: OtherBot\nCrawl-delay: 500\nDisallow: /\nUser-agent: *\nDisallow: /a"},
		{name: "own before star", file: "User-agent: *\nCrawl-delay: 500\nAllow: /\nUser-agent: Landfall\nCrawl-delay: 7", want: 7 * time.Second, ok: true},
		{name: "own group without one", file: "User-agent: *\nCrawl-delay: 500\nAllow: /\nUser-agent: Landfall\nAllow: /"},
		{name: "the longest of several", file: "User-agent: *\nCrawl-delay: 3\nAllow: /\nUser-agent: *\nCrawl-delay: 9", want: 9 * time.Second, ok: true},
		{name: "above the most that is kept, still as stated", file: "User-agent: *\nCrawl-delay: 7200", want: 2 * time.Hour, ok: true},
		{name: "a number without end", file: "User-agent: *\nCrawl-delay: 1e300", want: year, ok: true},
		{name: "negative", file: "User-agent: *\nCrawl-delay: -1"},
		{name: "not a number", file: "User-agent: *\nCrawl-delay: soon"},
		{name: "NaN", file: "User-agent: *\nCrawl-delay: NaN"},
		{name: "before any agent", file: "Crawl-delay: 5\nUser-agent: *\nAllow: /"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got, ok := Parse([]byte(tt.file)).CrawlDelay("Landfall"); got != tt.want || ok != tt.ok {
				t.Errorf("CrawlDelay = %s, %v; want %s, %v", got, ok, tt.want, tt.ok)
			}
		})
	}
}

func TestNoIndex(t *testing.T) {
	tests := []struct {
		values []string
		want   bool
	}{
		{values: nil},
		{values: []string{"noindex"}, want: true},
		{values: []string{"NoIndex, nofollow"}, want: true},
		{values: []string{"none"}, want: true},
		{values: []string{"nofollow", "noindex"}, want: true},
		{values: []string{"noai, noimageai"}},
		{values: []string{"noindexing"}},
		{values: []string{"otherbot: noindex"}},
		{values: []string{"otherbot: nofollow, noindex"}},
		{values: []string{"landfall: noindex"}, want: true},
		{values: []string{"Landfall: nofollow, noindex"}, want: true},
		{values: []string{"otherbot: noindex, landfall: none"}, want: true},
		{values: []string{"*: noindex"}, want: true},
		{values: []string{"unavailable_after: 25 Jun 2010 15:00:00 PST, noindex"}, want: true},
		{values: []string{"unavailable_after: Thu, 01 Jan 2026 00:00:00 GMT, noindex"}, want: true},
		{values: []string{"max-snippet: 50"}},
	}
	for _, tt := range tests {
		if got := NoIndex(tt.values, "Landfall"); got != tt.want {
			t.Errorf("NoIndex(%q) = %v, want %v", tt.values, got, tt.want)
		}
	}
}

// TestHostilePatternsCostLinearTime would take years with a matcher that tries
// every place for every star.
func TestHostilePatternsCostLinearTime(t *testing.T) {
	path := "/" + strings.Repeat("a", 2000)
	for _, file := range []string{
		"User-agent: *\nDisallow: /" + strings.Repeat("*a", 100_000) + "b",
		"User-agent: *\nDisallow: /" + strings.Repeat("a*", 100_000) + "$",
		"User-agent: *\n" + strings.Repeat("Disallow: *a*a*a*b\n", MaxBytes/20),
		strings.Repeat("User-agent: *\nAllow:/b\n", MaxBytes/24),
		strings.Repeat("User-agent: *\nUser-agent: Landfall\n", MaxBytes/36) + "Allow: /b",
	} {
		if !Parse([]byte(file)).Allowed("Landfall", path) {
			t.Errorf("%.40q…: a path that no rule matches is forbidden", file)
		}
	}
}

// TestAgreesWithTemoto compares with an older parser wherever that one keeps to
// RFC 9309. Left out are its known faults (TestKnownFaultsOfTemoto, and full
// User-Agent headers, which it matches by prefix), and groups that need merging.
func TestAgreesWithTemoto(t *testing.T) {
	line := rapid.Custom(func(t *rapid.T) string {
		key := rapid.SampledFrom([]string{"Allow", "Disallow", "disallow", "ALLOW"}).Draw(t, "key")
		return key + ": " + rapid.StringMatching(`/[ab]{0,3}(/[ab]{1,2}){0,2}`).Draw(t, "path")
	})
	group := rapid.Custom(func(t *rapid.T) string {
		agent := rapid.SampledFrom([]string{"*", "Landfall", "OtherBot"}).Draw(t, "agent")
		return "User-agent: " + agent + "\n" + strings.Join(rapid.SliceOfN(line, 1, 5).Draw(t, "lines"), "\n") + "\n"
	})
	compared := 0
	rapid.Check(t, func(t *rapid.T) {
		seen := map[string]bool{}
		var groups []string
		for _, g := range rapid.SliceOfN(group, 0, 3).Draw(t, "groups") {
			if agent, _, _ := strings.Cut(g, "\n"); !seen[agent] { // it keeps the last of several groups
				seen[agent], groups = true, append(groups, g)
			}
		}
		file := strings.Join(groups, "\n")
		path := rapid.StringMatching(`/[ab]{0,3}(/[ab]{1,2}){0,2}`).Draw(t, "path")
		theirs, err := robotstxt.FromString(file)
		if err != nil {
			t.Fatalf("the other parser refuses %q: %v", file, err)
		}
		if tied(file, path) {
			return
		}
		compared++
		if got, want := Parse([]byte(file)).Allowed("Landfall", path), theirs.TestAgent(path, "landfall"); got != want {
			t.Fatalf("Allowed(%q) = %v, the other parser says %v, in\n%s", path, got, want, file)
		}
	})
	if compared == 0 {
		t.Error("nothing was compared")
	}
}

// tied reports whether rules of the same length, both kinds, match the path.
func tied(file, path string) bool {
	kinds := map[int]map[string]bool{}
	for line := range strings.Lines(file) {
		key, value, _ := strings.Cut(strings.TrimSpace(line), ": ")
		key = strings.ToLower(key)
		if key == "user-agent" || !strings.HasPrefix(path, value) {
			continue
		}
		if kinds[len(value)] == nil {
			kinds[len(value)] = map[string]bool{}
		}
		kinds[len(value)][key] = true
	}
	for _, both := range kinds {
		if len(both) == 2 {
			return true
		}
	}
	return false
}

// TestKnownFaultsOfTemoto pins why that parser is no more than a second opinion.
func TestKnownFaultsOfTemoto(t *testing.T) {
	tests := []struct {
		name, file, path string
		want             bool
	}{
		{name: "a prefix of our name counts as us", file: "User-agent: Land\nDisallow: /", path: "/a", want: true},
		{name: "a tie goes to disallow", file: "User-agent: *\nDisallow: /page\nAllow: /page", path: "/page", want: true},
		{name: "escapes are not normalised", file: "User-agent: *\nDisallow: /%7Esim", path: "/~sim", want: false},
		{name: "a junk delay refuses the file", file: "User-agent: *\nCrawl-delay: abc\nDisallow: /", path: "/a", want: false},
		{name: "a rule before the first agent refuses the file", file: "Disallow: /b\nUser-agent: *\nDisallow: /a", path: "/a", want: false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := Parse([]byte(tt.file)).Allowed("Landfall", tt.path); got != tt.want {
				t.Errorf("Allowed = %v, want %v", got, tt.want)
			}
			theirs, err := robotstxt.FromString(tt.file)
			if err == nil && theirs.TestAgent(tt.path, "Landfall") == tt.want {
				t.Error("the other parser is right here now; compare it in TestAgreesWithTemoto")
			}
		})
	}
}

func FuzzRobots(f *testing.F) {
	f.Add([]byte("User-agent: *\nDisallow: /"), "/nodeinfo/2.0")
	f.Add([]byte("User-agent: Landfall\nAllow: /a*b$\nCrawl-delay: 5"), "/a%2Ab?x=%2F")
	f.Add([]byte("\xef\xbb\xbfuser agent *\r\rdisalow /%"), "no slash")
	f.Add([]byte("User-agent:*\nDisallow:*%\nAllow:$"), "%%%2")
	f.Fuzz(func(t *testing.T, body []byte, path string) {
		file := Parse(body)
		allowed := file.Allowed("Landfall", path)
		if again := Parse(body).Allowed("Landfall", path); again != allowed {
			t.Errorf("Allowed(%q) is %v, then %v", path, allowed, again)
		}
		if canonicalPath(canonicalPath(path)) != canonicalPath(path) {
			t.Errorf("canonicalPath(%q) is not canonical", path)
		}
		if delay, _ := file.CrawlDelay("Landfall"); delay < 0 || delay > 366*24*time.Hour {
			t.Errorf("crawl delay %s", delay)
		}
		// A group of our own that forbids everything holds whatever else is there,
		// unless the file has one that allows.
		if len(body) < MaxBytes/2 && !strings.Contains(strings.ToLower(string(body)), "landfall") {
			closed := Parse(append([]byte("User-agent: Landfall\nDisallow: /\n\nUser-agent: OtherBot\n"), body...))
			if p := canonicalPath(path); closed.Allowed("Landfall", path) && p != "/robots.txt" && !strings.HasPrefix(p, "/robots.txt?") {
				t.Errorf("%q opens a closed group for %q", body, path)
			}
		}
	})
}
