package web

import (
	"context"

	"landfall/directory"
	"landfall/web/tongue"
)

// pager leads through the pages of a result.
type pager struct {
	Previous, Next string // empty at the ends
	Links          []pageLink
	// Beyond is set if the page asked for is behind the last one; Previous then
	// leads to that.
	Beyond bool
}

// pageLink is a page's number; one without an address is a gap.
type pageLink struct {
	Label, Href string
	Current     bool
}

// newPager shows the first and the last page and two on either side of the
// present one; at gives their addresses. A gap stands for two pages or more. A result of
// one page has none.
func newPager(ctx context.Context, here, pages int, at func(page int) string) pager {
	if pages < 2 && here <= pages || pages == 0 {
		return pager{}
	}
	from, to := here-2, here+2
	if from == 3 {
		from = 2
	}
	if to == pages-2 {
		to = pages - 1
	}
	p := pager{Beyond: here > pages}
	if here > 1 {
		p.Previous = at(min(here-1, pages))
	}
	if here < pages {
		p.Next = at(here + 1)
	}
	for n := 1; n <= pages; n++ {
		switch {
		case n == 1 || n == pages || n >= from && n <= to:
			p.Links = append(p.Links, pageLink{Label: tongue.Number(ctx, n), Href: at(n), Current: n == here})
		case len(p.Links) > 0 && p.Links[len(p.Links)-1].Href != "":
			p.Links = append(p.Links, pageLink{Label: "…"})
		}
	}
	return p
}

// serversPager leads through a list of servers.
func serversPager(ctx context.Context, result directory.Result) pager {
	return newPager(ctx, result.Query.Page, result.Pages, func(page int) string {
		q := result.Query
		q.Page = page
		return serversPath(q)
	})
}
