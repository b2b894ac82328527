package api

import (
	"fmt"
	"time"

	"github.com/gin-gonic/gin"

	"landfall"
	"landfall/directory"
	"landfall/directory/past"
)

// connectionsDocument is the answer of GET /servers/{host}/connections.
type connectionsDocument struct {
	Host string  `json:"host"`
	AsOf *string `json:"as_of"`
	// Peers is how many names its list of peers had when it was read, in the last year.
	Peers []peerCount `json:"peers"`
	// Sample is how many names of its list are compared with those of others; names count
	// that were seen since then.
	Sample     int            `json:"sample"`
	Since      *string        `json:"sample_since"`
	Neighbours []neighbourRow `json:"neighbours"` // listed servers, the most names first
	// Blocks is what it says of servers that it does not federate with.
	blocks
}

type peerCount struct {
	Date  string  `json:"date"`
	Peers int     `json:"peers"`
	Read  *string `json:"read_at"`
}

// blocks are null if the server states nothing.
type blocks struct {
	Published *bool     `json:"blocks_published"`
	Total     *int64    `json:"blocks_total"` // null if it keeps its list to itself
	AtLeast   *bool     `json:"blocks_total_at_least"`
	Evidence  *evidence `json:"blocks_evidence"`
}

// neighbourRow is a server whose list of peers has names in common.
type neighbourRow struct {
	Host   string  `json:"host"`
	Shared int     `json:"names_shared"`
	Last   *string `json:"last_seen"`
}

// peerRow is one week of the chart of peers. What is not known is empty.
type peerRow struct {
	Date  string `json:"date"`
	Peers *int   `json:"peers"`
}

// neighboursTold is how many neighbours are told of: as many as the page shows.
const neighboursTold = 20

func (a *api) askConnections(c *gin.Context) (*directory.Server, past.Connections, []neighbourRow, error) {
	server, err := a.serverOf(c)
	if err != nil {
		return nil, past.Connections{}, nil, err
	}
	known, err := a.deps.Past.Connections(c.Request.Context(), server.Host)
	if err != nil {
		return nil, past.Connections{}, nil, fmt.Errorf("%w: %w", landfall.ErrUnavailable, err)
	}
	near := []neighbourRow{}
	for _, n := range a.deps.Directory.Load().Neighbours(known.Neighbours, neighboursTold) {
		near = append(near, neighbourRow{n.Host.String(), n.Shared, moment(n.Last)})
	}
	return server, known, near, nil
}

// connections answers GET /servers/{host}/connections.
func (a *api) connections(c *gin.Context) error {
	server, known, near, err := a.askConnections(c)
	if err != nil {
		return err
	}
	at := a.deps.Directory.Load().Totals().At
	d := connectionsDocument{
		Host: server.Host.String(), AsOf: moment(at), Peers: []peerCount{}, Sample: known.Sample, Since: moment(known.Since),
		Neighbours: near, blocks: newBlocks(&server.Facts, at),
	}
	for _, p := range known.Peers {
		d.Peers = append(d.Peers, peerCount{p.Date.UTC().Format(time.DateOnly), p.Peers, moment(p.At)})
	}
	c.Header("Cache-Control", cacheFor)
	return send(c, d)
}

func newBlocks(f *landfall.Facts, at time.Time) blocks {
	e, ok := f.Evidence[landfall.FieldBlocks]
	if !ok {
		return blocks{}
	}
	b := blocks{Published: &f.Blocks.Published, Evidence: &evidence{
		Source: e.Source, Path: e.Path, FirstSeen: moment(e.FirstSeen), LastSeen: moment(e.LastSeen), Age: age(e.LastSeen, at),
	}}
	if f.Blocks.Published {
		b.Total, b.AtLeast = &f.Blocks.Total, &f.Blocks.AtLeast
	}
	return b
}

// connectionRows answers GET /servers/{host}/connections.csv and .ndjson: neighbours, or
// with part=peers the numbers of the chart.
func (a *api) connectionRows(c *gin.Context, format string) error {
	p, err := parseParameters(c.Request.URL.RawQuery)
	if err != nil {
		return err
	}
	part := p.values.Get(keyPart)
	if part != "" && part != "neighbours" && part != "peers" {
		return badParameter(keyPart, "It is neighbours or peers.")
	}
	_, known, near, err := a.askConnections(c)
	if err != nil {
		return err
	}
	if part != "peers" {
		return sendRows(c, format, near)
	}
	var list []peerRow
	for _, week := range past.PeerWeeks(known.Peers) {
		row := peerRow{Date: week.Date.UTC().Format(time.DateOnly)}
		if week.Peers > 0 {
			row.Peers = &week.Peers
		}
		list = append(list, row)
	}
	return sendRows(c, format, list)
}
