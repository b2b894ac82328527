package api

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"github.com/gin-gonic/gin"

	"landfall"
	"landfall/api/atom"
	"landfall/directory"
)

// newestNotices is how many entries a feed has.
const newestNotices = 100

// noticesAtom answers GET /notices.atom: the newest notices by their last event.
func (a *api) noticesAtom(c *gin.Context) error {
	f, err := a.findNotices(c)
	if err != nil {
		return err
	}
	newest := f.notices
	slices.SortFunc(newest, func(x, y *landfall.Notice) int {
		return cmp.Or(y.Updated().Compare(x.Updated()), cmp.Compare(x.ID, y.ID))
	})
	newest = newest[:min(len(newest), newestNotices)]
	feed := a.newFeed(f.query, f.snapshot.Totals().At.UTC().Truncate(24*time.Hour))
	for i, n := range newest {
		if i == 0 {
			feed.Updated = n.Updated()
		}
		feed.Entries = append(feed.Entries, a.newEntry(n, f.snapshot))
	}
	body, err := feed.Bytes()
	if err != nil {
		return fmt.Errorf("encode feed: %w", err)
	}
	return sendFeed(c, atom.MediaType, body, newest)
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
