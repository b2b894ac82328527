package web

import (
	"context"
	"encoding/json"
	"time"

	"landfall/web/tongue"
)

// linkedData is a document of JSON-LD in the vocabulary of schema.org. It states only what
// the page shows.
type linkedData map[string]any

func newLinkedData(kind string) linkedData {
	return linkedData{"@context": "https://schema.org", "@type": kind}
}

// element is the document as an element of a page. In JSON as Go writes it there are none
// of the characters <, > and &, so that no text of anybody's ends the element.
func (d linkedData) element() string {
	text, err := json.Marshal(d)
	if err != nil {
		panic("web: linked data: " + err.Error()) // it is made of maps, slices and texts
	}
	return `<script type="application/ld+json">` + string(text) + `</script>`
}

// siteData says what the site is and how it is searched; nothing without an address, which
// both need.
func (s *Site) siteData(ctx context.Context) []linkedData {
	if s.cfg.PublicURL == "" {
		return nil
	}
	site := newLinkedData("WebSite")
	site["name"], site["url"] = "Landfall", s.cfg.PublicURL+tongue.Path(ctx, "/")
	site["potentialAction"] = map[string]any{
		"@type":       "SearchAction",
		"target":      map[string]any{"@type": "EntryPoint", "urlTemplate": s.cfg.PublicURL + tongue.Path(ctx, "/servers?q={words}")},
		"query-input": "required name=words",
	}
	return []linkedData{site}
}

// serverData says which server a page is about, and where the page is. A demonstration
// says nothing of servers that do not exist.
func (s *Site) serverData(ctx context.Context, p *serverPage) []linkedData {
	if !s.found() {
		return nil
	}
	about := map[string]any{"@type": "WebSite", "name": p.Name, "url": "https://" + string(p.Host) + "/"}
	if p.Lang != "" {
		about["inLanguage"] = p.Lang
	}
	page := newLinkedData("WebPage")
	page["url"], page["name"], page["inLanguage"], page["about"] = p.Canonical, p.Title, tongue.From(ctx).Code, about
	page["isPartOf"] = map[string]any{"@type": "WebSite", "name": "Landfall", "url": s.cfg.PublicURL + tongue.Path(ctx, "/")}
	if !p.Seen.IsZero() {
		page["dateModified"] = p.Seen.UTC().Format(time.RFC3339)
	}
	trail := newLinkedData("BreadcrumbList")
	trail["itemListElement"] = []map[string]any{
		{"@type": "ListItem", "position": 1, "name": tongue.Say(ctx, "Browse servers"), "item": s.cfg.PublicURL + tongue.Path(ctx, "/servers")},
		{"@type": "ListItem", "position": 2, "name": p.Domain, "item": p.Canonical},
	}
	return []linkedData{page, trail}
}
