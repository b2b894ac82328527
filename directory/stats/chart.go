package stats

import (
	"iter"
	"math"
	"slices"
	"strconv"
	"time"
)

// Shape is how the numbers of a chart are best drawn.
type Shape string

// The shapes.
const (
	ShapeLines  Shape = "lines"  // the drawn columns over time
	ShapeBand   Shape = "band"   // three percentiles over time
	ShapeShares Shape = "shares" // parts of a whole
	ShapeBars   Shape = "bars"   // numbers beside each other
)

// Chart is a table that answers one question about the network.
type Chart struct {
	// ID is part of its address: lower-case letters and hyphens.
	ID string
	// Title and Note are English; Note says how the numbers came about.
	Title, Note string
	Group       Group
	Shape       Shape
	// Rows names what a line is about, in English: "software".
	Rows string
	// Facet is the key of the facet whose values the lines are; "" if they are none.
	Facet   string
	Columns []Column
	Drawn   int // how many of the columns are drawn, from the first on
	Lines   []Line
	Base    Base
	// From and Through are the first and the last moment that the data is of, zero if
	// there is none. From is also zero if it is of one moment.
	From, Through time.Time
}

// Column is one number of each line.
type Column struct {
	// Name is for programs, with the unit in it if there is one: "share_percent".
	Name string
	// Label and Unit are English: what the number is, and in what it is counted, "%",
	// "ms" or "" for a number. Foreign tells that the label is a name.
	Label, Unit string
	Foreign     bool
	// Means explains the number in English, "" where its name does.
	Means string
}

// Line is the numbers of one thing, or of one day.
type Line struct {
	// Key is for programs. A line of a day has its time in At.
	Key string
	At  time.Time
	// Label is English, or a name that stays as it is if Foreign is set.
	Label   string
	Foreign bool
	Cells   []*float64 // nil: unknown
}

// Base is whom a chart is over.
type Base struct {
	Of    Population
	Whole int // of all
	Known int // of those, how many the chart tells something of
}

// Population says who is counted.
type Population string

// The populations.
const (
	Listed    Population = "listed_servers"          // that lists show without being asked for them
	Answering Population = "servers_by_day"          // each day those that answered, single-user ones included
	Visits    Population = "visits_by_day"           // each day all visits
	Closings  Population = "closings"                // all that may be shown
	Unhidden  Population = "listed_servers_unhidden" // listed, and not behind a delivery network
)

// Empty reports whether there is nothing to draw: no lines, or nothing but what is unknown.
func (c *Chart) Empty() bool { return len(c.Lines) == 0 || c.Base.Whole > 0 && c.Base.Known == 0 }

// Since returns a chart over time with its last n lines only.
func (c *Chart) Since(n int) *Chart {
	if !c.overTime() || len(c.Lines) <= n {
		return c
	}
	last := *c
	last.Lines = c.Lines[len(c.Lines)-n:]
	last.From = last.Lines[0].At
	return &last
}

// Header names the columns of the chart as a file.
func (c *Chart) Header() []string {
	header := []string{"key"}
	if c.overTime() {
		header[0] = "date"
	}
	for _, column := range c.Columns {
		header = append(header, column.Name)
	}
	return header
}

// Records are the lines of the file. What is unknown is empty.
func (c *Chart) Records() iter.Seq[[]string] {
	return func(yield func([]string) bool) {
		for _, line := range c.Lines {
			record := []string{line.Key}
			for _, cell := range line.Cells {
				if cell == nil {
					record = append(record, "")
					continue
				}
				record = append(record, strconv.FormatFloat(*cell, 'f', -1, 64))
			}
			if !yield(record) {
				return
			}
		}
	}
}

func (c *Chart) overTime() bool { return c.Shape == ShapeLines || c.Shape == ShapeBand }

// Column returns a column of all lines.
func (c *Chart) Column(i int) []*float64 {
	values := make([]*float64, 0, len(c.Lines))
	for _, line := range c.Lines {
		values = append(values, line.Cells[i])
	}
	return slices.Clip(values)
}

// count is a whole number in a cell.
func count[N ~int | ~int64](n N) *float64 { return new(float64(n)) }

// percent is a share in hundredths with two decimals, nil of nothing.
func percent[N ~int | ~int64](part, whole N) *float64 {
	if whole == 0 {
		return nil
	}
	return hundredth(100 * float64(part) / float64(whole))
}

// hundredth is a number with two decimals.
func hundredth(x float64) *float64 { return new(math.Round(100*x) / 100) }
