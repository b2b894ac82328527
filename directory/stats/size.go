package stats

import (
	"slices"

	"landfall"
	"landfall/directory"
)

func growth(m *material, c Chart) Chart {
	columns := []Column{{Name: "servers_answering", Label: "answered"}, {Name: "servers_visited", Label: "visited"}}
	return byDay(c, Answering, columns, 2, ofDays(m.days(), func(d *landfall.NetworkDay) []*float64 {
		return []*float64{count(d.Answering), count(d.Visited)}
	}))
}

func people(m *material, c Chart) Chart {
	columns := []Column{
		{Name: "users_active_month", Label: "people active"},
		{Name: "servers_counted", Label: "servers counted"}, {Name: "servers_left_out", Label: "left out", Means: "Servers whose number is hard to believe."},
		{Name: "servers_unstated", Label: "not stated", Means: "Servers that state no such number."},
	}
	return byDay(c, Answering, columns, 1, ofDays(m.days(), func(d *landfall.NetworkDay) []*float64 {
		sum := d.ActiveMonth
		cells := []*float64{count(sum.Believed), count(sum.Counted), count(sum.Doubted), count(sum.Silent)}
		if sum.Counted == 0 {
			cells[0] = nil
		}
		return cells
	}))
}

// inOrder are the bands of size, the smallest first.
var inOrder = []directory.Size{
	directory.SizeSolo, directory.SizeTiny, directory.SizeSmall, directory.SizeMedium, directory.SizeLarge, directory.SizeHuge, directory.SizeUnknown,
}

func sizes(m *material, c Chart) Chart {
	c = m.ofFacet(c, nil)
	slices.SortFunc(c.Lines, func(a, b Line) int {
		return slices.Index(inOrder, directory.Size(a.Key)) - slices.Index(inOrder, directory.Size(b.Key))
	})
	return c
}
