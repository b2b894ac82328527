package web

import (
	"bytes"
	"encoding/xml"
	"strings"
	"time"
)

// Bounds on one file, which sitemaps.org sets: so many addresses, and so many bytes before
// compression.
const (
	sitemapMostPages = 50_000
	sitemapMostBytes = 50 << 20
)

// What a file, and the list of files, begin and end with.
const (
	sitemapHead      = xml.Header + `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">` + "\n"
	sitemapTail      = "</urlset>\n"
	sitemapIndexHead = xml.Header + `<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">` + "\n"
	sitemapIndexTail = "</sitemapindex>\n"
)

// sitemapForm is how pages are written: where the site is, and what addresses begin with in
// each language, as in [Site.prefixes].
type sitemapForm struct {
	site     string
	prefixes []string
}

// pages is how many pages a file has: as many as are allowed, and fewer where the
// links between languages would make it too large.
func (f sitemapForm) pages() int {
	const (
		longest = 400 // bytes of an address, with all that is written around it
		dated   = 100
	)
	languages := len(f.prefixes)
	links := 0
	if languages > 1 {
		links = languages + 1
	}
	entry := languages * (longest + dated + links*longest)
	return min(sitemapMostPages/languages, sitemapMostBytes/entry)
}

// append adds a page in each language, and of each where the others are.
func (f sitemapForm) append(text []byte, page sitemapPage) []byte {
	for _, prefix := range f.prefixes {
		text = append(text, "<url><loc>"...)
		text = appendXML(text, f.site+prefix+page.Path)
		text = appendModified(append(text, "</loc>"...), page.Modified)
		if len(f.prefixes) > 1 {
			for _, other := range f.prefixes {
				text = appendVersion(text, languageOf(other), f.site+other+page.Path)
			}
			text = appendVersion(text, "x-default", f.site+page.Path)
		}
		text = append(text, "</url>\n"...)
	}
	return text
}

func appendVersion(text []byte, language, address string) []byte {
	text = append(text, `<xhtml:link rel="alternate" hreflang="`...)
	text = appendXML(text, language)
	text = append(text, `" href="`...)
	text = appendXML(text, address)
	return append(text, `"/>`...)
}

// languageOf is the language of pages below a prefix.
func languageOf(prefix string) string {
	if prefix == "" {
		return "en"
	}
	return strings.TrimPrefix(prefix, "/")
}

func appendModified(text []byte, at time.Time) []byte {
	if at.IsZero() {
		return text
	}
	text = append(text, "<lastmod>"...)
	text = at.UTC().AppendFormat(text, time.RFC3339)
	return append(text, "</lastmod>"...)
}

func appendXML(text []byte, s string) []byte {
	var escaped bytes.Buffer
	_ = xml.EscapeText(&escaped, []byte(s)) // a buffer takes everything
	return append(text, escaped.Bytes()...)
}
