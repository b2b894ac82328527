package web

import (
	"context"
	"fmt"
	"net/http"

	"github.com/gin-gonic/gin"

	"landfall"
	"landfall/directory"
	"landfall/directory/rank"
	"landfall/directory/wizard"
	"landfall/web/tongue"
)

// rankingPage says where a server stands for a wish, and why not first.
type rankingPage struct {
	frame
	serverTop
	Notes   []directory.Note
	Given   []string // what is wished for
	Change  string   // where another wish is made
	Result  string   // where the servers found for the wish are
	Reasons []string // why it is not recommended
	Stood   string   // the cap that it stood back for
	Ahead   []aheadView
	Score   scoreView
	Scored  bool
	// Place is where it stands among Ranked, 0 if it is not among them.
	Place, Ranked int
	Week          string
}

// aheadView is a server of the first three that stands before another.
type aheadView struct {
	identity
	Total string
	Gains []string
	ByLot bool
}

// rankingPath is where the rank of a server is explained, for the wish of a query.
func rankingPath(host landfall.Host, query string) string {
	path := "/s/" + string(host) + "/ranking"
	if query != "" {
		path += "?" + query
	}
	return path
}

func (s *Site) ranking(c *gin.Context) error {
	server, err := s.serverAt(c, tabRanking)
	if server == nil {
		return err
	}
	answers, notes := wizard.Parse(c.Request.URL.Query())
	answers = answers.Alone()
	why, ok := s.snapshot().WhyNot(server.Host, answers.Asked())
	if !ok {
		return fmt.Errorf("rank of %s: %w", server.Host, landfall.ErrNotFound)
	}
	return s.render(c, http.StatusOK, rankingTempl(s.newRankingPage(c.Request.Context(), server, answers, notes, why)))
}

func (s *Site) newRankingPage(ctx context.Context, server *directory.Server, answers wizard.Answers, notes []wizard.Note, why rank.WhyNot) rankingPage {
	id := newIdentity(server)
	query := answers.Canonical()
	f := s.frame(ctx, rankingPath(server.Host, query), tongue.Say(ctx, "{server}: its rank and why", "server", id.Domain),
		tongue.Say(ctx, "Where {server} stands among the servers that are recommended, for what, and why not first.", "server", id.Domain))
	f.Here = findRoot
	f.JSONAlternative = "/api/v1/servers/" + rankingPath(server.Host, query)[len("/s/"):]
	_, hidden := unlisted(ctx, server, f.Now)
	f.NoIndex = hidden || query != ""
	change := answers
	change.Step, change.Version = wizard.StepKind, ""
	page := rankingPage{
		frame: f, serverTop: s.newServerTop(ctx, server, server.Summary, tabRanking), Given: answered(ctx, answers), Change: findPath(change.Canonical()), Result: findPath(answers.Permalink()),
		Place: why.Place, Ranked: why.Ranked, Score: newScore(ctx, why.Score), Scored: len(why.Score.Parts) > 0,
		Week: s.snapshot().Candidates().Week(),
	}
	for _, note := range notes {
		page.Notes = append(page.Notes, directory.Note(note))
	}
	for _, r := range why.Reasons {
		page.Reasons = append(page.Reasons, sentence(ctx, r.Text))
	}
	if why.Stood != nil {
		page.Stood = sentence(ctx, why.Stood.Text)
	}
	for _, a := range why.Ahead {
		page.Ahead = append(page.Ahead, s.newAhead(ctx, a))
	}
	return page
}

func (s *Site) newAhead(ctx context.Context, a rank.Ahead) aheadView {
	view := aheadView{identity: noticeIdentity(a.Host, s.snapshot().Server(a.Host)), Total: points(ctx, a.Total), ByLot: a.ByLot}
	for _, g := range a.More {
		view.Gains = append(view.Gains, tongue.Say(ctx, "{part}: {points} more. {why}", "part", tongue.Say(ctx, g.Part.Label), "points", points(ctx, g.More), "why", sentence(ctx, g.Part.Why)))
	}
	return view
}
