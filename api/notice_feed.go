package api

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"time"

	"github.com/gin-gonic/gin"

	"landfall"
	"landfall/api/atom"
	"landfall/api/ical"
	"landfall/directory"
	"landfall/internal/httpkit"
	"landfall/internal/rows"
)

// newestNotices is how many entries a feed has.
const newestNotices = 100

// noticesAtom answers GET /notices.atom: the newest notices by their last event.
func (a *api) noticesAtom(c *gin.Context) error {
	query, err := parseNoticeFilters(c)
	if err != nil {
		return err
	}
	snapshot := a.deps.Directory.Load()
	found := snapshot.FindNotices(query)
	slices.SortFunc(found, func(x, y *landfall.Notice) int {
		return cmp.Or(y.Updated().Compare(x.Updated()), cmp.Compare(x.ID, y.ID))
	})
	found = found[:min(len(found), newestNotices)]
	feed := a.newFeed(query, snapshot.Totals().At.UTC().Truncate(24*time.Hour))
	for i, n := range found {
		if i == 0 {
			feed.Updated = n.Updated()
		}
		feed.Entries = append(feed.Entries, a.newEntry(n, snapshot))
	}
	body, err := feed.Bytes()
	if err != nil {
		return fmt.Errorf("encode feed: %w", err)
	}
	return sendFeed(c, atom.MediaType, body, found)
}

func (a *api) newFeed(query directory.NoticeQuery, at time.Time) *atom.Feed {
	title := "Closing servers of the fediverse"
	if only := query.Canonical(); only != "" {
		title += " (" + only + ")"
	}
	return &atom.Feed{
		ID: a.tag(address("notices", query)), Title: title, Updated: at, Author: "Landfall", AuthorURL: a.deps.Site + "/",
		URL: a.deps.Site + address("/notices", query), Self: a.deps.Site + address("/notices.atom", query),
	}
}

func (a *api) newEntry(n *landfall.Notice, snapshot *directory.Snapshot) atom.Entry {
	return atom.Entry{
		ID: a.tag("notices/" + n.ID), Title: noticeTitle(n, displayHost(n, snapshot)), Text: noticeText(n), Category: string(n.State),
		URL: a.deps.Site + noticePage(n), Published: n.Found, Updated: n.Updated(),
	}
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

// noticesCalendar answers GET /notices.ics: those that have or had a day.
func (a *api) noticesCalendar(c *gin.Context) error {
	query, err := parseNoticeFilters(c)
	if err != nil {
		return err
	}
	snapshot := a.deps.Directory.Load()
	return a.sendCalendar(c, snapshot, snapshot.FindNotices(query), address("/notices", query))
}

// sendCalendar sends the days of notices; page is where people see the same. A notice
// whose day was taken back is cancelled.
func (a *api) sendCalendar(c *gin.Context, snapshot *directory.Snapshot, notices []*landfall.Notice, page string) error {
	calendar := ical.Calendar{
		Product: "-//Landfall//Notices//EN", Name: "Closing servers of the fediverse", URL: a.deps.Site + page, Refresh: 6 * time.Hour,
	}
	for _, n := range notices {
		from, to, dated := closingDays(n)
		if !dated {
			continue
		}
		calendar.Events = append(calendar.Events, ical.Event{
			UID: "notice-" + n.ID + "@" + a.authority(), From: from, To: to, Summary: displayHost(n, snapshot) + " closes",
			Description: noticeTitle(n, displayHost(n, snapshot)) + ".\n" + noticeText(n), URL: a.deps.Site + noticePage(n),
			Changed: n.Updated(), Sequence: len(n.Events), Cancelled: stays(n) || n.ClosesFrom.IsZero(),
		})
	}
	return sendFeed(c, ical.MediaType, calendar.Bytes(), notices)
}

// stays reports whether a host does not close after all.
func stays(n *landfall.Notice) bool {
	return n.State == landfall.NoticeCancelled || n.State == landfall.NoticeHandedOver
}

// noticesLines answers GET /notices.ndjson: all that are found, one document a line.
func (a *api) noticesLines(c *gin.Context) error {
	query, err := parseNoticeFilters(c)
	if err != nil {
		return err
	}
	snapshot := a.deps.Directory.Load()
	found := snapshot.FindNotices(query)
	var body bytes.Buffer
	lines := json.NewEncoder(&body)
	for _, n := range found {
		if err := lines.Encode(newNotice(n, snapshot)); err != nil {
			return fmt.Errorf("encode notice %s: %w", n.ID, err)
		}
	}
	return sendFeed(c, "application/x-ndjson", body.Bytes(), found)
}

// noticesTable answers GET /notices.csv: all that are found, one a row.
func (a *api) noticesTable(c *gin.Context) error {
	query, err := parseNoticeFilters(c)
	if err != nil {
		return err
	}
	snapshot := a.deps.Directory.Load()
	found := snapshot.FindNotices(query)
	var body bytes.Buffer
	table := rows.New(&body, rows.CSV, noticeRow{})
	for _, n := range found {
		if err := table.Write(a.newNoticeRow(n, snapshot)); err != nil {
			return fmt.Errorf("write notice %s: %w", n.ID, err)
		}
	}
	if err := table.Close(); err != nil {
		return err
	}
	return sendFeed(c, "text/csv; charset=utf-8; header=present", body.Bytes(), found)
}

// sendFeed sends a document that is the same until what it tells changes.
func sendFeed(c *gin.Context, media string, body []byte, of []*landfall.Notice) error {
	c.Header("Cache-Control", cacheFor)
	c.Header("Last-Modified", lastModified(of...))
	if !httpkit.NotModified(c, httpkit.ETag(string(body))) {
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
