package web

import (
	"context"
	"net/http"

	"github.com/a-h/templ"
	"github.com/gin-gonic/gin"

	"landfall"
	"landfall/directory"
	"landfall/directory/topic"
	"landfall/web/tongue"
)

// serversPage is the directory: filters, and the servers that pass them.
type serversPage struct {
	frame
	Query  directory.Query
	Total  int
	Listed int // without any filter
	// Joinable is how many listed servers take new people.
	Joinable int
	Facets   []facetGroup
	Active   []activeFilter
	Notes    []directory.Note
	Sorts    []option
	Cards    []templ.Component
	Table    serverTable
	Views    []viewLink
	Pager    pager
	Relax    []relaxation
	// Kept is what the form sends along unseen: the view and the length of a page.
	Kept []kept
	// Clear leads to the list without filters of the reader's own; Changed is set
	// if there are any.
	Clear   string
	Changed bool
	// Said is what was typed where it was read as filters.
	Said said
	// Sought is the name that was searched for, empty if it was words, or if there are
	// no diaries.
	Sought landfall.Host
	First  bool // nothing is listed yet: the first crawl is under way
	Crawl  crawlProgress
}

// activeFilter is a filter in force and the way to lift it. Facet names its group
// for those who do not see the page; it is empty where the label does so itself.
type activeFilter struct{ Facet, Label, Without string }

// kept is a parameter that a form keeps.
type kept struct{ Key, Value string }

// option is one choice of a select.
type option struct {
	Value, Label string
	Selected     bool
}

// viewLink switches between cards and table.
type viewLink struct {
	Label, Href string
	Current     bool
}

// narrowed is the usual list with one facet set: a shortcut into the directory.
func narrowed(key, value string) string {
	if key == directory.KeyTopic && directory.AdultTopic(topic.ID(value)) {
		return serversPath(directory.DefaultQuery().With(key, value).With(directory.KeyShow, directory.ShowAdult))
	}
	if query := directory.Narrow(key, value); query != "" {
		return "/servers?" + query
	}
	return "/servers"
}

// relaxation is a filter that an empty result would do better without.
type relaxation struct {
	Label, Href string
	Count       string
}

// serversPath is the one address of a query.
func serversPath(q directory.Query) string {
	if text := q.Canonical(); text != "" {
		return "/servers?" + text
	}
	return "/servers"
}

func (s *Site) servers(c *gin.Context) error {
	if s.readWords(c) {
		return nil
	}
	values := c.Request.URL.Query()
	query, notes := directory.ParseQuery(values)
	epoch := s.pageEpoch() // before the snapshot: what is made of a newer one counts for the older
	snapshot := s.snapshot()
	result := snapshot.Find(query)
	ctx := c.Request.Context()
	page := s.newServersPage(ctx, result, notes, snapshot.Totals())
	if query.View == directory.ViewTable {
		page.Table = newServerTable(ctx, result.Query, result.Servers)
	} else {
		var err error
		if page.Cards, err = s.drawCards(ctx, epoch, result.Servers, page.Now); err != nil {
			return err
		}
	}
	page.Said = newSaid(values)
	if values.Get(keyAs) == asText && query.Text != "" {
		page.Kept = append(page.Kept, kept{Key: keyAs, Value: asText})
	}
	return s.render(c, http.StatusOK, serversTempl(page))
}

func (s *Site) newServersPage(ctx context.Context, result directory.Result, notes []directory.Note, totals directory.Totals) serversPage {
	query := result.Query
	path := serversPath(query)
	f := s.frame(ctx, path, serversTitle(ctx, result), tongue.Say(ctx, "Compare fediverse servers by software, sign-up, language, size and measured speed."))
	f.Here, f.Refines = "/servers", true
	f.JSONAlternative = "/api/v1" + path
	page := serversPage{
		frame: f, Query: query, Total: result.Total, Notes: notes,
		Listed: totals.Listed, Joinable: totals.Joinable,
		Facets: newFacets(ctx, result.Facets), Active: activeFilters(ctx, result), Sorts: sorts(ctx, query),
		Views: views(ctx, query), Pager: serversPager(ctx, result), Relax: relaxations(ctx, result),
		First: totals.Listed == 0, Crawl: newCrawlProgress(ctx, totals),
	}
	if host, err := landfall.ParseSubmission(query.Text); err == nil && s.deps.Entries != nil {
		page.Sought = host
	}
	page.Clear, page.Changed = clearing(query)
	page.Kept = keep(query)
	return page
}

// keep returns the parameters beside filters and order that are not the usual ones.
func keep(q directory.Query) []kept {
	values := q.Values()
	var list []kept
	for _, key := range []string{directory.KeyView, directory.KeyPerPage} {
		if value := values.Get(key); value != "" {
			list = append(list, kept{Key: key, Value: value})
		}
	}
	return list
}

// clearing returns the way back to the usual filters, in the present view, and
// whether the present ones differ.
func clearing(q directory.Query) (path string, changed bool) {
	usual := directory.DefaultQuery()
	usual.View = q.View
	q.Sort, q.Page = "", 1
	path = serversPath(usual)
	return path, serversPath(q) != path
}

// serversTitle names the filters, so that two tabs can be told apart.
func serversTitle(ctx context.Context, result directory.Result) string {
	var parts []string
	if result.Query.Text != "" {
		parts = append(parts, tongue.Quoted(ctx, result.Query.Text))
	}
	if result.Pages > 1 && result.Query.Page > 1 {
		parts = append(parts, tongue.Say(ctx, "page {n}", "n", result.Query.Page))
	}
	if len(parts) == 0 {
		return tongue.Say(ctx, "Browse servers")
	}
	return tongue.Say(ctx, "Browse servers: {what}", "what", tongue.List(ctx, parts))
}

func views(ctx context.Context, q directory.Query) []viewLink {
	cards, table := q, q
	cards.View, table.View = directory.ViewCards, directory.ViewTable
	return []viewLink{
		{Label: tongue.Say(ctx, "Cards"), Href: serversPath(cards), Current: q.View != directory.ViewTable},
		{Label: tongue.Say(ctx, "Table"), Href: serversPath(table), Current: q.View == directory.ViewTable},
	}
}

// sorts lists the orders. The one that is taken without asking has no value, so
// that a search typed later is free to fall back to the best match.
func sorts(ctx context.Context, q directory.Query) []option {
	labels := []struct {
		sort  directory.Sort
		label string
	}{
		{directory.SortMatch, tongue.Say(ctx, "Best match")},
		{directory.SortShuffle, tongue.Say(ctx, "Shuffled today")},
		{directory.SortFastest, tongue.Say(ctx, "Fastest")},
		{directory.SortReliable, tongue.Say(ctx, "Most reliable")},
		{directory.SortActive, tongue.Say(ctx, "Most active")},
		{directory.SortSmall, tongue.Say(ctx, "Fewest active")},
		{directory.SortNewest, tongue.Say(ctx, "Newest here")},
		{directory.SortOldest, tongue.Say(ctx, "Longest here")},
		{directory.SortName, tongue.Say(ctx, "A to Z")},
	}
	usual := directory.SortShuffle
	if q.Text == "" {
		labels = labels[1:]
	} else {
		usual = directory.SortMatch
	}
	options := make([]option, 0, len(labels))
	for _, l := range labels {
		o := option{Value: string(l.sort), Label: l.label, Selected: q.Sort == l.sort}
		if l.sort == usual {
			o.Value = ""
		}
		options = append(options, o)
	}
	return options
}

func relaxations(ctx context.Context, result directory.Result) []relaxation {
	list := make([]relaxation, 0, len(result.Relax))
	for _, r := range result.Relax {
		list = append(list, relaxation{Label: relaxed(ctx, r), Href: serversPath(r.Query), Count: tongue.Count(ctx, r.Count, "{n} server", "{n} servers")})
	}
	return list
}

// relaxed says what a way out of an empty result lifts and adds.
func relaxed(ctx context.Context, r directory.Relaxation) string {
	without, including := lifted(ctx, r.Without), lifted(ctx, r.Including)
	switch {
	case including == "":
		return tongue.Say(ctx, "Without {filters}", "filters", without)
	case without == "":
		return tongue.Say(ctx, "Including {servers}", "servers", including)
	}
	return tongue.Say(ctx, "Without {filters}. Including {servers}", "filters", without, "servers", including)
}

// lifted names filters, at most three values of each.
func lifted(ctx context.Context, filters []directory.Lifted) string {
	const most = 3
	all := ""
	for _, f := range filters {
		var names []string
		for _, value := range f.Values[:min(len(f.Values), most)] {
			names = append(names, label(ctx, f.Key, value, directory.Label(f.Key, value)))
		}
		if len(f.Values) > most {
			names = append(names, "…")
		}
		text := tongue.List(ctx, names)
		switch f.Key {
		case directory.KeyShow:
		case directory.KeyText:
			text = tongue.Quoted(ctx, text)
		default:
			text = tongue.Labelled(ctx, tongue.Say(ctx, directory.FacetLabel(f.Key)), text)
		}
		if all != "" {
			text = tongue.Say(ctx, "{one} and {other}", "one", all, "other", text)
		}
		all = text
	}
	return all
}
