package web

import (
	"time"

	"github.com/gin-gonic/gin"

	"landfall/directory/moving"
	"landfall/directory/starting"
	"landfall/internal/httpkit"
)

// registerGuides adds the pages that lead somebody through something, or explain it.
func (s *Site) registerGuides(r gin.IRouter) {
	for path, page := range map[string]func(*gin.Context) error{
		moveRoot:                s.move,
		moveRoot + "/:software": s.moveGuide,
		startRoot:               s.start,
		startRoot + "/:step":    s.startStep,
	} {
		r.GET(path, s.fromCache, httpkit.Handle(page))
	}
	s.registerMethods(r)
	r.GET(optOutRoot, httpkit.Handle(s.optOutForm))
	if s.deps.OptOuts != nil {
		r.POST(optOutRoot, s.bounded(s.optOut)...)
	}
}

// guidePaths are the addresses of these pages.
func guidePaths() []string {
	paths := []string{moveRoot, startRoot, optOutRoot}
	for _, m := range methodPages() {
		paths = append(paths, m.Path)
	}
	for _, step := range starting.Steps() {
		paths = append(paths, startPath(step.ID))
	}
	for _, guide := range moving.All() {
		paths = append(paths, movePath(guide, "", time.Time{}))
	}
	return paths
}
