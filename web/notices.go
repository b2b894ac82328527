package web

import (
	"context"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"

	"landfall"
	"landfall/directory"
	"landfall/directory/notice"
	"landfall/web/tongue"
)

// noticesPage is the closings that are to come, and what became of others.
type noticesPage struct {
	frame
	Facets   []facetGroup
	Active   []activeFilter
	Kept     []kept // what the form sends along unseen
	Notes    []directory.Note
	Total    int
	Sections []noticeSection
	Pager    pager
	Known    int // notices of all, whatever the filters
	Years    noticeYears
}

// noticeSection is notices that are equally far, below a heading.
type noticeSection struct {
	ID, Label string
	List      []closing
}

const noticesPerPage = 30

// noticesPath is the one address of a query for notices, in the form of an extension: ""
// of the page, ".atom" of the feed.
func noticesPath(extension string, q directory.NoticeQuery, page int) string {
	return pagedPath("/notices"+extension, q.Canonical(), page)
}

// pagedPath is the address of one page of a list; the first goes without its number.
func pagedPath(path, query string, page int) string {
	join := "?"
	if query != "" {
		path, join = path+"?"+query, "&"
	}
	if page > 1 {
		path += join + directory.KeyPage + "=" + strconv.Itoa(page)
	}
	return path
}

func (s *Site) notices(c *gin.Context) error {
	ctx := c.Request.Context()
	values := c.Request.URL.Query()
	query, notes := directory.ParseNoticeQuery(values)
	here, note := pageAsked(ctx, values.Get(directory.KeyPage))
	if note != "" {
		notes = append(notes, note)
	}
	return s.render(c, http.StatusOK, noticesTempl(s.newNoticesPage(ctx, query, notes, here)))
}

func (s *Site) newNoticesPage(ctx context.Context, q directory.NoticeQuery, notes []directory.Note, here int) noticesPage {
	snapshot := s.snapshot()
	f := s.frame(ctx, noticesPath("", q, here), tongue.Say(ctx, "Servers that are closing"), tongue.Say(ctx, "Fediverse servers that have said that they close: when, how long beforehand they said so, and what to do."))
	f.Here, f.JSONAlternative, f.Twins = "/notices", noticesPath(".json", q, 1), noticeTwins(ctx, q)
	facets := snapshot.NoticeFacets(q)
	for i := range facets {
		facets[i].Group = directory.GroupMain // there are so few
	}
	all := snapshot.Notices()
	list := snapshot.FindNotices(q)
	pages := (len(list) + noticesPerPage - 1) / noticesPerPage
	measure, years := notice.Measured(all)
	page := noticesPage{
		frame: f, Facets: newFacets(ctx, facets), Active: noticeFilters(ctx, q, facets), Notes: notes, Total: len(list), Known: len(all),
		Kept:  keptNotices(q),
		Pager: newPager(ctx, here, pages, func(n int) string { return noticesPath("", q, n) }), Years: newNoticeYears(ctx, measure, years),
	}
	from := min((here-1)*noticesPerPage, len(list))
	page.Sections = s.noticeSections(ctx, list[from:min(from+noticesPerPage, len(list))], f.Now)
	return page
}

// noticeSections parts notices, which are in the order of what comes next.
func (s *Site) noticeSections(ctx context.Context, list []*landfall.Notice, now time.Time) []noticeSection {
	sections := []noticeSection{
		{ID: "soon", Label: tongue.Say(ctx, "Closing, the soonest first")}, {ID: "undated", Label: tongue.Say(ctx, "Closing on a day that is not known yet")}, {ID: "ended", Label: tongue.Say(ctx, "Ended, the latest first")},
	}
	for _, n := range list {
		section := &sections[0]
		switch {
		case n.State.Ended():
			section = &sections[2]
		case n.ClosesFrom.IsZero():
			section = &sections[1]
		}
		section.List = append(section.List, s.newClosing(ctx, n, now))
	}
	return slices.DeleteFunc(sections, func(s noticeSection) bool { return len(s.List) == 0 })
}

// noticeTwins are the forms of the list for programs, with the same filters.
func noticeTwins(ctx context.Context, q directory.NoticeQuery) []twin {
	return []twin{
		{"application/atom+xml", tongue.Say(ctx, "Atom feed"), noticesPath(".atom", q, 1)},
		{"text/calendar", tongue.Say(ctx, "Calendar"), noticesPath(".ics", q, 1)},
		{"text/csv", tongue.Say(ctx, "Table (CSV)"), noticesPath(".csv", q, 1)},
	}
}

// noticeFilters lists the filters in force, each with the list without it.
func noticeFilters(ctx context.Context, q directory.NoticeQuery, facets []directory.Facet) []activeFilter {
	var active []activeFilter
	without := func(key, value string) string {
		fewer := directory.NoticeQuery{Chosen: maps.Clone(q.Chosen), Since: q.Since}
		fewer.Chosen[key] = slices.DeleteFunc(slices.Clone(q.Chosen[key]), func(v string) bool { return v == value })
		return noticesPath("", fewer, 1)
	}
	for _, f := range facets {
		for _, v := range f.Values {
			if v.Selected {
				active = append(active, activeFilter{Label: tongue.Labelled(ctx, tongue.Say(ctx, f.Label), label(ctx, f.Key, v.Value, v.Label)), Without: without(f.Key, v.Value)})
			}
		}
	}
	for _, value := range q.Chosen[directory.NoticeKeyHost] {
		active = append(active, activeFilter{Label: landfall.Host(value).Display(), Without: without(directory.NoticeKeyHost, value)})
	}
	if !q.Since.IsZero() {
		active = append(active, activeFilter{Label: tongue.Say(ctx, "Changed since {when}", "when", tongue.Moment(ctx, q.Since)), Without: noticesPath("", directory.NoticeQuery{Chosen: q.Chosen}, 1)})
	}
	return active
}

// keptNotices are the filters that have no box.
func keptNotices(q directory.NoticeQuery) []kept {
	values := q.Values()
	var list []kept
	for _, key := range []string{directory.NoticeKeyHost, directory.NoticeKeySince} {
		if value := values.Get(key); value != "" {
			list = append(list, kept{Key: key, Value: value})
		}
	}
	return list
}

// pageAsked reads which page of a list is asked for, the first unless that is said
// soundly.
func pageAsked(ctx context.Context, text string) (page int, note directory.Note) {
	if text == "" {
		return 1, ""
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 || n > directory.MaxPage {
		return 1, directory.Note(tongue.Say(ctx, "There is no page “{page}”: this is the first.", "page", clip(text, 40)))
	}
	return n, ""
}
