package api

import (
	"fmt"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"landfall"
	"landfall/api/atom"
	"landfall/directory"
	"landfall/directory/past"
	"landfall/internal/httpkit"
)

// incidentsDocument is the answer of GET /servers/{host}/incidents.
type incidentsDocument struct {
	Host      string        `json:"host"`
	AsOf      *string       `json:"as_of"`
	Days      int           `json:"days"`      // how far it looks back
	Incidents []incidentRow `json:"incidents"` // the newest first
	// Unmeasured are the times in which nothing was measured, through a fault of ours. They
	// are no incidents.
	Unmeasured []gap `json:"unmeasured"`
}

// incidentRow is a run of visits of which none was answered.
type incidentRow struct {
	Began *string `json:"began"` // the first of these visits
	Ended *string `json:"ended"` // the next that was answered; null: it goes on
	// Exact is false if the visits are no longer kept, so that only days are known.
	Exact bool `json:"exact"`
	// Earlier is set if it may have begun before the time that is looked at.
	Earlier bool `json:"may_have_begun_earlier"`
	Failed  int  `json:"visits_failed"`
	// How the first of the visits ended; null if that is not kept.
	Outcome    *string     `json:"outcome"`
	Class      *string     `json:"class"` // theirs or ambiguous
	Phase      *past.Phase `json:"phase"` // dns, tcp, tls, http, document or unknown
	Reason     *string     `json:"reason"`
	Unmeasured int64       `json:"unmeasured_s"` // of it
}

func (a *api) newIncidents(c *gin.Context) (*directory.Server, []past.Incident, []incidentRow, error) {
	server, err := a.serverOf(c)
	if err != nil {
		return nil, nil, nil, err
	}
	found, err := a.deps.Past.Incidents(c.Request.Context(), server.Host)
	if err != nil {
		return nil, nil, nil, fmt.Errorf("%w: %w", landfall.ErrUnavailable, err)
	}
	list := make([]incidentRow, 0, len(found))
	gaps, at := a.deps.Directory.Unmeasured(), a.deps.Directory.Load().Totals().At
	for i := range found {
		in := &found[i]
		row := incidentRow{
			Began: moment(in.Began), Ended: moment(in.Ended), Exact: in.Whole, Earlier: in.Before, Failed: in.Failed,
			Outcome: text(string(in.First.Outcome)), Class: text(string(in.First.Class)), Reason: text(in.First.Reason),
			Unmeasured: int64(in.Unmeasured(gaps, at).Seconds()),
		}
		if !in.First.At.IsZero() {
			phase := in.Phase()
			row.Phase = &phase
		}
		list = append(list, row)
	}
	return server, found, list, nil
}

// incidents answers GET /servers/{host}/incidents.
func (a *api) incidents(c *gin.Context) error {
	server, _, list, err := a.newIncidents(c)
	if err != nil {
		return err
	}
	at := a.deps.Directory.Load().Totals().At
	c.Header("Cache-Control", cacheFor)
	return send(c, incidentsDocument{
		Host: server.Host.String(), AsOf: moment(at), Days: past.Quarter.Days(), Incidents: list,
		Unmeasured: newGaps(a.deps.Directory.Unmeasured(), past.Quarter.From(at), at),
	})
}

// incidentRows answers GET /servers/{host}/incidents.csv and .ndjson: incidents, or with part=days
// the numbers of the strip.
func (a *api) incidentRows(c *gin.Context, format string) error {
	p, err := parseParameters(c.Request.URL.RawQuery)
	if err != nil {
		return err
	}
	switch p.values.Get(keyPart) {
	case "", "incidents":
	case "days":
		return a.answerRows(c, format)
	default:
		return badParameter(keyPart, "It is incidents or days.")
	}
	_, _, list, err := a.newIncidents(c)
	if err != nil {
		return err
	}
	return sendRows(c, format, list)
}

// incidentsAtom answers GET /servers/{host}/incidents.atom: each incident is an entry, which
// is told again when it has ended.
func (a *api) incidentsAtom(c *gin.Context) error {
	server, found, _, err := a.newIncidents(c)
	if err != nil {
		return err
	}
	page := "/s/" + server.Host.String() + "/incidents"
	feed := &atom.Feed{
		ID: a.tag("servers/" + server.Host.String() + "/incidents"), Title: "Incidents of " + server.Display(), Updated: past.Quarter.From(a.deps.Directory.Load().Totals().At),
		Author: "Landfall", AuthorURL: a.deps.Site + "/", URL: a.deps.Site + page, Self: a.deps.Site + page + ".atom",
	}
	for i := range found {
		in := &found[i]
		entry := atom.Entry{
			ID: a.tag("servers/" + server.Host.String() + "/incidents/" + in.Began.UTC().Format("20060102T150405Z")), Title: incidentTitle(in, server.Display()),
			Text: incidentText(in), Category: string(in.Phase()), URL: a.deps.Site + page, Published: in.Began, Updated: in.Began,
		}
		if !in.Ended.IsZero() {
			entry.Updated = in.Ended
		}
		if entry.Updated.After(feed.Updated) {
			feed.Updated = entry.Updated
		}
		feed.Entries = append(feed.Entries, entry)
	}
	body, err := feed.Bytes()
	if err != nil {
		return fmt.Errorf("encode feed: %w", err)
	}
	c.Header("Cache-Control", cacheFor)
	if !httpkit.NotModified(c, httpkit.ETag(body)) {
		c.Data(http.StatusOK, atom.MediaType, body)
	}
	return nil
}

func incidentTitle(in *past.Incident, host string) string {
	from, to := stampOf(in.Began, in.Whole || !in.First.At.IsZero()), stampOf(in.Ended, in.Whole)
	if in.Ended.IsZero() {
		return host + " has not been answering since " + from
	}
	return host + " did not answer from " + from + " to " + to
}

func incidentText(in *past.Incident) string {
	sentence := fmt.Sprintf("%d visits were not answered.", in.Failed)
	if in.Failed == 1 {
		sentence = "1 visit was not answered."
	}
	if in.First.At.IsZero() {
		return sentence
	}
	sentence += " The first ended in phase " + string(in.Phase())
	if in.First.Reason != "" {
		sentence += " (" + in.First.Reason + ")"
	}
	return sentence + "."
}

// stampOf is a moment, or its day if no more is known.
func stampOf(at time.Time, exact bool) string {
	if !exact {
		return longDay(at)
	}
	return at.UTC().Format("2 January 2006, 15:04 UTC")
}
