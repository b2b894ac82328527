// Package robots reads robots.txt as RFC 9309 says: a parser and matcher of its
// own, pure and bounded, what each HTTP status means, and a cache that forgets
// after a day. It fetches nothing; crawler/collect asks it before every request.
package robots

import (
	"strings"
	"time"
)

// MaxBytes is how much of a robots.txt counts; the rest is as if it were not
// there (RFC 9309 §2.5 asks for at least 500 KiB).
const MaxBytes = 500 << 10

// MaxCrawlDelay is the longest Crawl-delay kept between two requests of one
// visit. A host that asks for more gets one request per visit.
const MaxCrawlDelay = time.Hour

// File is what a host's robots.txt comes to. It is immutable, and safe for
// concurrent use.
type File struct {
	groups  map[string][]*group // by lower-case product token, "*" for all others
	verdict verdict
	cost    int // rough bytes held
}

// verdict is what holds whatever the rules are.
type verdict int

const (
	byRules    verdict = iota
	allowAll           // there is no robots.txt
	unreadable         // it could not be had: assume it forbids everything
)

// group is the rules under one or more neighbouring User-agent lines.
type group struct {
	rules    []rule // the most specific first
	delay    time.Duration
	hasDelay bool
}

// Allowed reports whether the crawler whose product token is given may request
// the path, query included (RFC 9309 §2.2). The groups of the token count, or
// those of "*" if it has none; the longest matching rule wins, and Allow wins a
// tie. A path that no rule matches is allowed, and so is /robots.txt itself.
func (f *File) Allowed(product, pathAndQuery string) bool {
	path := canonicalPath(pathAndQuery)
	if path == "/robots.txt" || strings.HasPrefix(path, "/robots.txt?") {
		return true
	}
	switch f.verdict {
	case allowAll:
		return true
	case unreadable:
		return false
	}
	longest, allowed := -1, true
	for _, g := range f.forProduct(product) {
		for _, r := range g.rules {
			if len(r.pattern) < longest {
				break
			}
			if r.matches(path) {
				if len(r.pattern) > longest || r.allow {
					longest, allowed = len(r.pattern), r.allow
				}
				break
			}
		}
	}
	return allowed
}

// CrawlDelay returns the pause the host asks for between two requests, the
// longest if its groups state several. It is stated in full even above
// [MaxCrawlDelay], up to a year; ok is false if no group states one.
func (f *File) CrawlDelay(product string) (delay time.Duration, ok bool) {
	for _, g := range f.forProduct(product) {
		if g.hasDelay {
			delay, ok = max(delay, g.delay), true
		}
	}
	return delay, ok
}

// Unreadable reports whether the file could not be had, so that a path it does
// not allow is put off rather than refused.
func (f *File) Unreadable() bool { return f.verdict == unreadable }

func (f *File) forProduct(product string) []*group {
	if own := f.groups[productToken(product)]; len(own) > 0 {
		return own
	}
	return f.groups["*"]
}

// productToken returns the lower-case token a User-agent line or header begins
// with: "Landfall/1.2 (+https://…)" gives "landfall". Digits belong to it, so
// that "Landfall2" is somebody else.
func productToken(agent string) string {
	end := 0
	for end < len(agent) && isTokenByte(agent[end]) {
		end++
	}
	return strings.ToLower(agent[:end])
}

func isTokenByte(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '-' || c == '_'
}
