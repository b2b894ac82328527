package api

import (
	"fmt"

	"github.com/gin-gonic/gin"

	"landfall"
	"landfall/directory"
	"landfall/directory/past"
	"landfall/internal/rows"
)

// registerPast adds what is told of a server over time, each as a document and as rows.
func (a *api) registerPast(group gin.IRouter) {
	for name, of := range map[string]struct {
		document func(*gin.Context) error
		rows     func(c *gin.Context, format string) error
	}{
		"speed":       {a.speed, a.speedRows},
		"incidents":   {a.incidents, a.incidentRows},
		"history":     {a.changes, a.changeRows},
		"connections": {a.connections, a.connectionRows},
	} {
		path := "/servers/:host/" + name
		a.get(group, path, of.document)
		a.get(group, path+".json", of.document)
		for _, format := range []string{rows.CSV, rows.NDJSON} {
			a.get(group, path+"."+format, func(c *gin.Context) error { return of.rows(c, format) })
		}
	}
	a.get(group, "/servers/:host/incidents.atom", a.incidentsAtom)
}

// serverOf finds the server that a request is about. One that asked not to be measured is
// not found, like one that nobody has heard of; another name leads to the server's own.
func (a *api) serverOf(c *gin.Context) (*directory.Server, error) {
	host, err := landfall.ParseHost(c.Param("host"))
	if err != nil {
		return nil, badParameter("host", "It is not the name of a host: a name only, below a public suffix.")
	}
	snapshot := a.deps.Directory.Load()
	if instance := snapshot.Named(host); snapshot.Server(host) == nil && instance != "" {
		host = instance
	}
	server := snapshot.Server(host)
	if server == nil {
		return nil, fmt.Errorf("server %s: %w", host, landfall.ErrNotFound)
	}
	return server, nil
}

// keyPeriod and keyPart are parameters of what is told over time.
const (
	keyPeriod = "period"
	keyPart   = "part"
)

func (p *parameters) period() past.Period {
	period, ok := past.ParsePeriod(p.values.Get(keyPeriod))
	if !ok {
		p.refuse(keyPeriod, "It is 7d, 30d, 90d or 1y.")
	}
	return period
}
