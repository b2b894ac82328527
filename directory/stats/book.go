package stats

import (
	"sync"
	"time"

	"landfall/directory"
)

// Group is what a chart is about at large.
type Group string

// The groups, in the order in which pages show them.
const (
	GroupSize    Group = "size" // how large the network is, and how it grows
	GroupSoft    Group = "software"
	GroupQuality Group = "quality" // speed and availability
	GroupWho     Group = "who"     // sign-up, languages, places
	GroupHosting Group = "hosting" // and how concentrated all is
	GroupClosing Group = "closing"
)

// NamedGroup is a group with its English name.
type NamedGroup struct {
	Group
	Label string
}

// Groups lists the groups in their order.
func Groups() []NamedGroup {
	return []NamedGroup{
		{GroupSize, "How large the network is"}, {GroupSoft, "Software and versions"}, {GroupQuality, "Speed and availability"},
		{GroupWho, "Whom servers are for"}, {GroupHosting, "Hosting and concentration"}, {GroupClosing, "Closings"},
	}
}

// material is what charts are made of.
type material struct {
	snapshot *directory.Snapshot
	servers  []*directory.Server // that are listed without being asked for
	newest   time.Time
}

// definition is a chart without its numbers, and what fills them in.
type definition struct {
	Chart
	fill func(*material, Chart) Chart
}

// Of makes all charts of a snapshot, in the order of [Groups].
func Of(s *directory.Snapshot) []Chart {
	m := material{snapshot: s, newest: s.Totals().Newest}
	for server := range s.Listed() {
		if len(server.OnRequest()) == 0 {
			m.servers = append(m.servers, server)
		}
	}
	all := definitions()
	charts := make([]Chart, 0, len(all))
	for _, d := range all {
		charts = append(charts, d.fill(&m, d.Chart))
	}
	return charts
}

// IDs lists the charts that there are.
func IDs() []string {
	var ids []string
	for _, d := range definitions() {
		ids = append(ids, d.ID)
	}
	return ids
}

// Book keeps the charts of the snapshot that was last asked about. It is safe for
// concurrent use; the zero Book is ready.
type Book struct {
	mu     sync.Mutex
	of     *directory.Snapshot
	charts []Chart
}

// Charts returns the charts of a snapshot. Nobody changes them.
func (b *Book) Charts(s *directory.Snapshot) []Chart {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.of != s {
		b.of, b.charts = s, Of(s)
	}
	return b.charts
}

// Chart returns one chart, nil if there is none of that ID.
func (b *Book) Chart(s *directory.Snapshot, id string) *Chart {
	charts := b.Charts(s)
	for i := range charts {
		if charts[i].ID == id {
			return &charts[i]
		}
	}
	return nil
}
