package web

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"landfall/web/phrase"
	"landfall/web/tongue"
)

// methodPage explains what each number means.
type methodPage struct {
	frame
	// VisitEvery is how often an answering server is visited, Stale the age from
	// which data is called older, both in words.
	VisitEvery, Stale string
	Days              string // of history on a page
	Early             string // samples below which a speed is called early
}

func (s *Site) methodology(c *gin.Context) error {
	ctx := c.Request.Context()
	f := s.frame(ctx, "/methodology", tongue.Say(ctx, "How we measure"), tongue.Say(ctx, "What each number on Landfall means, how it is measured and what it leaves out."))
	f.Here = "/methodology"
	page := methodPage{
		frame: f, VisitEvery: phrase.Every(ctx, s.cfg.VisitEvery), Stale: phrase.Span(ctx, s.staleAfter()),
		Days: tongue.Number(ctx, historyDays), Early: tongue.Number(ctx, enough),
	}
	return s.render(c, http.StatusOK, methodologyTempl(page))
}

// signupMethodPage explains how the sign-up mode is told.
type signupMethodPage struct {
	frame
	Rules []signupRule
}

func (s *Site) signupMethod(c *gin.Context) error {
	ctx := c.Request.Context()
	f := s.frame(ctx, "/methodology/sign-up", tongue.Say(ctx, "How we tell the sign-up mode"), tongue.Say(ctx, "Which documents and fields decide whether a server counts as open, by approval, by invitation or closed."))
	f.Here = "/methodology"
	return s.render(c, http.StatusOK, signupMethodTempl(signupMethodPage{frame: f, Rules: signupRules()}))
}
