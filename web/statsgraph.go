package web

import (
	"cmp"
	"context"
	"net/http"
	"slices"
	"strconv"

	"github.com/gin-gonic/gin"

	"landfall"
	"landfall/directory"
	"landfall/directory/peers"
	"landfall/web/phrase"
	"landfall/web/tongue"
)

// graphPage is the graph of who knows the same others.
type graphPage struct {
	frame
	Known bool // it has been made
	Empty bool // nothing stands out
	Made  string
	Lists string
	// Picture is the address of the drawing, Width and Height its size in pixels.
	Picture, Width, Height string
	Sentence               string // what the picture shows
	Communities            []communityRow
	More                   int // communities that have no row
	Asked                  string
	Notes                  []directory.Note
	Neighbours             *neighbourList // nil if nobody was asked about
}

// communityRow is one community.
type communityRow struct {
	Number, Colour     string
	Servers            string
	Named              []serverLink // those that most lists name
	Language, Software string
}

// serverLink leads to a server's page.
type serverLink struct{ Name, Href string }

// neighbourList is whom one server is like.
type neighbourList struct {
	Of        serverLink
	Community string
	Rows      []neighbourRow
}

type neighbourRow struct {
	serverLink
	Likeness, Community string
}

// communityRows is how many communities the page tells of, namedShown how many servers of each.
const (
	communityRows = 12
	namedShown    = 3
)

// keyGraphHost is the parameter with the server whose neighbours are asked for.
const keyGraphHost = "host"

func (s *Site) statsGraph(c *gin.Context) error {
	ctx := c.Request.Context()
	snapshot := s.snapshot()
	g := s.graph(snapshot)
	path, asked := "/stats/graph", clip(c.Query(keyGraphHost), 100)
	var notes []directory.Note
	node := -1
	if asked != "" && g != nil {
		host, err := landfall.ParseHost(asked)
		if err == nil {
			node = g.Node(host)
		}
		if node < 0 {
			notes = append(notes, directory.Note(tongue.Say(ctx, "“{server}” is not in the graph: it publishes no list of peers, or its list is like no other.", "server", asked)))
		} else {
			path += "?" + keyGraphHost + "=" + string(host)
		}
	}
	page := graphPage{
		frame: s.frame(ctx, path, tongue.Say(ctx, "Who knows the same others"), tongue.Say(ctx, "Fediverse servers whose lists of peers are alike, and the communities that they form.")),
		Asked: asked, Notes: notes, Picture: graphPicture,
	}
	page.Here, page.NoIndex = "/stats", asked != ""
	page.JSONAlternative = "/stats/graph.json"
	page.Twins = []twin{{"text/csv", tongue.Say(ctx, "Edges (CSV)"), "/stats/graph.csv"}, {"application/x-ndjson", tongue.Say(ctx, "Edges (NDJSON)"), "/stats/graph.ndjson"}}
	if g != nil {
		page.describe(ctx, g, snapshot)
		if node >= 0 {
			page.Neighbours = newNeighbours(ctx, g, node, snapshot)
		}
	}
	return s.render(c, http.StatusOK, graphTempl(page))
}

// graph returns the graph of the servers that lists of a snapshot show, nil if there is none.
func (s *Site) graph(snapshot *directory.Snapshot) *peers.Graph {
	if s.deps.Graph == nil {
		return nil
	}
	g := s.deps.Graph()
	if g == nil {
		return nil
	}
	return g.Only(snapshot.Shown)
}

func (p *graphPage) describe(ctx context.Context, g *peers.Graph, snapshot *directory.Snapshot) {
	p.Known, p.Empty = true, len(g.Nodes) == 0
	p.Made = tongue.Say(ctx, "Made {when}.", "when", tongue.Moment(ctx, g.At))
	p.Lists = tongue.Count(ctx, g.Lists, "{n} server publishes a list of peers; compared: {compared}.", "{n} servers publish a list of peers; compared: {compared}.", "compared", g.Compared)
	width, height := graphSize(g)
	p.Width, p.Height = strconv.Itoa(width), strconv.Itoa(height)
	communities := communitiesOf(g)
	p.Sentence = tongue.Say(ctx, "{servers} with {edges} between them, in {communities}.",
		"servers", tongue.Count(ctx, len(g.Nodes), "{n} server", "{n} servers"), "edges", tongue.Count(ctx, len(g.Edges), "{n} likeness", "{n} likenesses"),
		"communities", tongue.Count(ctx, len(communities), "{n} community", "{n} communities"))
	for _, members := range communities[:min(len(communities), communityRows)] {
		p.Communities = append(p.Communities, newCommunityRow(ctx, g, members, snapshot))
	}
	p.More = len(communities) - len(p.Communities)
}

// communitiesOf returns the nodes of each community, the largest first, and of each those first
// that most lists name.
func communitiesOf(g *peers.Graph) [][]int {
	all := make([][]int, g.Communities)
	for i := range g.Nodes {
		n := g.Nodes[i].Community - 1
		all[n] = append(all[n], i)
	}
	for _, members := range all {
		slices.SortFunc(members, func(a, b int) int {
			return cmp.Or(cmp.Compare(g.Nodes[b].Named, g.Nodes[a].Named), cmp.Compare(a, b))
		})
	}
	return slices.DeleteFunc(all, func(members []int) bool { return len(members) == 0 })
}

func newCommunityRow(ctx context.Context, g *peers.Graph, members []int, snapshot *directory.Snapshot) communityRow {
	number := g.Nodes[members[0]].Community
	row := communityRow{Number: tongue.Number(ctx, number), Colour: communityColour(number), Servers: tongue.Number(ctx, len(members))}
	for _, i := range members[:min(len(members), namedShown)] {
		row.Named = append(row.Named, newServerLink(snapshot.Server(g.Nodes[i].Host)))
	}
	languages, software := map[string]int{}, map[string]int{}
	for _, i := range members {
		server := snapshot.Server(g.Nodes[i].Host)
		for _, code := range server.Values(directory.KeyLanguage) {
			languages[code]++
		}
		software[server.Facts.Software.Name]++
	}
	delete(languages, directory.Unknown)
	delete(software, "")
	row.Language = mostly(ctx, languages, len(members), func(code string) string { return languageLabel(ctx, code) })
	row.Software = mostly(ctx, software, len(members), directory.SoftwareLabel)
	return row
}

// mostly says what most of a community have in common, and how many.
func mostly(ctx context.Context, counts map[string]int, of int, name func(string) string) string {
	best := ""
	for value, n := range counts {
		if best == "" || n > counts[best] || n == counts[best] && value < best {
			best = value
		}
	}
	if best == "" {
		return tongue.Say(ctx, "Not known")
	}
	return tongue.Say(ctx, "{name} ({share})", "name", name(best), "share", phrase.Share(ctx, counts[best], of))
}

func newServerLink(server *directory.Server) serverLink {
	return serverLink{server.Display(), "/s/" + string(server.Host)}
}

func newNeighbours(ctx context.Context, g *peers.Graph, node int, snapshot *directory.Snapshot) *neighbourList {
	list := &neighbourList{Of: newServerLink(snapshot.Server(g.Nodes[node].Host)), Community: tongue.Number(ctx, g.Nodes[node].Community)}
	for _, n := range g.Neighbours(node) {
		other := &g.Nodes[n.Node]
		list.Rows = append(list.Rows, neighbourRow{newServerLink(snapshot.Server(other.Host)), tongue.Percent(ctx, n.Likeness, 1), tongue.Number(ctx, other.Community)})
	}
	return list
}
