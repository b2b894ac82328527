package past

import "time"

// Period is a length of time up to now, by the name that it has in addresses.
type Period string

// The periods. Each is of whole UTC days, today included.
const (
	Week    Period = "7d"
	Month   Period = "30d"
	Quarter Period = "90d" // the usual one
	Year    Period = "1y"
)

// Periods lists the periods, the shortest first.
func Periods() []Period { return []Period{Week, Month, Quarter, Year} }

// ParsePeriod reads a period; without one it is the usual. It returns false, and the usual,
// of what is none.
func ParsePeriod(text string) (Period, bool) {
	for _, p := range Periods() {
		if string(p) == text {
			return p, true
		}
	}
	return Quarter, text == ""
}

// Days is how many days it has.
func (p Period) Days() int {
	switch p {
	case Week:
		return 7
	case Month:
		return 30
	case Year:
		return 365
	case Quarter:
	}
	return 90
}

// From is the midnight at which it begins.
func (p Period) From(now time.Time) time.Time { return daysBefore(now, p.Days()) }

// daysBefore is the midnight at which the first of n days begins of which today is the last.
func daysBefore(now time.Time, n int) time.Time {
	return now.UTC().Truncate(24*time.Hour).AddDate(0, 0, 1-n)
}
