package web

import (
	"github.com/gin-gonic/gin"

	"landfall/internal/httpkit"
)

// registerServer adds the pages below that of a server.
func (s *Site) registerServer(r gin.IRouter) {
	for name, page := range map[tabName]func(*gin.Context) error{
		tabJoin: s.handover,
	} {
		r.GET("/s/:host/"+string(name), s.fromCache, httpkit.Handle(page))
	}
	r.GET("/s/:host/join.txt", httpkit.Handle(s.saveHandover))
}
