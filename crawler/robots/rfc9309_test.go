package robots

import (
	"cmp"
	"strings"
	"testing"
)

// rfcCase is a robots.txt and whether it allows a path.
type rfcCase struct {
	name, file, path string
	agent            string // Landfall unless stated
	want             bool
}

// TestRFC9309 goes through RFC 9309 rule by rule.
func TestRFC9309(t *testing.T) {
	sections := map[string][]rfcCase{
		"user-agent lines":   agentCases(),
		"rules":              ruleCases(),
		"special characters": specialCases(),
		"lines":              lineCases(),
		"limits":             limitCases(),
	}
	total := 0
	for section, tests := range sections {
		total += len(tests)
		for _, tt := range tests {
			t.Run(section+"/"+tt.name, func(t *testing.T) {
				agent := cmp.Or(tt.agent, "Landfall")
				if got := Parse([]byte(tt.file)).Allowed(agent, tt.path); got != tt.want {
					t.Errorf("Allowed(%q, %q) = %v, want %v in\n%.200s", agent, tt.path, got, tt.want, tt.file)
				}
			})
		}
	}
	if total < 60 {
		t.Fatalf("%d cases, want at least 60", total)
	}
	t.Logf("%d cases", total)
}

// agentCases are RFC 9309 §2.2.1.
func agentCases() []rfcCase {
	return []rfcCase{
		{name: "empty file", file: "", path: "/a", want: true},
		{name: "star group", file: "User-agent: *\nDisallow: /", path: "/a", want: false},
		{name: "own group", file: "User-agent: Landfall\nDisallow: /", path: "/a", want: false},
		{name: "somebody else's group", file: "User-agent: OtherBot\nDisallow: /", path: "/a", want: true},
		{name: "own group wins over star", file: "User-agent: *\nDisallow: /\n\nUser-agent: Landfall\nAllow: /", path: "/a", want: true},
		{name: "own group wins in any order", file: "User-agent: Landfall\nAllow: /\n\nUser-agent: *\nDisallow: /", path: "/a", want: true},
		{name: "own group without rules frees from star", file: "User-agent: *\nDisallow: /\n\nUser-agent: Landfall\nDisallow:", path: "/a", want: true},
		{name: "token in another case", file: "user-agent: LANDFALL\nDisallow: /", path: "/a", want: false},
		{name: "product in another case", file: "User-agent: Landfall\nDisallow: /", agent: "lANDFALL", path: "/a", want: false},
		{name: "full user agent header", file: "User-agent: Landfall\nDisallow: /", agent: "Landfall/1.2 (+https://quiet-sim.social/crawler)", path: "/a", want: false},
		{name: "version in the file", file: "User-agent: Landfall/1.0\nDisallow: /", path: "/a", want: false},
		{name: "remark in the file", file: "User-agent: Landfall the directory\nDisallow: /", path: "/a", want: false},
		{name: "a longer name is not us", file: "User-agent: LandfallImages\nDisallow: /", path: "/a", want: true},
		{name: "a shorter name is not us", file: "User-agent: Land\nDisallow: /", path: "/a", want: true},
		{name: "a number at the end is not us", file: "User-agent: Landfall2\nDisallow: /", path: "/a", want: true},
		{name: "two agents share rules", file: "User-agent: OtherBot\nUser-agent: Landfall\nDisallow: /", path: "/a", want: false},
		{name: "rules end the list of agents", file: "User-agent: OtherBot\nDisallow: /\nUser-agent: Landfall\nAllow: /", path: "/a", want: true},
		{name: "an empty rule ends it too", file: "User-agent: Landfall\nDisallow:\nUser-agent: OtherBot\nDisallow: /", path: "/a", want: true},
		{name: "groups of one product are merged", file: "User-agent: Landfall\nDisallow: /a\n\nUser-agent: OtherBot\nDisallow: /\n\nUser-agent: Landfall\nDisallow: /b", path: "/b", want: false},
		{name: "merged, the first still counts", file: "User-agent: Landfall\nDisallow: /a\n\nUser-agent: Landfall\nDisallow: /b", path: "/a", want: false},
		{name: "star groups are merged", file: "User-agent: *\nDisallow: /a\n\nUser-agent: *\nDisallow: /b", path: "/a", want: false},
		{name: "merged longest match", file: "User-agent: *\nDisallow: /a\n\nUser-agent: *\nAllow: /a/b", path: "/a/b", want: true},
		{name: "rules before any agent", file: "Disallow: /\nUser-agent: OtherBot\nDisallow: /", path: "/a", want: true},
		{name: "star among words", file: "User-agent: * everyone\nDisallow: /", path: "/a", want: false},
	}
}

// ruleCases are RFC 9309 §2.2.2.
func ruleCases() []rfcCase {
	return []rfcCase{
		{name: "prefix match", file: "User-agent: *\nDisallow: /api", path: "/api/v1/instance", want: false},
		{name: "prefix of a word", file: "User-agent: *\nDisallow: /api", path: "/apiary", want: false},
		{name: "not at the start", file: "User-agent: *\nDisallow: /api", path: "/v1/api", want: true},
		{name: "case of paths matters", file: "User-agent: *\nDisallow: /API", path: "/api", want: true},
		{name: "longest match, allow", file: "User-agent: *\nDisallow: /api/\nAllow: /api/v2/instance", path: "/api/v2/instance", want: true},
		{name: "longest match, disallow", file: "User-agent: *\nAllow: /api\nDisallow: /api/v1", path: "/api/v1/x", want: false},
		{name: "longest match in any order", file: "User-agent: *\nAllow: /api/v2/instance\nDisallow: /api/", path: "/api/v2/instance", want: true},
		{name: "a tie goes to allow", file: "User-agent: *\nDisallow: /page\nAllow: /page", path: "/page", want: true},
		{name: "a tie goes to allow in any order", file: "User-agent: *\nAllow: /page\nDisallow: /page", path: "/page", want: true},
		{name: "no rule matches", file: "User-agent: *\nDisallow: /private", path: "/nodeinfo/2.0", want: true},
		{name: "empty disallow", file: "User-agent: *\nDisallow:", path: "/a", want: true},
		{name: "empty allow is no rule", file: "User-agent: *\nDisallow: /\nAllow:", path: "/a", want: false},
		{name: "robots.txt itself", file: "User-agent: *\nDisallow: /", path: "/robots.txt", want: true},
		{name: "what only begins like robots.txt", file: "User-agent: *\nDisallow: /", path: "/robots.txt.bak", want: false},
		{name: "query is matched", file: "User-agent: *\nDisallow: /foo/bar?baz=quz", path: "/foo/bar?baz=quz", want: false},
		{name: "query differs", file: "User-agent: *\nDisallow: /foo/bar?baz=quz", path: "/foo/bar?baz=q", want: true},
		{name: "reserved characters in a query", file: "User-agent: *\nDisallow: /foo/bar?baz=https://foo.bar", path: "/foo/bar?baz=https%3A%2F%2Ffoo.bar", want: false},
		{name: "the same the other way round", file: "User-agent: *\nDisallow: /foo/bar?baz=https%3A%2F%2Ffoo.bar", path: "/foo/bar?baz=https://foo.bar", want: false},
		{name: "raw UTF-8 in the rule", file: "User-agent: *\nDisallow: /foo/bar/ツ", path: "/foo/bar/%E3%83%84", want: false},
		{name: "raw UTF-8 in the path", file: "User-agent: *\nDisallow: /foo/bar/%E3%83%84", path: "/foo/bar/ツ", want: false},
		{name: "escapes in lower case", file: "User-agent: *\nDisallow: /foo/bar/%e3%83%84", path: "/foo/bar/ツ", want: false},
		{name: "escaped unreserved in the rule", file: "User-agent: *\nDisallow: /foo/bar/%62%61%7A", path: "/foo/bar/baz", want: false},
		{name: "escaped unreserved in the path", file: "User-agent: *\nDisallow: /foo/bar/baz", path: "/foo/bar/%62%61%7A", want: false},
		{name: "escaped tilde", file: "User-agent: *\nDisallow: /~sim/", path: "/%7Esim/", want: false},
		{name: "an escaped slash is no slash", file: "User-agent: *\nDisallow: /a/b", path: "/a%2Fb", want: true},
		{name: "a lone percent sign", file: "User-agent: *\nDisallow: /100%", path: "/100%25", want: false},
		{name: "a fragment is not part of a path", file: "User-agent: *\nDisallow: /a$", path: "/a#b", want: false},
		{name: "no path is the root", file: "User-agent: *\nDisallow: /$", path: "", want: false},
		{name: "disallow without the slash", file: "User-agent: *\nDisallow: api/", path: "/api/v1", want: false},
		{name: "allow without the slash is no rule", file: "User-agent: *\nDisallow: /\nAllow: api/", path: "/api/v1", want: false},
	}
}

// specialCases are RFC 9309 §2.2.3.
func specialCases() []rfcCase {
	return []rfcCase{
		{name: "star inside", file: "User-agent: *\nDisallow: /api/*/instance", path: "/api/v1/instance", want: false},
		{name: "star matches nothing too", file: "User-agent: *\nDisallow: /a*b", path: "/ab", want: false},
		{name: "star at the end changes nothing", file: "User-agent: *\nDisallow: /a*", path: "/abc", want: false},
		{name: "star in front", file: "User-agent: *\nDisallow: *.json", path: "/nodeinfo/2.0.json", want: false},
		{name: "stars in a row", file: "User-agent: *\nDisallow: /a***b", path: "/axxb", want: false},
		{name: "star and end", file: "User-agent: *\nDisallow: /*.json$", path: "/nodeinfo/2.0.json", want: false},
		{name: "star and end, more behind", file: "User-agent: *\nDisallow: /*.json$", path: "/nodeinfo/2.0.json?x", want: true},
		{name: "the end needs the last occurrence", file: "User-agent: *\nDisallow: /*ab$", path: "/xabyab", want: false},
		{name: "pieces do not overlap", file: "User-agent: *\nDisallow: /*aba*ba$", path: "/ababa", want: false},
		{name: "pieces that would overlap", file: "User-agent: *\nDisallow: /*aba*aba$", path: "/ababa", want: true},
		{name: "end", file: "User-agent: *\nDisallow: /a$", path: "/a", want: false},
		{name: "end, more behind", file: "User-agent: *\nDisallow: /a$", path: "/ab", want: true},
		{name: "dollar inside is a dollar", file: "User-agent: *\nDisallow: /a$b", path: "/a$b/c", want: false},
		{name: "escaped star is a star", file: "User-agent: *\nDisallow: /path/file-with-a-%2A.html", path: "/path/file-with-a-*.html", want: false},
		{name: "escaped star is no wildcard", file: "User-agent: *\nDisallow: /path/%2A", path: "/path/x", want: true},
		{name: "escaped dollar", file: "User-agent: *\nDisallow: /path/foo-%24", path: "/path/foo-$x", want: false},
		{name: "root and end with allow", file: "User-agent: *\nAllow: /$\nDisallow: /", path: "/", want: true},
		{name: "root and end with allow, elsewhere", file: "User-agent: *\nAllow: /$\nDisallow: /", path: "/a", want: false},
		{name: "wildcards count as octets", file: "User-agent: *\nAllow: /page\nDisallow: /*.htm", path: "/page.htm", want: false},
	}
}

// lineCases are what files look like in the wild.
func lineCases() []rfcCase {
	return []rfcCase{
		{name: "CR only", file: "User-agent: *\rDisallow: /a\r", path: "/a", want: false},
		{name: "CR LF", file: "User-agent: *\r\nDisallow: /a\r\n", path: "/a", want: false},
		{name: "no line end at the end", file: "User-agent: *\nDisallow: /a", path: "/a", want: false},
		{name: "byte order mark", file: "\ufeffUser-agent: *\nDisallow: /a", path: "/a", want: false},
		{name: "comments", file: "# all\nUser-agent: * # everybody\nDisallow: /a # private\n", path: "/a", want: false},
		{name: "white space everywhere", file: "  User-agent :\t* \n\t Disallow\t:  /a \t", path: "/a", want: false},
		{name: "keys in any case", file: "USER-AGENT: *\nDISALLOW: /a", path: "/a", want: false},
		{name: "blank lines do not end a group", file: "User-agent: *\n\n\nDisallow: /a", path: "/a", want: false},
		{name: "unknown lines are skipped", file: "User-agent: *\nSitemap: https://a/b\nHost: a\nNonsense\nDisallow: /a", path: "/a", want: false},
		{name: "unknown lines do not end a group", file: "User-agent: OtherBot\nSitemap: https://a\nUser-agent: *\nDisallow: /a", path: "/a", want: false},
		{name: "missing colon", file: "User-agent *\nDisallow /a", path: "/a", want: false},
		{name: "misspelt disallow", file: "User-agent: *\nDissallow: /a", path: "/a", want: false},
		{name: "a crawl delay that is no number", file: "User-agent: *\nCrawl-delay: abc\nDisallow: /a", path: "/a", want: false},
		{name: "NUL bytes", file: "User-agent: *\n\x00\x00\nDisallow: /a", path: "/a", want: false},
		{name: "invalid UTF-8", file: "User-agent: *\n\xff\xfe\nDisallow: /\xff", path: "/%FF", want: false},
		{name: "an HTML page", file: "<!DOCTYPE html>\n<title>Not found</title>\n<p>Disallow: /</p>", path: "/a", want: true},
	}
}

// limitCases are RFC 9309 §2.5.
func limitCases() []rfcCase {
	return []rfcCase{
		{name: "rule inside 500 KiB", file: "User-agent: *\n" + padding(MaxBytes-40) + "Disallow: /a\n", path: "/a", want: false},
		{name: "rule beyond 500 KiB", file: "User-agent: *\n" + padding(MaxBytes) + "Disallow: /a\n", path: "/a", want: true},
		{name: "a line cut by the limit does not count", file: "User-agent: *\n" + padding(MaxBytes-26) + "Disallow: /abcdefgh\n", path: "/abc", want: true},
		{name: "one endless line", file: "User-agent: *\nDisallow: /" + strings.Repeat("a", MaxBytes), path: "/a", want: true},
	}
}

// padding returns n bytes of comment lines.
func padding(n int) string {
	line := "#" + strings.Repeat("-", 98) + "\n"
	text := strings.Repeat(line, n/len(line)+1)
	return text[len(text)-n:][:n-1] + "\n"
}

// TestStatuses is RFC 9309 §2.3.1: what each answer to /robots.txt means.
func TestStatuses(t *testing.T) {
	const disallow = "User-agent: *\nDisallow: /"
	tests := []struct {
		status     int
		allowed    bool
		unreadable bool
	}{
		{status: 200}, {status: 204}, {status: 206},
		{status: 301, allowed: true}, {status: 302, allowed: true}, {status: 308, allowed: true},
		{status: 400, allowed: true}, {status: 401, allowed: true}, {status: 403, allowed: true}, {status: 404, allowed: true},
		{status: 410, allowed: true}, {status: 451, allowed: true},
		{status: 429, unreadable: true},
		{status: 500, unreadable: true}, {status: 502, unreadable: true}, {status: 503, unreadable: true}, {status: 599, unreadable: true},
		{status: 0, unreadable: true}, {status: 100, unreadable: true}, {status: 999, unreadable: true},
	}
	for _, tt := range tests {
		f := ForStatus(tt.status, []byte(disallow))
		if got := f.Allowed("Landfall", "/nodeinfo/2.0"); got != tt.allowed || f.Unreadable() != tt.unreadable {
			t.Errorf("status %d: allowed %v, unreadable %v; want %v, %v", tt.status, got, f.Unreadable(), tt.allowed, tt.unreadable)
		}
		if !f.Allowed("Landfall", "/robots.txt") {
			t.Errorf("status %d: /robots.txt itself is forbidden", tt.status)
		}
		if delay, ok := f.CrawlDelay("Landfall"); ok {
			t.Errorf("status %d: a crawl delay of %s out of nowhere", tt.status, delay)
		}
	}
}
