package markup

import (
	"regexp"
	"slices"
	"strings"

	"github.com/microcosm-cc/bluemonday"
)

// allowed are the elements that may stay. Each has no attributes but those in the
// comment.
var allowed = []string{
	"p", "span" /* class */, "br", "a" /* href rel class */, "del", "pre", "code", "em", "strong", "b", "i", "u",
	"ul", "ol", "li", "blockquote",
}

// renamed are elements that become others, as in Mastodon: their text would run into
// what stands beside it.
var renamed = map[string]string{
	"h1": "p", "h2": "p", "h3": "p", "h4": "p", "h5": "p", "h6": "p", "div": "p", "s": "del", "strike": "del",
}

// policy lets through what is allowed and what is to be renamed. It decides alone what
// may pass; it is safe for concurrent use.
var policy = func() *bluemonday.Policy {
	p := bluemonday.NewPolicy()
	p.AllowElements(allowed...)
	for name := range renamed {
		p.AllowElements(name)
	}
	p.AllowNoAttrs().OnElements("span", "a")
	p.AllowAttrs("href").OnElements("a")
	p.AllowAttrs("class", "rel").Matching(regexp.MustCompile(`^[a-zA-Z0-9_\-\s]{1,500}$`)).OnElements("a")
	p.AllowAttrs("class").Matching(regexp.MustCompile(`^[a-zA-Z0-9_\-\s]{1,500}$`)).OnElements("span")
	p.AllowURLSchemes("http", "https")
	p.AllowRelativeURLs(false)
	p.RequireParseableURLs(true)
	p.RequireNoFollowOnLinks(false)
	return p
}()

// classes keeps the words of a class attribute that are microformats or Mastodon's own.
func classes(attribute string) string {
	words := slices.DeleteFunc(strings.Fields(attribute), func(word string) bool {
		switch word {
		case "mention", "hashtag", "ellipsis", "invisible":
			return false
		}
		prefix, _, microformat := strings.Cut(word, "-")
		return !microformat || !slices.Contains([]string{"h", "p", "u", "dt", "e"}, prefix)
	})
	return strings.Join(words, " ")
}

// relation is the rel of a link in a stranger's text: it gives nothing away, and says
// that it is a hashtag if it said so.
func relation(attribute string) string {
	const guarded = "nofollow noopener noreferrer"
	if slices.Contains(strings.Fields(attribute), "tag") {
		return "tag " + guarded
	}
	return guarded
}
