package web

import (
	"context"
	"net/http"

	"github.com/gin-gonic/gin"
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
	page := s.text(c.Request.Context(), "/about", "About", "What Landfall is and is not.")
	page.Here = "/about"
	return s.render(c, http.StatusOK, aboutTempl(page))
}

func (s *Site) accessibility(c *gin.Context) error {
	page := s.text(c.Request.Context(), "/accessibility", "Accessibility", "How Landfall’s pages are built and tested to be usable by everyone.")
	return s.render(c, http.StatusOK, accessibilityTempl(page))
}

func (s *Site) privacy(c *gin.Context) error {
	page := s.text(c.Request.Context(), "/privacy", "Privacy", "What Landfall stores about visitors and about the servers it measures.")
	return s.render(c, http.StatusOK, privacyTempl(page))
}
