package web

import (
	"context"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"landfall"
	"landfall/directory"
	"landfall/directory/past"
	"landfall/web/phrase"
	"landfall/web/tongue"
)

// incidentsPage is when a server did not answer.
type incidentsPage struct {
	frame
	serverTop
	// Partial is set if the history could not be read just now.
	Partial   bool
	Uptime    uptimeSection
	Sentence  string
	Incidents []incidentView
	Left      int    // how many more the files have
	Every     string // how often it is visited
	Feed      string
	CSV       string
}

// incidentsShown is how many a page shows.
const incidentsShown = 50

// incidentView is one time in which it did not answer.
type incidentView struct {
	// Began and Ended are moments, or days where only these are known; Ended is a word while
	// it goes on.
	Began, Ended string
	Length       string
	Failed       string
	// Phase is where the first visit ended, Reason why, Side whose doing that is; empty if
	// unknown.
	Phase, Reason, Side string
	Notes               []string
	Open                bool
}

// incidents answers /s/{host}/incidents.
func (s *Site) incidents(c *gin.Context) error {
	server, err := s.answeredAt(c, tabIncidents)
	if server == nil {
		return err
	}
	return s.render(c, http.StatusOK, incidentsTempl(s.newIncidentsPage(c.Request.Context(), server)))
}

func (s *Site) newIncidentsPage(ctx context.Context, server *directory.Server) incidentsPage {
	id := newIdentity(server)
	path := tabIncidents.path(server.Host)
	f := s.frame(ctx, path, tongue.Say(ctx, "Incidents of {server}", "server", id.Domain),
		tongue.Say(ctx, "When {server} did not answer within 90 days, for how long, and why.", "server", id.Domain))
	f.Here, f.NoIndex, f.JSONAlternative = "/servers", hiddenSubPage(server, f.Now), path+".json"
	f.Twins = append(tableTwins(func(ending string) string { return path + ending }), twin{"application/atom+xml", "Atom", path + ".atom"})
	page := incidentsPage{frame: f, Feed: path + ".atom", CSV: path + ".csv", Every: phrase.Span(ctx, s.cfg.VisitEvery)}
	before, err := s.history.of(ctx, server.Host)
	summary := before.summary
	var found []past.Incident
	if err == nil {
		found, err = s.deps.Past.Incidents(ctx, server.Host)
	}
	if err != nil {
		s.deps.Logger.WarnContext(ctx, "page shown without its history", "host", server.Host, "error", err)
		page.Partial, summary = true, server.Whole()
	}
	gaps := s.deps.Directory.Unmeasured()
	page.serverTop = s.newServerTop(ctx, server, summary, tabIncidents)
	page.Uptime = newUptime(ctx, summary, gaps, f.Now)
	page.Uptime.CSV = path + ".csv?part=days"
	page.Left = max(0, len(found)-incidentsShown)
	page.Sentence = incidentsSentence(ctx, found, f.Now)
	for i := range found[:min(len(found), incidentsShown)] {
		page.Incidents = append(page.Incidents, newIncident(ctx, &found[i], gaps, f.Now))
	}
	return page
}

// incidentsSentence says how many there were, and how long the longest lasted.
func incidentsSentence(ctx context.Context, found []past.Incident, now time.Time) string {
	if len(found) == 0 {
		return tongue.Say(ctx, "None: every visit of the last 90 days that says something of the server was answered.")
	}
	longest := time.Duration(0)
	for i := range found {
		longest = max(longest, lasted(&found[i], now))
	}
	return tongue.Count(ctx, len(found), "{n} time in 90 days; the longest lasted {time}.", "{n} times in 90 days; the longest lasted {time}.", "time", phrase.Span(ctx, longest))
}

// lasted is how long an incident lasted, or has lasted so far.
func lasted(in *past.Incident, now time.Time) time.Duration {
	if in.Ended.IsZero() {
		return now.Sub(in.Began)
	}
	return in.Ended.Sub(in.Began)
}

func newIncident(ctx context.Context, in *past.Incident, gaps []landfall.Gap, now time.Time) incidentView {
	v := incidentView{
		Began: tongue.Moment(ctx, in.Began), Ended: tongue.Moment(ctx, in.Ended), Length: phrase.Span(ctx, lasted(in, now)), Open: in.Ended.IsZero(),
		Failed: tongue.Count(ctx, in.Failed, "{n} visit not answered", "{n} visits not answered"), Side: phrase.Class(ctx, in.First.Class),
	}
	if in.First.Reason != "" {
		v.Reason = phrase.Reason(ctx, in.First.Reason)
	}
	if phase := in.Phase(); phase != past.PhaseUnknown {
		v.Phase = phaseName(ctx, phase)
	}
	if !in.Whole {
		v.Notes = append(v.Notes, tongue.Say(ctx, "Only the days are known: the visits themselves are no longer kept."))
		if in.First.At.IsZero() {
			v.Began = tongue.Date(ctx, in.Began)
		}
		v.Ended = tongue.Date(ctx, in.Ended)
	}
	if v.Open {
		v.Ended, v.Length = tongue.Say(ctx, "goes on"), tongue.Say(ctx, "{time} so far", "time", v.Length)
	}
	if in.Before {
		v.Notes = append(v.Notes, tongue.Say(ctx, "It may have begun earlier: that is the first visit that is looked at here."))
	}
	if total := in.Unmeasured(gaps, now); total >= time.Minute {
		v.Notes = append(v.Notes, tongue.Say(ctx, "For {time} of it nothing was measured, through a fault of ours.", "time", phrase.Span(ctx, total)))
	}
	return v
}

// phaseName is what a part of a visit is called.
func phaseName(ctx context.Context, phase past.Phase) string {
	switch phase {
	case past.PhaseDNS:
		return tongue.Say(ctx, "Find the name")
	case past.PhaseTCP:
		return tongue.Say(ctx, "Connect")
	case past.PhaseTLS:
		return tongue.Say(ctx, "Agree on encryption")
	case past.PhaseHTTP:
		return tongue.Say(ctx, "Get an answer")
	case past.PhaseDocument:
		return tongue.Say(ctx, "Read the answer")
	case past.PhaseUnknown:
	}
	return tongue.Say(ctx, "Unknown")
}
