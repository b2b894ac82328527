package web

import (
	"context"

	"landfall/directory"
	"landfall/web/tongue"
)

// serverTable is the directory as a table.
type serverTable struct {
	Columns []column
	Rows    []tableRow
}

// column is a heading; one with an address sorts by it.
type column struct {
	Label, Href string
	// Order is "ascending" or "descending" if the table is sorted by this column.
	Order   string
	Numeric bool
}

// tableRow is one server.
type tableRow struct {
	identity
	Software, Signup     string
	Response, Up, Active fact
	Speed                speedChip
}

func newServerTable(ctx context.Context, q directory.Query, list []*directory.Server) serverTable {
	table := serverTable{Columns: []column{
		sortColumn(q, tongue.Say(ctx, "Server"), false, directory.SortName, "ascending"),
		{Label: tongue.Say(ctx, "Software")},
		{Label: tongue.Say(ctx, "Sign-up")},
		sortColumn(q, tongue.Say(ctx, "Response"), true, directory.SortFastest, "ascending"),
		sortColumn(q, tongue.Say(ctx, "Up, 90 days"), true, directory.SortReliable, "descending"),
		activeColumn(ctx, q),
	}}
	for _, server := range list {
		values := cardFacts(ctx, server)
		row := tableRow{
			identity: newIdentity(server), Software: tongue.Say(ctx, "Not stated"),
			Signup: values[1].Value, Response: values[0], Up: values[2], Active: values[3],
			Speed: newSpeedChip(ctx, server.Speed),
		}
		if !server.Facts.Software.IsZero() {
			row.Software = directory.SoftwareLabel(server.Facts.Software.Name)
		}
		table.Rows = append(table.Rows, row)
	}
	return table
}

// sortColumn is a heading that sorts in the one order its values are asked for.
func sortColumn(q directory.Query, label string, numeric bool, by directory.Sort, order string) column {
	c := column{Label: label, Numeric: numeric}
	if q.Sort == by {
		c.Order = order
	}
	q.Sort, q.Page = by, 1
	c.Href = serversPath(q)
	return c
}

// activeColumn sorts both ways: most active first, then fewest first.
func activeColumn(ctx context.Context, q directory.Query) column {
	if q.Sort == directory.SortActive {
		c := sortColumn(q, tongue.Say(ctx, "Active, month"), true, directory.SortSmall, "ascending")
		c.Order = "descending"
		return c
	}
	c := sortColumn(q, tongue.Say(ctx, "Active, month"), true, directory.SortActive, "descending")
	if q.Sort == directory.SortSmall {
		c.Order = "ascending"
	}
	return c
}
