package api

import (
	"net/url"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"landfall"
	"landfall/directory"
	"landfall/internal/httpkit"
)

// noticeDocument is one closing, in a list and by itself. Days are days in UTC.
type noticeDocument struct {
	ID          string               `json:"id"`
	Host        string               `json:"host"`
	DisplayHost string               `json:"display_host"`
	Href        string               `json:"href"`     // this notice in the API
	Page        string               `json:"page"`     // and for people
	Calendar    *string              `json:"calendar"` // with its day; null: none is or was known
	State       landfall.NoticeState `json:"state"`
	Announced   *string              `json:"announced"` // the day
	ClosesFrom  *string              `json:"closes_from"`
	ClosesTo    *string              `json:"closes_to"`
	noticeLength
	Found   *string `json:"found"`   // when Landfall first read of it
	Updated *string `json:"updated"` // when its last event was
	// Server is the server's document, null if the directory has none. What follows of the
	// server is null then.
	Server        *string           `json:"server"`
	Software      *string           `json:"software"`
	SoftwareLabel *string           `json:"software_label"`
	Languages     []string          `json:"languages"` // BCP 47, as declared
	Size          *directory.Size   `json:"size"`
	Statements    []noticeStatement `json:"statements"` // the most trusted first
	Events        []noticeEvent     `json:"events"`     // the oldest first
}

// noticeLength is how long before its end a closing was announced.
type noticeLength struct {
	Days        *int    `json:"days_of_notice"`
	DaysReason  *string `json:"days_of_notice_reason"` // announcement_not_known or closing_day_not_known
	NinetyDays  *bool   `json:"keeps_90_days"`
	ThreeMonths *bool   `json:"keeps_three_months"` // by the calendar
}

type noticeStatement struct {
	Source     landfall.NoticeSource `json:"source"`
	URL        *string               `json:"url"`
	Quote      *string               `json:"quote"` // in the words of whoever says so
	Words      []string              `json:"words"` // what in it led here
	Announced  *string               `json:"announced"`
	ClosesFrom *string               `json:"closes_from"`
	ClosesTo   *string               `json:"closes_to"`
	Confidence float64               `json:"confidence"` // from 0 to 1
	FirstSeen  *string               `json:"first_seen"`
	LastSeen   *string               `json:"last_seen"`
	Rule       *string               `json:"rule_version"`
}

type noticeEvent struct {
	At       *string              `json:"at"`
	From     *string              `json:"from"` // null for the first
	To       landfall.NoticeState `json:"to"`
	By       string               `json:"by"` // a source, clock or operator
	Why      string               `json:"why"`
	ClosesTo *string              `json:"closes_to"` // the last day from then on
}

// closing is what a server's row says of its end.
type closing struct {
	ID         string               `json:"id"`
	State      landfall.NoticeState `json:"state"`
	ClosesFrom *string              `json:"closes_from"`
	ClosesTo   *string              `json:"closes_to"`
	URL        string               `json:"url"` // its page
}

// notice answers GET /notices/{id}, and with .ics at the end of the id its calendar.
func (a *api) notice(c *gin.Context) error {
	id, calendar := strings.CutSuffix(c.Param("id"), ".ics")
	id = strings.TrimSuffix(id, ".json")
	snapshot := a.deps.Directory.Load()
	n := snapshot.Notice(id)
	if n == nil {
		return landfall.ErrNotFound
	}
	if calendar {
		return a.sendCalendar(c, snapshot, []*landfall.Notice{n}, noticePage(n))
	}
	c.Header("Cache-Control", cacheFor)
	c.Header("Last-Modified", lastModified(n))
	if httpkit.NotModified(c, httpkit.ETag(snapshot.Epoch(), "notice", id)) {
		return nil
	}
	return send(c, struct {
		AsOf *string `json:"as_of"`
		noticeDocument
	}{moment(snapshot.Totals().At), newNotice(n, snapshot)})
}

func newNotice(n *landfall.Notice, snapshot *directory.Snapshot) noticeDocument {
	d := noticeDocument{
		ID: n.ID, Host: n.Host.String(), DisplayHost: displayHost(n, snapshot),
		Href: Prefix + noticePage(n), Page: noticePage(n), State: n.State,
		Announced: dateOf(n.Announced), ClosesFrom: dateOf(n.ClosesFrom), ClosesTo: dateOf(n.ClosesTo),
		noticeLength: newNoticeLength(n), Found: moment(n.Found), Updated: moment(n.Updated()),
		Statements: make([]noticeStatement, 0, len(n.Statements)), Events: make([]noticeEvent, 0, len(n.Events)),
	}
	if _, _, dated := closingDays(n); dated {
		d.Calendar = text(noticePage(n) + ".ics")
	}
	if server := snapshot.Server(n.Host); server != nil {
		d.Server, d.Size, d.Languages = text(Prefix+"/servers/"+n.Host.String()), &server.Size, append([]string{}, server.Facts.Languages...)
		d.Software = text(server.Facts.Software.Name)
		if d.Software != nil {
			d.SoftwareLabel = text(directory.SoftwareLabel(*d.Software))
		}
	}
	for _, s := range n.Statements {
		d.Statements = append(d.Statements, noticeStatement{
			s.Source, text(s.URL), text(s.Quote), append([]string{}, s.Words...), dateOf(s.Announced), dateOf(s.ClosesFrom), dateOf(s.ClosesTo),
			hundredths(s.Confidence), moment(s.FirstSeen), moment(s.LastSeen), text(s.Rule),
		})
	}
	for _, e := range n.Events {
		d.Events = append(d.Events, noticeEvent{moment(e.At), text(string(e.From)), e.To, e.By, e.Why, dateOf(e.ClosesTo)})
	}
	return d
}

func newNoticeLength(n *landfall.Notice) noticeLength {
	var l noticeLength
	switch days, known := n.Days(); {
	case known:
		ninety := days >= landfall.CovenantDays
		months, _ := n.ThreeMonths()
		l.Days, l.NinetyDays, l.ThreeMonths = &days, &ninety, &months
	case n.ClosesFrom.IsZero():
		l.DaysReason = text("closing_day_not_known")
	default:
		l.DaysReason = text("announcement_not_known")
	}
	return l
}

func newClosing(n *landfall.Notice) *closing {
	if n == nil {
		return nil
	}
	return &closing{n.ID, n.State, dateOf(n.ClosesFrom), dateOf(n.ClosesTo), noticePage(n)}
}

// noticePage is the path of a notice's page.
func noticePage(n *landfall.Notice) string { return "/notices/" + url.PathEscape(n.ID) }

// displayHost is the name as a reader may see it.
func displayHost(n *landfall.Notice, snapshot *directory.Snapshot) string {
	if server := snapshot.Server(n.Host); server != nil {
		return server.Display()
	}
	return n.Host.Display()
}

// dateOf returns a day in UTC, nil for none.
func dateOf(t time.Time) *string {
	if t.IsZero() {
		return nil
	}
	return text(t.UTC().Format(time.DateOnly))
}
