package stats

import (
	"math"
	"slices"
	"strconv"

	"landfall/directory/notice"
)

func closings(m *material, c Chart) Chart {
	all, years := notice.Measured(m.snapshot.Notices())
	c.Columns, c.Drawn = []Column{
		{Name: "closings", Label: "closings"},
		{Name: "closings_without_notice", Label: "no notice known"},
		{Name: "days_of_notice_median", Label: "median notice", Unit: "days", Means: "Of the closings of which both days are known."},
		{Name: "closings_dated", Label: "both days known"},
		{Name: "keep_90_days", Label: "90 days or more"},
	}, 1
	known := 0
	for _, y := range slices.Backward(years) {
		n := y.Closing + y.Closed + y.Vanished
		if n == 0 {
			continue
		}
		known += n
		median := new(y.MedianDays)
		if y.Dated == 0 {
			median = nil
		}
		year := strconv.Itoa(y.Year)
		c.Lines = append(c.Lines, Line{Key: year, Label: year, Foreign: true, Cells: []*float64{count(n), count(y.Vanished), median, count(y.Dated), count(y.NinetyDays)}})
	}
	return m.ofClosings(c, all.Closing+all.Closed+all.Vanished, known)
}

// notices are the stretches of days of notice.
var notices = []bucket{
	{"6", "Less than a week", 6}, {"29", "1 to 4 weeks", 29}, {"59", "30 to 59 days", 59}, {"89", "60 to 89 days", 89}, {"more", "90 days or more", math.Inf(1)},
}

const noNotice, undated = "No notice known", "Days not known"

func noticeLengths(m *material, c Chart) Chart {
	all, _ := notice.Measured(m.snapshot.Notices())
	counts, dated := make([]int, len(notices)), 0
	for _, n := range m.snapshot.Notices() {
		if days, ok := n.Days(); ok && (n.State.Closing() || n.State.Gone()) {
			counts[slices.IndexFunc(notices, func(b bucket) bool { return float64(days) <= b.upTo })]++
			dated++
		}
	}
	whole := all.Closing + all.Closed + all.Vanished
	add := func(key, label string, n int) {
		c.Lines = append(c.Lines, Line{Key: key, Label: label, Cells: []*float64{count(n), percent(n, whole)}})
	}
	if whole > 0 {
		add("none", noNotice, all.Vanished)
		for i, b := range notices {
			add(b.key, b.label, counts[i])
		}
		add("undated", undated, whole-all.Vanished-dated)
	}
	c.Columns, c.Drawn = []Column{{Name: "closings", Label: "closings"}, shareColumn}, 1
	return m.ofClosings(c, whole, all.Vanished+dated)
}

// ofClosings says that a chart is over closings.
func (m *material) ofClosings(c Chart, whole, known int) Chart {
	c.Base, c.Through = Base{Of: Closings, Whole: whole, Known: known}, m.snapshot.Totals().At
	return c
}
