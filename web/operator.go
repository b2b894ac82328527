package web

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"landfall"
	"landfall/internal/httpkit"
	"landfall/web/tongue"
)

// Desk is where the operator sees to notices of closing. Reasons are required; a notice
// that is not there is [landfall.ErrNotFound], and what cannot be done to one is
// [landfall.ErrInvalid].
type Desk interface {
	// Notices returns all notices, also those that are shown to nobody.
	Notices(ctx context.Context) ([]landfall.Notice, error)
	// Confirm says that a notice is true, or was cancelled or handed over.
	Confirm(ctx context.Context, id string, to landfall.NoticeState, why string) error
	Retract(ctx context.Context, id, why string) error
	// Merge ends a notice that tells of the same closing as another.
	Merge(ctx context.Context, id, into string) error
}

// operatorPage is the operator's desk.
type operatorPage struct {
	frame
	SignedIn bool
	Problem  string
	Done     string
	Waiting  []deskNotice
	Others   []deskNotice // true or ended ones, the last changed first
}

// deskNotice is a notice with what can be merged into.
type deskNotice struct {
	landfall.Notice
	Domain string
	Links  []outsideLink // of the statements, as far as they may be followed
	Into   []string
}

// deskOthers is how many notices are shown that do not wait.
const deskOthers = 50

// mergeNotices is the one action that needs no reason.
const mergeNotices = "merge"

// reasonBytes is more than any reason that is read.
const reasonBytes = 1000

func (s *Site) newOperatorPage(ctx context.Context) operatorPage {
	f := s.frame(ctx, operatorPath, tongue.Say(ctx, "Operator"), tongue.Say(ctx, "For whoever runs this installation."))
	f.NoIndex = true
	return operatorPage{frame: f}
}

// registerOperator adds the operator's pages, if there is a token to sign in with.
func (s *Site) registerOperator(r gin.IRouter) {
	if s.deps.Desk == nil || s.cfg.OperatorToken == "" {
		return
	}
	r.GET(operatorPath, httpkit.Handle(s.operator))
	r.POST(operatorPath, s.bounded(s.signIn)...)
	r.POST(operatorPath+"/out", s.ours(s.signOut)...)
	r.POST(operatorPath+"/notices/:id", s.ours(s.decide)...)
}

// operator shows the desk, or asks for the token.
func (s *Site) operator(c *gin.Context) error {
	c.Header("Cache-Control", "no-store")
	page := s.newOperatorPage(c.Request.Context())
	if page.SignedIn = s.signedIn(c); !page.SignedIn {
		return s.render(c, http.StatusOK, operatorTempl(page))
	}
	if done := c.Query("done"); done != "" {
		page.Done = tongue.Say(c.Request.Context(), "Notice {id} is changed.", "id", clip(done, 40))
	}
	return s.showDesk(c, http.StatusOK, page)
}

func (s *Site) showDesk(c *gin.Context, status int, page operatorPage) error {
	all, err := s.deps.Desk.Notices(c.Request.Context())
	if err != nil {
		return err
	}
	of := make(map[landfall.Host][]string)
	for _, n := range all {
		if n.State != landfall.NoticeMerged && n.State != landfall.NoticeRetracted {
			of[n.Host] = append(of[n.Host], n.ID)
		}
	}
	for _, n := range all {
		shown := deskNotice{Notice: n, Domain: n.Host.Display()}
		for _, said := range n.Statements {
			shown.Links = append(shown.Links, s.publicLink(said.URL))
		}
		for _, id := range of[n.Host] {
			if id != n.ID {
				shown.Into = append(shown.Into, id)
			}
		}
		if n.State == landfall.NoticeReported {
			page.Waiting = append(page.Waiting, shown)
		} else {
			page.Others = append(page.Others, shown)
		}
	}
	slices.SortStableFunc(page.Waiting, func(a, b deskNotice) int { return a.Found.Compare(b.Found) })
	slices.SortStableFunc(page.Others, func(a, b deskNotice) int { return b.Updated().Compare(a.Updated()) })
	page.Others = page.Others[:min(len(page.Others), deskOthers)]
	return s.render(c, status, operatorTempl(page))
}

// signIn takes the token.
func (s *Site) signIn(c *gin.Context) error {
	c.Header("Cache-Control", "no-store")
	if !s.operators.knows(c.PostForm("token")) {
		page := s.newOperatorPage(c.Request.Context())
		page.Problem = tongue.Say(c.Request.Context(), "This is not the operator’s token.")
		return s.render(c, http.StatusForbidden, operatorTempl(page))
	}
	s.setSession(c, s.operators.session(s.deps.Now()))
	s.redirect(c, http.StatusSeeOther, operatorPath)
	return nil
}

func (s *Site) signOut(c *gin.Context) error {
	s.setSession(c, "")
	s.redirect(c, http.StatusSeeOther, operatorPath)
	return nil
}

// decide changes one notice.
func (s *Site) decide(c *gin.Context) error {
	ctx := c.Request.Context()
	c.Header("Cache-Control", "no-store")
	if !s.signedIn(c) {
		s.redirect(c, http.StatusSeeOther, operatorPath)
		return nil
	}
	id := c.Param("id")
	why := strings.TrimSpace(c.PostForm("why"))
	err := s.act(ctx, id, c.PostForm("action"), why, c.PostForm("into"))
	if errors.Is(err, landfall.ErrInvalid) || errors.Is(err, landfall.ErrNotFound) {
		page := s.newOperatorPage(ctx)
		page.SignedIn, page.Problem = true, deskProblem(ctx, err, c.PostForm("action") != mergeNotices && why == "")
		return s.showDesk(c, http.StatusUnprocessableEntity, page)
	}
	if err != nil {
		return err
	}
	s.redirect(c, http.StatusSeeOther, operatorPath+"?done="+id)
	return nil
}

func deskProblem(ctx context.Context, err error, unexplained bool) string {
	switch {
	case unexplained:
		return tongue.Say(ctx, "Nothing is changed: a reason is needed. It is kept, and shown with the notice.")
	case errors.Is(err, landfall.ErrNotFound):
		return tongue.Say(ctx, "Nothing is changed: there is no such notice any more.")
	}
	return tongue.Say(ctx, "Nothing is changed: that cannot be done to a notice in its state. Somebody may have been faster.")
}

func (s *Site) act(ctx context.Context, id, action, why, into string) error {
	desk := s.deps.Desk
	if action != mergeNotices && (why == "" || len(why) > reasonBytes) {
		return landfall.ErrInvalid
	}
	switch action {
	case "confirm":
		return desk.Confirm(ctx, id, landfall.NoticeConfirmed, why)
	case "cancelled":
		return desk.Confirm(ctx, id, landfall.NoticeCancelled, why)
	case "handed-over":
		return desk.Confirm(ctx, id, landfall.NoticeHandedOver, why)
	case "retract":
		return desk.Retract(ctx, id, why)
	case mergeNotices:
		return desk.Merge(ctx, id, into)
	}
	return landfall.ErrInvalid
}
