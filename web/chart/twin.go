package chart

import (
	"bytes"
	"context"
	"encoding/csv"
	"slices"

	"landfall/internal/rows"
	"landfall/web/tongue"
)

// Twin is what a chart says without its drawing: a title, a sentence and a table.
type Twin struct {
	Title, Sentence string
	// Summary is the word that opens the table.
	Summary string
	// Head names the columns; the first is that of the rows' names.
	Head []string
	Rows []Row
	// English names the columns in files, which do not depend on the reader's language.
	English []string
}

// Row is a line of a chart's table.
type Row struct {
	// Label names the row; Machine is its time as a machine reads it, and Href where it leads,
	// each empty if it has none.
	Label, Machine, Href string
	Cells                []Cell
}

// Cell is a value as shown and as a number; the number is empty if it is unknown.
type Cell struct{ Shown, Number string }

// column is the English name of a column and the unit of its values.
type column struct{ name, unit string }

// said names a column.
func (c column) said(ctx context.Context) string {
	name := c.name
	if name == "" {
		name = tongue.Mark("value")
	}
	if c.unit == "" {
		return tongue.Say(ctx, name)
	}
	return tongue.Aside(ctx, tongue.Say(ctx, name), tongue.Say(ctx, c.unit))
}

// english is the language of files.
func english(ctx context.Context) context.Context { return tongue.With(ctx, tongue.English()) }

// newTwin returns a table without rows. Its title and columns are given in English.
func newTwin(ctx context.Context, title string, columns ...column) Twin {
	t := Twin{Title: tongue.Say(ctx, title), Summary: tongue.Say(ctx, "The same as a table")}
	for _, c := range columns {
		t.Head, t.English = append(t.Head, c.said(ctx)), append(t.English, c.said(english(ctx)))
	}
	return t
}

// add adds a row of values.
func (t *Twin) add(ctx context.Context, label, machine string, values ...*float64) {
	row := Row{Label: label, Machine: machine}
	for _, v := range values {
		row.Cells = append(row.Cells, NewCell(ctx, v))
	}
	t.Rows = append(t.Rows, row)
}

// link adds a row that leads to a page.
func (t *Twin) link(ctx context.Context, label, href string, value *float64) {
	t.add(ctx, label, "", value)
	t.Rows[len(t.Rows)-1].Href = href
}

// overTime reports whether the rows are so many times that looking closer shows more.
func (t Twin) overTime() bool {
	const many = 20
	return len(t.Rows) >= many && !slices.ContainsFunc(t.Rows, func(r Row) bool { return r.Machine == "" })
}

// CSV returns the table as a file (RFC 4180) with a header: the same numbers, without marks
// between thousands. What is unknown is empty. Rows are named by their time if they have one.
func (t Twin) CSV() []byte {
	var file bytes.Buffer
	out := csv.NewWriter(&file) // a buffer takes all that is written
	header := make([]string, 0, len(t.English))
	for _, column := range t.English {
		header = append(header, rows.Harmless(column))
	}
	_ = out.Write(header)
	for _, r := range t.Rows {
		line := []string{r.Machine}
		if r.Machine == "" {
			line[0] = rows.Harmless(r.Label)
		}
		for _, c := range r.Cells {
			line = append(line, c.Number)
		}
		_ = out.Write(line)
	}
	out.Flush()
	return file.Bytes()
}

// NewCell returns a value as a table has it, nil as unknown.
func NewCell(ctx context.Context, v *float64) Cell {
	if x, ok := known(v); ok {
		return Cell{figure(ctx, x), bare(x)}
	}
	return Cell{Shown: tongue.Say(ctx, "unknown")}
}
