package web

import (
	"context"
	"net/http"

	"github.com/gin-gonic/gin"

	"landfall/web/tongue"
)

// textPage is a page of plain text.
type textPage struct {
	frame
	Contact string
}

func (s *Site) text(ctx context.Context, path, title, description string) textPage {
	return textPage{frame: s.frame(ctx, path, title, description), Contact: s.cfg.Contact}
}

func (s *Site) about(c *gin.Context) error {
	ctx := c.Request.Context()
	page := s.text(ctx, "/about", tongue.Say(ctx, "About"), tongue.Say(ctx, "What Landfall is and is not."))
	page.Here = "/about"
	return s.render(c, http.StatusOK, aboutTempl(page))
}

func (s *Site) accessibility(c *gin.Context) error {
	ctx := c.Request.Context()
	page := s.text(ctx, "/accessibility", tongue.Say(ctx, "Accessibility"), tongue.Say(ctx, "How Landfall’s pages are built and tested to be usable by everyone."))
	return s.render(c, http.StatusOK, accessibilityTempl(page))
}

func (s *Site) privacy(c *gin.Context) error {
	ctx := c.Request.Context()
	page := s.text(ctx, "/privacy", tongue.Say(ctx, "Privacy"), tongue.Say(ctx, "What Landfall stores about visitors and about the servers it measures."))
	return s.render(c, http.StatusOK, privacyTempl(page))
}
