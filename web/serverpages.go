package web

import (
	"github.com/gin-gonic/gin"

	"landfall/internal/httpkit"
)

// registerServer adds the pages below that of a server.
func (s *Site) registerServer(r gin.IRouter) {
	pages := map[tabName]func(*gin.Context) error{tabJoin: s.handover}
	if s.deps.Past != nil {
		pages[tabSpeed], pages[tabIncidents], pages[tabHistory], pages[tabConnections] = s.speed, s.incidents, s.changed, s.connections
	}
	for name, page := range pages {
		r.GET("/s/:host/"+string(name), s.fromCache, httpkit.Handle(page))
	}
	r.GET("/s/:host/join.txt", httpkit.Handle(s.saveHandover))
}
