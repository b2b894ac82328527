package directory

import (
	"maps"
	"slices"

	"landfall"
)

// noticeFacet is a filter of notices.
type noticeFacet struct {
	facetKind
	// holds returns the values of a notice, each once; of the server only what the
	// snapshot has: nil if that is nothing.
	holds func(n *landfall.Notice, server *Server) []string
}

// noticeFacets are all filters of notices, in the order pages show them.
var noticeFacets = [...]noticeFacet{
	noticeState(), noticeLength(), ofServer(NoticeKeySoftware, softwareFacet()), ofServer(NoticeKeyLanguage, languageFacet()),
	ofServer(NoticeKeySize, sizeFacet()), noticeHost(),
}

// ofServer makes a facet of servers one of their notices.
func ofServer(key string, kind facetKind) noticeFacet {
	kind.key = key
	return noticeFacet{kind, func(_ *landfall.Notice, server *Server) []string {
		if server == nil {
			return nil
		}
		return kind.of(server)
	}}
}

var noticeStateLabels = []label{
	{NoticeClosing, "Closing"},
	{NoticeClosed, "Closed after a notice"},
	{NoticeVanished, "Vanished"},
	{NoticeStays, "Stays after all"},
}

func noticeState() noticeFacet {
	kind := fixedFacet(NoticeKeyState, "State", noticeStateLabels, "is not a state of a notice: closing, closed, vanished or stays.", nil)
	return noticeFacet{kind, func(n *landfall.Notice, _ *Server) []string {
		switch n.State {
		case landfall.NoticeConfirmed, landfall.NoticeCounting:
			return []string{NoticeClosing}
		case landfall.NoticeClosed:
			return []string{NoticeClosed}
		case landfall.NoticeVanished:
			return []string{NoticeVanished}
		case landfall.NoticeCancelled, landfall.NoticeHandedOver:
			return []string{NoticeStays}
		case landfall.NoticeReported, landfall.NoticeRetracted, landfall.NoticeMerged:
		}
		return nil
	}}
}

var noticeLengthLabels = []label{
	{NoticeLong, "90 days and more"},
	{NoticeShort, "Less than 90 days"},
	{Unknown, "Not known"},
}

func noticeLength() noticeFacet {
	kind := fixedFacet(NoticeKeyLength, "Length of notice", noticeLengthLabels, "is not a length of notice: 90, less or unknown.", nil)
	kind.note = "From the announcement to the first day on which it may close."
	return noticeFacet{kind, func(n *landfall.Notice, _ *Server) []string {
		switch days, known := n.Days(); {
		case !known:
			return []string{Unknown}
		case days >= landfall.CovenantDays:
			return []string{NoticeLong}
		}
		return []string{NoticeShort}
	}}
}

func noticeHost() noticeFacet {
	kind := facetKind{
		key: NoticeKeyHost, label: "Server", complaint: "is not the name of a host.",
		parse: func(text string) (string, bool) {
			host, ok := hostIn(text)
			return host.String(), ok
		},
		name: func(value string) string { return landfall.Host(value).Display() },
	}
	return noticeFacet{kind, func(n *landfall.Notice, _ *Server) []string { return []string{n.Host.String()} }}
}

// NoticeFacets returns the filters of notices but the one by host, with counts: for each
// value, how many notices it would give with the other filters of the query as they are.
// Values of software and language are those that a notice has, the most common first.
func (s *Snapshot) NoticeFacets(q NoticeQuery) []Facet {
	q = q.normal()
	var counts [len(noticeFacets)]map[string]int
	for i := range counts {
		counts[i] = map[string]int{}
	}
	for _, n := range s.notices {
		server := s.servers[n.Host]
		missed := q.missed(n, server)
		if n.Updated().Before(q.Since) || len(missed) > 1 {
			continue
		}
		for i := range noticeFacets {
			if len(missed) == 1 && missed[0] != i {
				continue
			}
			for _, value := range noticeFacets[i].holds(n, server) {
				counts[i][value]++
			}
		}
	}
	var shown []Facet
	for i := range noticeFacets {
		if f := &noticeFacets[i]; f.key != NoticeKeyHost {
			shown = append(shown, f.counted(counts[i], q.Chosen[f.key]))
		}
	}
	return shown
}

// counted makes a facet of counts. A family is shown if it has more notices than each of
// its members, or is chosen.
func (f *noticeFacet) counted(counts map[string]int, chosen []string) Facet {
	values := f.values
	if values == nil {
		values = append(slices.Collect(maps.Keys(counts)), chosen...)
		slices.Sort(values)
		values = slices.Compact(values)
	}
	out := Facet{Key: f.key, Label: f.label, Note: f.note, Group: f.group, Values: make([]FacetValue, 0, len(values))}
	largest := map[string]int{} // of a family
	for value, n := range counts {
		if f.family != nil {
			largest[f.family(value)] = max(largest[f.family(value)], n)
		}
	}
	for _, value := range values {
		v := FacetValue{Value: value, Label: f.name(value), Count: counts[value], Selected: slices.Contains(chosen, value)}
		if v.Selected || largest[value] != v.Count || f.values != nil {
			out.Values = append(out.Values, v)
		}
	}
	if f.values == nil {
		byCount(out.Values)
		out.Values = out.Values[:min(len(out.Values), maxShown)]
	}
	return out
}
