package web

import (
	"context"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"landfall"
	"landfall/directory"
	"landfall/web/tongue"
)

// serverPage is all we know of one server.
type serverPage struct {
	frame
	serverTop
	Description []string // paragraphs, theirs
	Extended    []string
	Join        joinBox
	Reading     readingView
	Uptime      uptimeSection
	Speed       speedSection
	Connection  connectionSection
	Rules       []landfall.Rule
	RulesPage   string // where their changes are told, "" if nowhere
	RulesStated bool
	People      []fact
	Evidence    []evidenceRow
	Visits      []visitRow
	// Partial is set if the history could not be read just now.
	Partial bool
	JSON    string
	Diary   string // where its diary is, empty if there are none
	Similar []card // that take people
	Ranking string // where its rank is explained
	Tip     string // where a reader tells of a closing, empty if nobody takes it
}

// Periods and lengths of the page.
const (
	historyDays = 90
	visitsShown = 10
)

func (s *Site) server(c *gin.Context) error {
	server, err := s.serverAt(c, "")
	if server == nil {
		return err
	}
	page := s.newServerPage(c.Request.Context(), server)
	return s.render(c, http.StatusOK, serverTempl(page))
}

func (s *Site) newServerPage(ctx context.Context, server *directory.Server) serverPage {
	id := newIdentity(server)
	f := s.frame(ctx, id.Page, tongue.Say(ctx, "{name} ({server}): speed, rules, sign-up", "name", id.Name, "server", id.Domain),
		tongue.Say(ctx, "Measured speed and uptime, rules and sign-up of {server}.", "server", id.Domain))
	f.Here = "/servers"
	f.JSONAlternative = "/api/v1/servers/" + string(server.Host)
	past, err := s.history.of(ctx, server.Host)
	if err != nil {
		past = history{summary: server.Whole(), partial: true}
		s.deps.Logger.WarnContext(ctx, "page shown without history", "host", server.Host, "error", err)
	}
	page := serverPage{
		frame: f, serverTop: s.newServerTop(ctx, server, past.summary, tabOverview), Partial: err != nil, JSON: f.JSONAlternative,
		Description: paragraphs(server.Facts.Description), Extended: paragraphs(server.Facts.Extended), Join: s.newJoinBox(ctx, server),
		Uptime: newUptime(ctx, past.summary, s.deps.Directory.Unmeasured(), f.Now), Speed: newSpeed(ctx, past, f.Now),
		Connection: newConnection(ctx, past.recent, f.Now),
		Rules:      server.Facts.Rules, RulesStated: server.Facts.Stated(landfall.FieldRules),
		People: peopleFacts(ctx, &server.Facts), Evidence: evidence(ctx, &server.Facts, f.Now),
		Visits: newVisits(ctx, past.recent), Reading: newReading(ctx, server, id.Lang),
	}
	if s.deps.Entries != nil {
		page.Diary = diaryPath(server.Host)
	}
	if s.deps.Past != nil {
		page.Speed.More, page.Uptime.CSV = tabSpeed.path(server.Host), tabIncidents.path(server.Host)+".csv?part=days"
		page.Speed.CSV, page.Speed.PhasesCSV = speedPath(server.Host, ".csv", quarter), newSpeedFiles(server.Host, quarter).Phases
	}
	if s.deps.Wordings != nil {
		page.RulesPage = rulesPath(server.Host)
	}
	if s.deps.TakeTip != nil && page.Closing == nil {
		page.Tip = "/s/" + string(server.Host) + "/closing"
	}
	page.Ranking, page.Similar = rankingPath(server.Host, ""), s.similarOpen(ctx, server, f.Now)
	page.Connection.Hosted = newHosting(ctx, server, f.Now)
	page.Machines.Data, page.Machines.Picture = s.serverData(ctx, &page), serverPicture(ctx, server)
	_, page.NoIndex = unlisted(ctx, server, f.Now)
	return page
}

// unlisted says why a server is in no list, and whether search engines should pass
// it by as well: one person's own server has not asked to be found.
func unlisted(ctx context.Context, server *directory.Server, now time.Time) (why string, noindex bool) {
	switch server.Unlisted(now) {
	case directory.UnlistedNeverAnswered:
		return tongue.Say(ctx, "It has not answered yet, so it is in no list."), true
	case directory.UnlistedSingleUser:
		return tongue.Say(ctx, "It states that it has one person at most, so it is in no list."), true
	case directory.UnlistedSilent:
		return tongue.Say(ctx, "Its last answer is more than 14 days old, so it is in no list."), false
	}
	return "", false
}
