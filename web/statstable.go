package web

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"net/url"

	"landfall/directory"
	"landfall/directory/stats"
	"landfall/internal/rows"
	"landfall/web/chart"
	"landfall/web/phrase"
	"landfall/web/tongue"
)

// chartTable is all numbers of a chart, the same as in its files.
type chartTable struct {
	Rows    string // what the first column is
	Columns []string
	Lines   []chartLine
}

// chartLine is one row; Href leads to the servers that it counts, "" if they are in no list.
type chartLine struct {
	Label, Machine, Href string
	Cells                []chart.Cell
}

func newChartTable(ctx context.Context, c *stats.Chart) chartTable {
	t := chartTable{Rows: tongue.Say(ctx, c.Rows)}
	for _, column := range c.Columns {
		name := columnLabel(ctx, column)
		if column.Unit != "" {
			name = tongue.Aside(ctx, name, tongue.Say(ctx, column.Unit))
		}
		t.Columns = append(t.Columns, name)
	}
	for i := range c.Lines {
		line := &c.Lines[i]
		row := chartLine{Label: lineLabel(ctx, c, line), Href: linePath(c, line)}
		if !line.At.IsZero() {
			row.Machine = phrase.MachineDay(line.At)
		}
		for _, cell := range line.Cells {
			row.Cells = append(row.Cells, chart.NewCell(ctx, cell))
		}
		t.Lines = append(t.Lines, row)
	}
	return t
}

// term is a word and what it means.
type term struct{ Word, Means string }

// chartTerms are what the columns of a chart mean, where their names do not say it.
func chartTerms(ctx context.Context, c *stats.Chart) []term {
	var terms []term
	for _, column := range c.Columns {
		if column.Means != "" {
			terms = append(terms, term{columnLabel(ctx, column), tongue.Say(ctx, column.Means)})
		}
	}
	return terms
}

// linePath leads to the servers of a line: those that lists show without being asked for
// them, whatever their sign-up, so that the list is as long as the line says.
func linePath(c *stats.Chart, line *stats.Line) string {
	if c.Facet == "" || c.Facet == directory.KeyHosted && line.Key == directory.Unknown { // of which another facet knows more
		return ""
	}
	values := url.Values{directory.KeySignup: {directory.Any}}
	values.Set(c.Facet, line.Key)
	q, notes := directory.ParseQuery(values)
	if len(notes) > 0 {
		return ""
	}
	return serversPath(q)
}

// citation is how a chart is cited: what it is, of when, and what its file adds up to.
type citation struct {
	Text string
	Hash string // SHA-256 of the CSV file
}

func (s *Site) newCitation(ctx context.Context, c *stats.Chart, title string) citation {
	hash := sha256.Sum256(rows.Sheet(c.Header(), c.Records()))
	cite := citation{Hash: hex.EncodeToString(hash[:])}
	if !c.Through.IsZero() {
		cite.Text = tongue.Say(ctx, "Landfall: “{title}”, data through {day}, {address}, version {hash}. CC BY 4.0.", "title", title, "day", phrase.MachineDay(c.Through),
			"address", s.cfg.PublicURL+"/stats/"+c.ID, "hash", cite.Hash[:12])
	}
	return cite
}
