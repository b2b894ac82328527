package directory

import "landfall"

// Sum is what instances' counts of one kind add up to, with and without those that
// are hard to believe.
type Sum struct {
	// Believed adds up the plausible counts, each up to a cap: it is what is published
	// as the total. No instance moves it by more than the cap.
	Believed int64
	// Stated adds up whatever was stated, within the bounds of [landfall.Count]. A
	// single liar can make it any number; it is shown beside the other only.
	Stated int64
	// Counted is how many instances Believed is over, Doubted how many are left out
	// of it, Capped how many of the counted stated more than the cap.
	Counted, Doubted, Capped int
	// Silent is how many state no such count.
	Silent int
}

// add adds the count of one instance.
func (s *Sum) add(c landfall.Count, most int64) {
	if !c.Known {
		s.Silent++
		return
	}
	s.Stated += c.N
	if !c.Plausible() {
		s.Doubted++
		return
	}
	s.Counted++
	if c.N > most {
		s.Capped++
	}
	s.Believed += min(c.N, most)
}
