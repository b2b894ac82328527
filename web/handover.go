package web

import (
	"context"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"landfall"
	"landfall/directory"
	"landfall/web/phrase"
	"landfall/web/tongue"
)

// handoverPage is where a reader leaves for a server: what happens there, and what to keep.
type handoverPage struct {
	frame
	serverTop
	Join  joinBox
	Steps []string // empty if nobody can get an account
	// Rules is how many the server states, and RulesPage where they are.
	Rules     int
	RulesPage string
	Read      time.Time // when the way to join was last read from the server, zero if it states none
	File      string    // what to keep, as a file
	Similar   []card    // that take people, where this one does not
}

// handover answers /s/{host}/join.
func (s *Site) handover(c *gin.Context) error {
	server, err := s.answeredAt(c, tabJoin)
	if server == nil {
		return err
	}
	return s.render(c, http.StatusOK, handoverTempl(s.newHandoverPage(c.Request.Context(), server)))
}

// answeredAt is serverAt for pages that a server has once it has answered. From one that
// has not the reader is led to its first page, which says so.
func (s *Site) answeredAt(c *gin.Context, below tabName) (*directory.Server, error) {
	server, err := s.serverAt(c, below)
	if server != nil && server.Unlisted(s.deps.Now()) == directory.UnlistedNeverAnswered {
		s.redirect(c, http.StatusSeeOther, tabOverview.path(server.Host))
		return nil, nil
	}
	return server, err
}

func (s *Site) newHandoverPage(ctx context.Context, server *directory.Server) handoverPage {
	id := newIdentity(server)
	f := s.frame(ctx, tabJoin.path(server.Host), tongue.Say(ctx, "Join {server}", "server", id.Domain),
		tongue.Say(ctx, "What happens when you join {server}, and what to keep.", "server", id.Domain))
	f.Here, f.NoIndex = "/servers", true
	page := handoverPage{
		frame: f, serverTop: s.newServerTop(ctx, server, server.Summary, tabJoin), Join: s.newJoinBox(ctx, server),
		Rules: len(server.Facts.Rules), Read: server.Facts.Evidence[landfall.FieldSignup].LastSeen, File: handoverFile(server.Host),
	}
	if s.deps.Wordings != nil {
		page.RulesPage = rulesPath(server.Host)
	}
	if page.Steps = joinSteps(ctx, server); len(page.Steps) == 0 || server.Closing != nil {
		page.Similar = s.similarOpen(ctx, server, f.Now)
	}
	return page
}

// joinSteps are what a newcomer does there, in order; none where nobody gets an account.
func joinSteps(ctx context.Context, server *directory.Server) []string {
	signup := server.Facts.Signup
	var steps []string
	switch signup.Mode {
	case landfall.SignupClosed:
		return nil
	case landfall.SignupInvite:
		steps = append(steps, tongue.Say(ctx, "Ask somebody who is there for an invitation. It is a link, and leads to the form."))
	case landfall.SignupOpen, landfall.SignupApproval, landfall.SignupUnknown:
		steps = append(steps, tongue.Say(ctx, "Go to {server}, and look there for “Create account” or “Sign up”.", "server", server.Display()))
	}
	steps = append(steps,
		tongue.Say(ctx, "Choose a name and a password there. Nothing of it comes to Landfall."),
		tongue.Say(ctx, "Be ready to give an e-mail address and to show that you are not a robot: many servers ask for both, and this one does not say so where we can read it."))
	if signup.Mode == landfall.SignupApproval {
		steps = append(steps, tongue.Say(ctx, "Say in a sentence or two why you would like to join, and wait for an answer.")+" "+approvalWait(ctx, server))
	}
	return append(steps, tongue.Say(ctx, "Sign in on {server}, or in an app that asks for the name of your server.", "server", server.Display()))
}

func approvalWait(ctx context.Context, server *directory.Server) string {
	if !server.Facts.Stated(landfall.FieldWait) {
		return tongue.Say(ctx, "How long that takes is not stated.")
	}
	return tongue.Say(ctx, "By its own account that took {time} of late.", "time", phrase.Span(ctx, server.Facts.ApprovalWait))
}
