package stats

import (
	"cmp"
	"slices"
	"time"

	"landfall"
	"landfall/directory"
)

const day = 24 * time.Hour

// days are those of the record that are over.
func (m *material) days() []landfall.NetworkDay {
	today := m.snapshot.Totals().At.UTC().Truncate(day)
	all := m.snapshot.Chronicle().Days
	return all[:len(all)-len(after(all, today))]
}

func after(days []landfall.NetworkDay, today time.Time) []landfall.NetworkDay {
	i := slices.IndexFunc(days, func(d landfall.NetworkDay) bool { return !d.Date.Before(today) })
	if i < 0 {
		return nil
	}
	return days[i:]
}

// byDay gives a chart a line for each day from the first to the last. A day without
// numbers is unknown.
func byDay(c Chart, of Population, columns []Column, drawn int, cells map[time.Time][]*float64) Chart {
	c.Columns, c.Drawn, c.Base = columns, drawn, Base{Of: of}
	for at := range cells {
		if c.From.IsZero() || at.Before(c.From) {
			c.From = at
		}
		if at.After(c.Through) {
			c.Through = at
		}
	}
	if len(cells) == 0 {
		return c
	}
	for at := c.From; !at.After(c.Through); at = at.AddDate(0, 0, 1) {
		line := Line{Key: at.Format(time.DateOnly), At: at, Cells: cells[at]}
		if line.Cells == nil {
			line.Cells = make([]*float64, len(columns))
		}
		c.Lines = append(c.Lines, line)
	}
	return c
}

// ofDays makes the cells of days.
func ofDays(days []landfall.NetworkDay, cells func(*landfall.NetworkDay) []*float64) map[time.Time][]*float64 {
	all := make(map[time.Time][]*float64, len(days))
	for i := range days {
		all[days[i].Date] = cells(&days[i])
	}
	return all
}

// strands is how many of the keys of shares have a column: so many lines can be told apart.
const strands = 6

// shareByDay counts the servers of each day by what they have in common: a column for each
// of the most common keys of the last day.
func (m *material) shareByDay(c Chart, shares []landfall.Share, name func(key string) Column) Chart {
	today := m.snapshot.Totals().At.UTC().Truncate(day)
	shares = slices.DeleteFunc(slices.Clone(shares), func(s landfall.Share) bool { return !s.Date.Before(today) })
	var last []landfall.Share
	if n := len(shares); n > 0 {
		last = slices.DeleteFunc(slices.Clone(shares), func(s landfall.Share) bool { return !s.Date.Equal(shares[n-1].Date) || s.Key == "" })
	}
	slices.SortFunc(last, func(a, b landfall.Share) int {
		return cmp.Or(cmp.Compare(b.Instances, a.Instances), cmp.Compare(a.Key, b.Key))
	})
	last = last[:min(len(last), strands)]
	column := make(map[string]int, len(last))
	var columns []Column
	for i, share := range last {
		column[share.Key], columns = i, append(columns, name(share.Key))
	}
	cells := make(map[time.Time][]*float64)
	for _, share := range shares {
		if cells[share.Date] == nil {
			cells[share.Date] = make([]*float64, len(columns))
			for i := range columns {
				cells[share.Date][i] = count(0)
			}
		}
		if i, ok := column[share.Key]; ok {
			cells[share.Date][i] = count(share.Instances)
		}
	}
	if len(columns) == 0 {
		cells = nil
	}
	return byDay(c, Answering, columns, len(columns), cells)
}

func softwareByDay(m *material, c Chart) Chart {
	return m.shareByDay(c, m.snapshot.Chronicle().Software, func(key string) Column {
		return Column{Name: "servers_" + key, Label: directory.SoftwareLabel(key), Foreign: true}
	})
}

func signupByDay(m *material, c Chart) Chart {
	return m.shareByDay(c, m.snapshot.Chronicle().Signup, func(key string) Column {
		return Column{Name: "servers_" + key, Label: directory.Label(directory.KeySignup, key)}
	})
}
