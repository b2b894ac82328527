package directory

import "landfall"

// Pace is how fast a server is among those like it, by what three of four clicks cost
// within 90 days.
type Pace struct {
	// Software and Size are what they have in common with it, each empty if it is not that.
	Software string
	Size     Size
	Of       int // how many they are, the server itself left out
	Slower   int // how many of them are slower
}

// What a speed must rest on to be compared, and how many servers make a comparison.
const (
	paceSamples = 20
	paceOf      = 10
)

// Percent is the share of the others that are slower, in whole hundredths, rounded down.
func (s Pace) Percent() int { return 100 * s.Slower / s.Of }

// Pace compares a server with the listed ones of its software and size, or with more of
// them if these are few. It returns false if its speed rests on too little, or if there are
// too few to compare it with.
func (s *Snapshot) Pace(server *Server) (Pace, bool) {
	if server.Summary.Click.N < paceSamples {
		return Pace{}, false
	}
	software := server.Facts.Software.Name
	for _, like := range []Pace{{Software: software, Size: server.Size}, {Software: software}, {}} {
		if like.Size == SizeUnknown || like != (Pace{}) && software == "" {
			continue // what is unknown is not in common
		}
		for _, other := range s.listed {
			if other.Host == server.Host || !like.has(other) {
				continue
			}
			like.Of++
			if other.Summary.Click.P75 > server.Summary.Click.P75 {
				like.Slower++
			}
		}
		if like.Of >= paceOf {
			return like, true
		}
	}
	return Pace{}, false
}

// has reports whether a server is one of them.
func (s Pace) has(other *Server) bool {
	answers := other.Status == landfall.StatusAlive && other.Summary.Click.N >= paceSamples
	return answers && (s.Software == "" || other.Facts.Software.Name == s.Software) && (s.Size == "" || other.Size == s.Size)
}
