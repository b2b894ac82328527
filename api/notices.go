package api

import (
	"net/url"
	"strconv"

	"github.com/gin-gonic/gin"

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
