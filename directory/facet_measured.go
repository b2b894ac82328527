package directory

import "time"

// upBands are the shares of visits that were answered, in thousandths, from which on a
// server has a value of [KeyUp]. Who has one has all below it.
var upBands = []struct {
	value      string
	thousandth int
}{{"99.9", 999}, {"99.5", 995}, {"99", 990}}

func upFacet() facetKind {
	f := fixedFacet(KeyUp, "Available, 90 days", upLabels, "is not an availability such as “99.5”.", upOf)
	f.group = GroupMore
	f.note = "The share of our visits that were answered."
	return f
}

func upOf(s *Server) []string {
	var values []string
	for _, band := range upBands {
		if s.Summary.Visits > 0 && s.Summary.Answered*1000 >= s.Summary.Visits*band.thousandth {
			values = append(values, band.value)
		}
	}
	return values
}

// Age is a band of how long a server has been known to run.
type Age string

// The age bands.
const (
	AgeNew     Age = "under-1" // year
	AgeYoung   Age = "1-3"
	AgeGrown   Age = "3-6"
	AgeOld     Age = "over-6"
	AgeUnknown Age = "unknown"
)

// AgeOf returns the band of an age at a time; since is zero if it is not known.
func AgeOf(since, at time.Time) Age {
	switch {
	case since.IsZero():
		return AgeUnknown
	case since.AddDate(1, 0, 0).After(at):
		return AgeNew
	case since.AddDate(3, 0, 0).After(at):
		return AgeYoung
	case since.AddDate(6, 0, 0).After(at):
		return AgeGrown
	}
	return AgeOld
}

func ageFacet() facetKind {
	f := fixedFacet(KeyAge, "Running since", ageLabels, "is not an age.", oneOf(func(s *Server) string { return string(s.Age) }))
	f.group = GroupMore
	f.note = "As long as we know it; it may be older."
	return f
}
