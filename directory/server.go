package directory

import (
	"time"

	"landfall"
	"landfall/directory/reading"
)

// Server is one row of the directory: an instance as pages show it, with what
// its measurements add up to. It is shared and never changed once built.
type Server struct {
	landfall.Instance
	// Measured covers the days the snapshot was built over (90); its strip shows the
	// last 30 of them.
	Measured
	Speed Speed
	Size  Size
	Age   Age
	// Reading is what its words mean; never nil.
	Reading *reading.Reading
	Upkeep  Upkeep
	// Closing is the notice that it closes or has closed; nil if none is known to be true.
	Closing *landfall.Notice
	// Names are its other names, in order.
	Names []landfall.Alias
	// LooksLike is a much larger server of another owner whose name this one's is
	// easily taken for; empty if there is none.
	LooksLike landfall.Host
	// Icon is the id of its picture, "" if there is none.
	Icon string

	languages []string // values of the facet
}

// Display returns the name as a reader may see it: as [landfall.Host.Display], but
// never in letters that make it look like another's.
func (s *Server) Display() string {
	if s.LooksLike != "" {
		return s.Host.String()
	}
	return s.Host.Display()
}

// Availability is the share of conclusive visits that were answered, from 0 to
// 1; ok is false if there were none. Visits that failed through Landfall's own
// fault are not counted.
func (s *Server) Availability() (share float64, ok bool) {
	if s.Summary.Visits == 0 {
		return 0, false
	}
	return float64(s.Summary.Answered) / float64(s.Summary.Visits), true
}

// Speed is a band of what each click costs: the 75th percentile of the warm
// exchange. The 0.8 s and 1.8 s limits follow web.dev's TTFB guidance; 0.4 s is
// Landfall's own.
type Speed string

// The speed bands.
const (
	SpeedFast     Speed = "fast"     // ≤ 400 ms
	SpeedGood     Speed = "good"     // ≤ 800 ms
	SpeedModerate Speed = "moderate" // ≤ 1800 ms
	SpeedSlow     Speed = "slow"
	SpeedUnknown  Speed = "unknown"
)

// SpeedOf returns the band of an each-click 75th percentile; n is the number of
// samples behind it, and without samples the band is unknown.
func SpeedOf(p75 time.Duration, n int) Speed {
	switch {
	case n == 0:
		return SpeedUnknown
	case p75 <= 400*time.Millisecond:
		return SpeedFast
	case p75 <= 800*time.Millisecond:
		return SpeedGood
	case p75 <= 1800*time.Millisecond:
		return SpeedModerate
	}
	return SpeedSlow
}

// Size is a band of people active per month.
type Size string

// The size bands.
const (
	SizeSolo    Size = "solo"   // 1 (or 0)
	SizeTiny    Size = "tiny"   // < 50
	SizeSmall   Size = "small"  // < 500
	SizeMedium  Size = "medium" // < 5,000
	SizeLarge   Size = "large"  // < 50,000
	SizeHuge    Size = "huge"
	SizeUnknown Size = "unknown"
)

// SizeOf returns the band of a monthly active count.
func SizeOf(active landfall.Count) Size {
	switch {
	case !active.Plausible():
		return SizeUnknown
	case active.N <= 1:
		return SizeSolo
	case active.N < 50:
		return SizeTiny
	case active.N < 500:
		return SizeSmall
	case active.N < 5_000:
		return SizeMedium
	case active.N < 50_000:
		return SizeLarge
	}
	return SizeHuge
}
