package landfall

// Sum is what instances' counts of one kind add up to, with and without those that
// are hard to believe.
type Sum struct {
	// Believed adds up the plausible counts, each up to a cap: it is what is published
	// as the total. No instance moves it by more than the cap.
	Believed int64 `json:"believed"`
	// Stated adds up whatever was stated, within the bounds of [Count]. A single liar
	// can make it any number; it is shown beside the other only.
	Stated int64 `json:"stated"`
	// Counted is how many instances Believed is over, Doubted how many are left out
	// of it, Capped how many of the counted stated more than the cap.
	Counted int `json:"counted"`
	Doubted int `json:"doubted"`
	Capped  int `json:"capped"`
	// Silent is how many state no such count.
	Silent int `json:"silent"`
}

// Add adds the count of one instance, of which most is believed at most: one of
// [MostUsers], [MostActive] and [MostPosts].
func (s *Sum) Add(c Count, most int64) {
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
