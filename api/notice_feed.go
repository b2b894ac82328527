package api

import (
	"net/http"
	"net/url"
	"time"

	"github.com/gin-gonic/gin"

	"landfall"
	"landfall/directory"
	"landfall/internal/httpkit"
)

// foundNotices are all that a feed is of.
type foundNotices struct {
	query    directory.NoticeQuery
	snapshot *directory.Snapshot
	notices  []*landfall.Notice // its own list
}

// findNotices reads the filters of a feed, and answers them.
func (a *api) findNotices(c *gin.Context) (foundNotices, error) {
	p, err := parseParameters(c.Request.URL.RawQuery)
	if err != nil {
		return foundNotices{}, err
	}
	query, bad := directory.CheckNoticeQuery(p.values)
	p.refuseAll(bad)
	if err := p.err(); err != nil {
		return foundNotices{}, err
	}
	snapshot := a.deps.Directory.Load()
	return foundNotices{query, snapshot, snapshot.FindNotices(query)}, nil
}

// sendFeed sends a document that is the same until what it tells changes.
func sendFeed(c *gin.Context, media string, body []byte, of []*landfall.Notice) error {
	c.Header("Cache-Control", cacheFor)
	c.Header("Last-Modified", lastModified(of...))
	if !httpkit.NotModified(c, httpkit.ETag(body)) {
		c.Data(http.StatusOK, media, body)
	}
	return nil
}

// address is a path with a query for notices.
func address(path string, query directory.NoticeQuery) string {
	if only := query.Canonical(); only != "" {
		return path + "?" + only
	}
	return path
}

// tag names something of this site for good (RFC 4151).
func (a *api) tag(specific string) string { return "tag:" + a.authority() + ",2026:" + specific }

// authority is the name of this site.
func (a *api) authority() string {
	u, err := url.Parse(a.deps.Site)
	if err != nil || u.Hostname() == "" {
		return "localhost"
	}
	return u.Hostname()
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
