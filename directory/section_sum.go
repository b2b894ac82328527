package directory

import (
	"slices"
	"time"

	"landfall"
)

// Active adds up the people active in a month on the servers of the section.
func (c *Section) Active() landfall.Sum {
	var sum landfall.Sum
	c.each(func(s *Server) { sum.Add(s.Facts.ActiveMonth, landfall.MostActive) })
	return sum
}

// Typical returns the median over the servers of the section of what half of the clicks take
// at most, and over how many servers it is: 0 if none has been measured.
func (c *Section) Typical() (click time.Duration, servers int) {
	var clicks []time.Duration
	c.each(func(s *Server) {
		if s.Summary.Click.N > 0 {
			clicks = append(clicks, s.Summary.Click.P50)
		}
	})
	if len(clicks) == 0 {
		return 0, 0
	}
	slices.Sort(clicks)
	return clicks[(len(clicks)-1)/2], len(clicks)
}
