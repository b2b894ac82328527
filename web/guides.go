package web

import (
	"time"

	"github.com/gin-gonic/gin"

	"landfall/directory/moving"
	"landfall/internal/httpkit"
)

// registerGuides adds the pages that lead somebody through something, step by step.
func (s *Site) registerGuides(r gin.IRouter) {
	for path, page := range map[string]func(*gin.Context) error{
		moveRoot:                s.move,
		moveRoot + "/:software": s.moveGuide,
	} {
		r.GET(path, s.fromCache, httpkit.Handle(page))
	}
}

// guidePaths are the addresses of these pages.
func guidePaths() []string {
	paths := []string{moveRoot}
	for _, guide := range moving.All() {
		paths = append(paths, movePath(guide, "", time.Time{}))
	}
	return paths
}
