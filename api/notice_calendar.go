package api

import (
	"time"

	"github.com/gin-gonic/gin"

	"landfall"
	"landfall/api/ical"
	"landfall/directory"
)

// noticesCalendar answers GET /notices.ics: those that have or had a day.
func (a *api) noticesCalendar(c *gin.Context) error {
	f, err := a.findNotices(c)
	if err != nil {
		return err
	}
	return a.sendCalendar(c, f.snapshot, f.notices, address("/notices", f.query))
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
