package stats

import (
	"cmp"
	"slices"
	"strings"

	"landfall/directory"
)

// The columns of charts that count servers.
var (
	serversColumn = Column{Name: "servers", Label: "servers"}
	shareColumn   = Column{Name: "share_percent", Label: "share", Unit: "%"}
)

// ofFacet counts the listed servers by the values of a facet that are kept: the most
// first, what is not known last.
func (m *material) ofFacet(c Chart, keep func(value string) bool) Chart {
	counts, known := map[string]int{}, 0
	for _, server := range m.servers {
		told := false
		for _, value := range server.Values(c.Facet) {
			if value != directory.Unknown && (keep == nil || keep(value)) {
				counts[value]++
				told = true
			}
		}
		if told {
			known++
		}
	}
	counts[directory.Unknown] = len(m.servers) - known
	for value, n := range counts {
		if n > 0 {
			c.Lines = append(c.Lines, Line{Key: value, Label: directory.Label(c.Facet, value), Cells: []*float64{count(n), percent(n, len(m.servers))}})
		}
	}
	mostFirst(c.Lines)
	c.Columns, c.Drawn = []Column{serversColumn, shareColumn}, 1
	return m.listed(c, known)
}

// listed says that a chart is over the listed servers.
func (m *material) listed(c Chart, known int) Chart {
	c.Base = Base{Of: Listed, Whole: len(m.servers), Known: known}
	c.Through = m.newest
	return c
}

// mostFirst orders lines by their first cell, then by key; what is not known is last.
func mostFirst(lines []Line) {
	slices.SortFunc(lines, func(a, b Line) int {
		last := func(l *Line) int {
			if l.Key == directory.Unknown {
				return 1
			}
			return 0
		}
		return cmp.Or(cmp.Compare(last(&a), last(&b)), cmp.Compare(*b.Cells[0], *a.Cells[0]), cmp.Compare(a.Key, b.Key))
	})
}

// bucket is a stretch of values from the one before up to a limit.
type bucket struct {
	key, label string
	upTo       float64
}

// inBuckets counts servers by a measured value.
func (m *material) inBuckets(c Chart, buckets []bucket, value func(*directory.Server) (float64, bool)) Chart {
	counts, known := make([]int, len(buckets)), 0
	for _, server := range m.servers {
		x, ok := value(server)
		if !ok {
			continue
		}
		known++
		counts[slices.IndexFunc(buckets, func(b bucket) bool { return x <= b.upTo })]++
	}
	add := func(key, label string, n int) {
		c.Lines = append(c.Lines, Line{Key: key, Label: label, Cells: []*float64{count(n), percent(n, len(m.servers))}})
	}
	if known > 0 {
		for i, b := range buckets {
			add(b.key, b.label, counts[i])
		}
		add(directory.Unknown, notMeasured, len(m.servers)-known)
	}
	c.Columns, c.Drawn = []Column{serversColumn, shareColumn}, 1
	return m.listed(c, known)
}

const notMeasured = "Not measured yet"

func notAFamily(value string) bool { return !strings.HasPrefix(value, directory.FamilyPrefix) }

func isCountry(value string) bool { return len(value) == 2 }
