package directory

import (
	"landfall"
	"landfall/directory/rank"
)

// Recommend orders the listed servers for a wish, best first.
func (s *Snapshot) Recommend(w rank.Wish) *rank.Ranking { return s.table.Rank(w) }

// Candidates returns the listed servers as a table, ready to be ranked.
func (s *Snapshot) Candidates() *rank.Table { return s.table }

// WhyNot says why a server is not among the first three recommended for a wish, or where
// it is. Of a server that is not listed it has the reasons alone, without a score. ok is
// false if the host is unknown, or asked not to be listed.
func (s *Snapshot) WhyNot(host landfall.Host, w rank.Wish) (answer rank.WhyNot, ok bool) {
	if answer, ok = s.table.WhyNot(host, w); ok {
		return answer, true
	}
	server := s.Server(host)
	if server == nil {
		return rank.WhyNot{}, false
	}
	c := newCandidate(server)
	return rank.WhyNot{Host: host, Ranked: s.Recommend(w).Len(), Reasons: rank.Gate(&c, &w, s.totals.At)}, true
}
