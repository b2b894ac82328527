package api

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"landfall"
	"landfall/directory"
	"landfall/internal/httpkit"
)

// noticeList is the answer of GET /notices.
type noticeList struct {
	AsOf    *string          `json:"as_of"`
	Query   string           `json:"query"` // as understood, in canonical form
	Total   int              `json:"total"` // of the whole list
	Notices []noticeDocument `json:"notices"`
	// NextCursor continues the list, and Next is the address that does; null at the
	// end.
	NextCursor *string `json:"next_cursor"`
	Next       *string `json:"next"`
	Facets     []facet `json:"facets,omitempty"` // if asked for
}

// noticeRequest is what a client asks of the list of notices.
type noticeRequest struct {
	query     directory.NoticeQuery
	page, per int
	cursor    string
	facets    bool
}

// noticesPerPage is how many notices an answer has if nothing is said of it.
const noticesPerPage = 30

func parseNotices(raw string) (noticeRequest, error) {
	p, err := parseParameters(raw)
	if err != nil {
		return noticeRequest{}, err
	}
	query, bad := directory.CheckNoticeQuery(p.values)
	p.refuseAll(bad)
	request := noticeRequest{
		query:  query,
		page:   p.number(directory.KeyPage, 1, directory.MaxPage),
		per:    p.number(directory.KeyPerPage, noticesPerPage, directory.MaxPerPage),
		cursor: p.values.Get(keyCursor), facets: p.flag(keyFacets),
	}
	return request, p.err()
}

// parseNoticeFilters reads what a feed understands: it is always of all that is found.
func parseNoticeFilters(c *gin.Context) (directory.NoticeQuery, error) {
	p, err := parseParameters(c.Request.URL.RawQuery)
	if err != nil {
		return directory.NoticeQuery{}, err
	}
	query, bad := directory.CheckNoticeQuery(p.values)
	p.refuseAll(bad)
	return query, p.err()
}

// notices answers GET /notices: the closings that a query asks for, a page at a time, in
// the order of the page.
func (a *api) notices(c *gin.Context) error {
	request, err := parseNotices(c.Request.URL.RawQuery)
	if err != nil {
		return err
	}
	snapshot := a.deps.Directory.Load()
	step, err := snapshot.WalkNotices(request.query, request.cursor, (request.page-1)*request.per, request.per)
	if err != nil {
		return badParameter(keyCursor, "It is not a cursor of this list. Begin again without it.")
	}
	c.Header("Cache-Control", cacheFor)
	c.Header("Last-Modified", lastModified(step.Notices...))
	if httpkit.NotModified(c, httpkit.ETag(snapshot.Epoch(), request.address(request.cursor))) {
		return nil
	}
	list := noticeList{
		AsOf: moment(snapshot.Totals().At), Query: request.query.Canonical(), Total: step.Total,
		Notices: make([]noticeDocument, 0, len(step.Notices)), NextCursor: text(step.Next),
	}
	for _, n := range step.Notices {
		list.Notices = append(list.Notices, newNotice(n, snapshot))
	}
	if step.Next != "" {
		list.Next = text(request.address(step.Next))
	}
	if request.facets {
		list.Facets = newFacets(snapshot.NoticeFacets(request.query))
	}
	return send(c, list)
}

// address returns the one address of a stretch of the list.
func (r *noticeRequest) address(cursor string) string {
	values := r.query.Values()
	if r.per != noticesPerPage {
		values.Set(directory.KeyPerPage, strconv.Itoa(r.per))
	}
	switch {
	case cursor != "":
		values.Set(keyCursor, cursor)
	case r.page > 1:
		values.Set(directory.KeyPage, strconv.Itoa(r.page))
	}
	if r.facets {
		values.Set(keyFacets, "true")
	}
	return (&url.URL{Path: Prefix + "/notices", RawQuery: values.Encode()}).String()
}

// lastModified is when the last event of notices was, as an HTTP date. It is told and
// never compared: a list also changes when a notice leaves it, which is no event, and the
// entity tag is what tells.
func lastModified(notices ...*landfall.Notice) string {
	var latest time.Time
	for _, n := range notices {
		if n.Updated().After(latest) {
			latest = n.Updated()
		}
	}
	if latest.IsZero() {
		return ""
	}
	return latest.UTC().Format(http.TimeFormat)
}

// Formats lets the addresses of pages of closings, with the ending of a format, be those of
// the API: /notices.atom is /api/v1/notices.atom.
func Formats(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if path := r.URL.Path; strings.HasPrefix(path, "/notices.") || strings.HasPrefix(path, "/notices/") && formatted(path) {
			r = r.Clone(r.Context())
			r.URL.Path, r.URL.RawPath = Prefix+path, ""
		}
		next.ServeHTTP(w, r)
	})
}

func formatted(path string) bool {
	return strings.HasSuffix(path, ".ics") || strings.HasSuffix(path, ".json")
}
