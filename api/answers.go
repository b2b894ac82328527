package api

import (
	"fmt"
	"time"

	"github.com/gin-gonic/gin"

	"landfall"
	"landfall/directory/past"
)

// answersRow is one day of the strip of answers.
type answersRow struct {
	Date       string `json:"date"`
	Visits     int    `json:"visits"`
	Answered   int    `json:"visits_answered"`
	Unknown    int    `json:"visits_unknown"`
	Unmeasured int64  `json:"unmeasured_s"` // how long nothing was measured, through a fault of ours
}

// answerRows answers GET /servers/{host}/incidents.csv?part=days: the days of the last 90 that had
// a visit that counts, or a time in which nothing was measured, the first one first.
func (a *api) answerRows(c *gin.Context, format string) error {
	server, err := a.serverOf(c)
	if err != nil {
		return err
	}
	at := a.deps.Directory.Load().Totals().At
	summary, err := a.deps.History.Summary(c.Request.Context(), server.Host, past.Quarter.From(at), at)
	if err != nil {
		return fmt.Errorf("%w: %w", landfall.ErrUnavailable, err)
	}
	var list []answersRow
	for _, d := range landfall.WithUnmeasured(summary.Days, a.deps.Directory.Unmeasured(), summary.Since, at) {
		if d.Visits > 0 || d.Unmeasured > 0 {
			list = append(list, answersRow{d.Date.UTC().Format(time.DateOnly), d.Visits, d.Answered, d.Unknown, int64(d.Unmeasured.Seconds())})
		}
	}
	return sendRows(c, format, list)
}
