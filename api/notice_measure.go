package api

import (
	"github.com/gin-gonic/gin"

	"landfall"
	"landfall/directory/notice"
	"landfall/internal/httpkit"
)

// noticeMeasures is the answer of GET /notices/measure: what the closings that a query asks
// for add up to, in all and by the year in which a server closes or closed.
type noticeMeasures struct {
	AsOf     *string       `json:"as_of"`
	Query    string        `json:"query"`         // as understood, in canonical form
	Covenant int           `json:"covenant_days"` // what keeps_90_days asks for
	Network  noticeMeasure `json:"network"`
	Years    []noticeYear  `json:"years"` // the latest first
}

type noticeYear struct {
	Year int `json:"year"`
	noticeMeasure
}

type noticeMeasure struct {
	Closing    int `json:"closing"`  // on a day that is known or not
	Closed     int `json:"closed"`   // after a notice
	Vanished   int `json:"vanished"` // without one that is known
	Cancelled  int `json:"cancelled"`
	HandedOver int `json:"handed_over"`
	// Dated is how many of the closing and closed have both days; what follows is of these.
	Dated       int      `json:"dated"`
	MedianDays  *float64 `json:"median_days_of_notice"` // null if none is dated
	Reason      *string  `json:"median_days_of_notice_reason"`
	NinetyDays  int      `json:"keep_90_days"`
	ThreeMonths int      `json:"keep_three_months"` // by the calendar
}

// noticeMeasures answers GET /notices/measure.
func (a *api) noticeMeasures(c *gin.Context) error {
	f, err := a.findNotices(c)
	if err != nil {
		return err
	}
	c.Header("Cache-Control", cacheFor)
	if httpkit.NotModified(c, httpkit.ETag(f.snapshot.Epoch(), "measure", f.query.Canonical())) {
		return nil
	}
	network, years := notice.Measured(f.notices)
	m := noticeMeasures{
		AsOf: moment(f.snapshot.Totals().At), Query: f.query.Canonical(), Covenant: landfall.CovenantDays,
		Network: newNoticeMeasure(network), Years: make([]noticeYear, 0, len(years)),
	}
	for _, year := range years {
		m.Years = append(m.Years, noticeYear{year.Year, newNoticeMeasure(year.Measure)})
	}
	return send(c, m)
}

func newNoticeMeasure(m notice.Measure) noticeMeasure {
	out := noticeMeasure{
		Closing: m.Closing, Closed: m.Closed, Vanished: m.Vanished, Cancelled: m.Cancelled, HandedOver: m.HandedOver,
		Dated: m.Dated, NinetyDays: m.NinetyDays, ThreeMonths: m.ThreeMonths,
	}
	if m.Dated > 0 {
		out.MedianDays = &m.MedianDays
	} else {
		out.Reason = text("none_dated")
	}
	return out
}
