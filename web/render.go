package web

import (
	"bytes"
	"fmt"
	"net/http"

	"github.com/a-h/templ"
	"github.com/gin-gonic/gin"
)

// render writes a page. It is rendered in full first, so that a page that fails
// half-way never leaves as a success, and so that its entity tag can be taken from
// what a reader sees: a page whose words are the same is not sent again. A page that is
// for one visitor's eyes has said so before.
func (s *Site) render(c *gin.Context, status int, page templ.Component) error {
	body := s.buffers.Get().(*bytes.Buffer)
	defer s.buffers.Put(body)
	body.Reset()
	if err := page.Render(c.Request.Context(), body); err != nil {
		return fmt.Errorf("render %s: %w", c.FullPath(), err)
	}
	s.hint(c)
	if status == http.StatusOK && c.Writer.Header().Get("Cache-Control") != "no-store" {
		s.sendPage(c, body.Bytes())
		return nil
	}
	c.Data(status, pageType, body.Bytes())
	return nil
}
