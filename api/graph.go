package api

import (
	"bytes"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"landfall/directory/peers"
	"landfall/internal/httpkit"
	"landfall/internal/rows"
)

// graphDocument is the answer of GET /stats/graph: the servers whose lists of peers are
// alike.
type graphDocument struct {
	AsOf *string `json:"as_of"`
	// Made is when the graph was made, which is seldom; null if there is none yet.
	Made        *string     `json:"made"`
	Lists       int         `json:"lists"` // of peers that were read
	Compared    int         `json:"lists_compared"`
	Communities int         `json:"communities"`
	Width       float64     `json:"width"` // of the plane that nodes lie on
	Height      float64     `json:"height"`
	Nodes       []graphNode `json:"nodes"`
	Edges       []graphEdge `json:"edges"`
}

type graphNode struct {
	Host        string  `json:"host"`
	DisplayHost string  `json:"display_host"`   // as a reader may see it
	Named       int     `json:"named_by_lists"` // how many of the lists name it
	Community   int     `json:"community"`      // from 1 on, the largest first
	X           float64 `json:"x"`
	Y           float64 `json:"y"`
}

// graphEdge is a likeness that stands out.
type graphEdge struct {
	A        string  `json:"a"`
	B        string  `json:"b"`
	Likeness float64 `json:"likeness"` // from 0 to 1
	Chance   float64 `json:"chance"`   // that chance alone would make it as great, at most 0.05
}

// graph answers GET /stats/graph, with the ending .json, .csv or .ndjson or none: the last two
// have its edges.
func (a *api) graph(c *gin.Context) error {
	snapshot := a.deps.Directory.Load()
	g := a.deps.Graph()
	if g == nil {
		g = &peers.Graph{}
	}
	_, format, _ := strings.Cut(c.Request.URL.Path, ".")
	c.Header("Cache-Control", cacheFor)
	if httpkit.NotModified(c, httpkit.ETag(snapshot.Epoch(), "graph", strconv.FormatInt(g.At.UnixNano(), 10), format)) {
		return nil
	}
	g = g.Only(snapshot.Shown)
	edges := make([]graphEdge, 0, len(g.Edges))
	for _, e := range g.Edges {
		edges = append(edges, graphEdge{string(g.Nodes[e.A].Host), string(g.Nodes[e.B].Host), e.Likeness, e.Chance})
	}
	switch format {
	case rows.CSV, rows.NDJSON:
		var body bytes.Buffer
		table := rows.New(&body, format, graphEdge{})
		for _, e := range edges {
			if err := table.Write(e); err != nil {
				return fmt.Errorf("write edge: %w", err)
			}
		}
		if err := table.Close(); err != nil {
			return err
		}
		c.Data(http.StatusOK, map[string]string{rows.CSV: "text/csv; charset=utf-8; header=present", rows.NDJSON: "application/x-ndjson"}[format], body.Bytes())
		return nil
	}
	document := graphDocument{
		AsOf: moment(snapshot.Totals().At), Made: moment(g.At), Lists: g.Lists, Compared: g.Compared, Communities: g.Communities,
		Width: g.Width, Height: g.Height, Nodes: make([]graphNode, 0, len(g.Nodes)), Edges: edges,
	}
	for _, n := range g.Nodes {
		document.Nodes = append(document.Nodes, graphNode{string(n.Host), snapshot.Server(n.Host).Display(), n.Named, n.Community, n.X, n.Y})
	}
	return send(c, document)
}
