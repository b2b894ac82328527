package markup

import (
	"html"
	"net/url"
	"regexp"
	"strings"
	"unicode/utf8"

	"mvdan.cc/xurls/v2"
)

// urls finds the addresses in a text that begin with http:// or https://.
var urls = func() *regexp.Regexp {
	found, err := xurls.StrictMatchingScheme(`(?i:https?://)`)
	if err != nil {
		panic(err) // the pattern above is ours
	}
	return found
}()

// Mastodon shows at most so many characters of an address without its beginning.
const shownOfURL = 30

// url writes a link with its text shortened to the eye, as Mastodon does: copied, it is
// whole. It reports false, having written nothing, for what is no address after all.
func (w *writer) url(s string) bool {
	href, ok := address(s)
	if !ok {
		return false
	}
	scheme, shown, _ := strings.Cut(s, "://")
	prefix := scheme + "://"
	if rest, ok := strings.CutPrefix(shown, "www."); ok {
		prefix, shown = prefix+"www.", rest
	}
	rest, class := "", ""
	if utf8.RuneCountInString(shown) > shownOfURL {
		runes := []rune(shown)
		shown, rest, class = string(runes[:shownOfURL]), string(runes[shownOfURL:]), ` class="ellipsis"`
	}
	w.out.WriteString(`<a href="` + html.EscapeString(href) + `" rel="nofollow noopener noreferrer" target="_blank">` +
		`<span class="invisible">` + html.EscapeString(prefix) + `</span><span` + class + `>` + html.EscapeString(shown) +
		`</span><span class="invisible">` + html.EscapeString(rest) + `</span></a>`)
	return true
}

// address reads an http or https URL with a host and writes it as an attribute has it.
func address(s string) (string, bool) {
	u, err := url.Parse(s)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return "", false
	}
	return u.String(), true
}
