package web

import (
	"github.com/gin-gonic/gin"

	"landfall/web/tongue"
)

// groups calls register for the pages in each language: English at the root, the others
// below their prefix.
func groups(r gin.IRouter, register func(gin.IRouter)) {
	for _, t := range tongue.All() {
		group := r.Group(t.Prefix)
		group.Use(func(c *gin.Context) { c.Request = c.Request.WithContext(tongue.With(c.Request.Context(), t)) })
		register(group)
	}
}

// redirect leads to another page in the same language.
func (s *Site) redirect(c *gin.Context, status int, path string) {
	c.Redirect(status, tongue.Path(c.Request.Context(), path))
}
