package notice

import "landfall"

// Stated returns what an instance states of its closing for machines to read, none if it
// states nothing. What was stated and is no more takes the closing back.
func Stated(host landfall.Host, f *landfall.Facts) []Statement {
	seen, ok := f.Evidence[landfall.FieldSunset]
	if !ok {
		return nil
	}
	s := Statement{Host: host, Stage: Announced, Field: landfall.FieldSunset}
	s.Source = landfall.NoticeFromNodeinfo
	if f.Sunset.Header {
		s.Source = landfall.NoticeFromHeader
	}
	if f.Sunset.Closes.IsZero() {
		s.Stage = Cancelled
	}
	s.URL, s.Quote, s.Confidence = seen.Source, f.Sunset.Reason, 1
	if f.Sunset.URL != "" {
		s.URL = f.Sunset.URL
	}
	s.Announced, s.ClosesFrom, s.ClosesTo = f.Sunset.Announced, f.Sunset.Closes, f.Sunset.Closes
	s.FirstSeen, s.LastSeen = seen.FirstSeen, seen.LastSeen
	return []Statement{s}
}
