package web

import (
	"context"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"landfall"
	"landfall/directory"
	"landfall/directory/past"
	"landfall/web/chart"
	"landfall/web/tongue"
)

// connectionsPage is what a server's lists of peers and of blocked servers tell.
type connectionsPage struct {
	frame
	serverTop
	// Partial is set if the history could not be read just now.
	Partial bool
	Peers   chart.Sparkline
	Read    seen // when the list was read last
	Counted bool // whether it was ever read
	// Neighbours are the listed servers whose lists have most names in common with it.
	Neighbours []neighbourView
	Sample     string // how many names are compared
	Since      string // from when on names count
	Blocks     evidenceRow
	CSV        string // of the neighbours
	PeersCSV   string
}

// neighbourView is a server whose list of peers is alike.
type neighbourView struct {
	identity
	Shared string
	Last   seen
}

// neighboursShown is how many neighbours a page shows.
const neighboursShown = 20

// connections answers /s/{host}/connections.
func (s *Site) connections(c *gin.Context) error {
	server, err := s.answeredAt(c, tabConnections)
	if server == nil {
		return err
	}
	return s.render(c, http.StatusOK, connectionsTempl(s.newConnectionsPage(c.Request.Context(), server)))
}

func (s *Site) newConnectionsPage(ctx context.Context, server *directory.Server) connectionsPage {
	id := newIdentity(server)
	path := tabConnections.path(server.Host)
	f := s.frame(ctx, path, tongue.Say(ctx, "Connections of {server}", "server", id.Domain),
		tongue.Say(ctx, "How many servers {server} knows, whose lists are most like its own, and what it says of servers that it blocks.", "server", id.Domain))
	f.Here, f.NoIndex, f.JSONAlternative = "/servers", hiddenSubPage(server, f.Now), path+".json"
	f.Twins = tableTwins(func(ending string) string { return path + ending })
	page := connectionsPage{
		frame: f, serverTop: s.newServerTop(ctx, server, server.Summary, tabConnections), Blocks: blocksRow(ctx, &server.Facts, f.Now),
		CSV: path + ".csv", PeersCSV: path + ".csv?part=peers",
	}
	known, err := s.deps.Past.Connections(ctx, server.Host)
	if err != nil {
		s.deps.Logger.WarnContext(ctx, "page shown without its history", "host", server.Host, "error", err)
		page.Partial = true
		return page
	}
	if n := len(known.Peers); n > 0 {
		page.Counted, page.Read, page.Peers = true, newSeen(ctx, known.Peers[n-1].At, f.Now), peersLine(ctx, known.Peers)
	}
	page.Sample, page.Since = tongue.Number(ctx, known.Sample), tongue.Date(ctx, known.Since)
	for _, n := range s.snapshot().Neighbours(known.Neighbours, neighboursShown) {
		page.Neighbours = append(page.Neighbours, neighbourView{newIdentity(s.snapshot().Server(n.Host)), tongue.Number(ctx, n.Shared), newSeen(ctx, n.Last, f.Now)})
	}
	return page
}

// peersLine draws how long a list of peers was, by week.
func peersLine(ctx context.Context, counts []landfall.PeerCount) chart.Sparkline {
	series := chart.Series{Title: tongue.Mark("Servers that it knows, by week"), Value: tongue.Mark("number")}
	for _, c := range past.PeerWeeks(counts) {
		point := chart.Point{At: c.Date}
		if c.Peers > 0 {
			n := float64(c.Peers)
			point.Value = &n
		}
		series.Points = append(series.Points, point)
	}
	return chart.NewSparkline(ctx, series)
}

// blocksRow is what a server says of the servers that it blocks.
func blocksRow(ctx context.Context, facts *landfall.Facts, now time.Time) evidenceRow {
	for _, row := range evidence(ctx, facts, now) {
		if row.Label == fieldLabel(ctx, landfall.FieldBlocks) {
			return row
		}
	}
	return evidenceRow{Label: fieldLabel(ctx, landfall.FieldBlocks), Value: tongue.Say(ctx, "Not stated where we can read it"), Unknown: true}
}
