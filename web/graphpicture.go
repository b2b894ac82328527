package web

import (
	"bytes"
	"fmt"
	"math"
	"net/http"
	"strconv"

	"github.com/gin-gonic/gin"

	"landfall"
	"landfall/directory/peers"
	"landfall/internal/httpkit"
)

// graphPicture is the address of the drawing of the graph.
const graphPicture = "/stats/graph.svg"

// graphsKept is how many bytes of drawings are kept.
const graphsKept = 4 << 20

// communityColours are those of the largest communities, each to be told from a light and
// from a dark ground; the last one is that of all others.
var communityColours = [...]string{"#1a7fb8", "#b9651a", "#1f8a68", "#9a5fae", "#c44b41", "#8a7420", "#727b85"}

func communityColour(number int) string {
	return communityColours[min(number, len(communityColours))-1]
}

// graphDrawing sends the drawing as a picture: thousands of nodes would make a page heavy.
func (s *Site) graphDrawing(c *gin.Context) error {
	snapshot := s.snapshot()
	g := s.graph(snapshot)
	if g == nil || len(g.Nodes) == 0 {
		return fmt.Errorf("drawing of the graph: %w", landfall.ErrNotFound)
	}
	made := strconv.FormatInt(g.At.UnixNano(), 36)
	c.Header("Cache-Control", pageFresh)
	if httpkit.NotModified(c, httpkit.ETag(snapshot.Epoch(), graphPicture, made)) {
		return nil
	}
	picture, err := s.graphs.of(snapshot.Epoch(), made, func() ([]byte, error) { return drawGraph(g), nil })
	if err != nil {
		return err
	}
	c.Data(http.StatusOK, "image/svg+xml", picture)
	return nil
}

// graphMargin is around the plane, so that no dot is cut.
const graphMargin = 24

// graphSize is how large a drawing is, in pixels.
func graphSize(g *peers.Graph) (width, height int) {
	return int(math.Ceil(g.Width)) + 2*graphMargin, int(math.Ceil(g.Height)) + 2*graphMargin
}

// drawGraph draws edges as lines, servers as dots, the larger the more lists name them, and
// the number of each large community at the server that most lists name.
func drawGraph(g *peers.Graph) []byte {
	var svg bytes.Buffer
	width, height := graphSize(g)
	fmt.Fprintf(&svg, `<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="%d %d %d %d">`, width, height, -graphMargin, -graphMargin, width, height)
	svg.WriteString(`<path fill="none" stroke="#727b85" stroke-width=".6" opacity=".35" d="`)
	for _, e := range g.Edges {
		a, b := &g.Nodes[e.A], &g.Nodes[e.B]
		fmt.Fprintf(&svg, "M%.0f %.0fL%.0f %.0f", a.X, a.Y, b.X, b.Y)
	}
	svg.WriteString(`"/>`)
	most := 1
	for i := range g.Nodes {
		most = max(most, g.Nodes[i].Named)
	}
	communities := communitiesOf(g)
	for _, members := range communities {
		fmt.Fprintf(&svg, `<g fill="%s">`, communityColour(g.Nodes[members[0]].Community))
		for _, i := range members {
			n := &g.Nodes[i]
			fmt.Fprintf(&svg, `<circle cx="%.0f" cy="%.0f" r="%.1f"/>`, n.X, n.Y, 2.5+6*math.Sqrt(float64(n.Named)/float64(most)))
		}
		svg.WriteString("</g>")
	}
	numberCommunities(&svg, g, communities)
	svg.WriteString("</svg>")
	return svg.Bytes()
}

// numberCommunities writes the numbers of those that the page tells of, the largest last.
func numberCommunities(svg *bytes.Buffer, g *peers.Graph, communities [][]int) {
	svg.WriteString(`<g font-family="system-ui,sans-serif" font-size="24" font-weight="700" text-anchor="middle">`)
	for k := min(len(communities), communityRows) - 1; k >= 0; k-- {
		hub := &g.Nodes[communities[k][0]]
		fmt.Fprintf(svg, `<circle cx="%.0f" cy="%.0f" r="18" fill="%s" stroke="#fff" stroke-width="2"/><text x="%.0f" y="%.0f" fill="#fff">%d</text>`,
			hub.X, hub.Y, communityColour(hub.Community), hub.X, hub.Y+8.5, hub.Community)
	}
	svg.WriteString("</g>")
}
