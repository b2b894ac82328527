package outage

import "time"

// The baseline covers a week, and is none before it knows enough.
const (
	baselineHours = 7 * 24
	baselineLeast = 1000
)

// baseline is how often hosts that had answered at the visit before usually fail,
// over the last seven days.
type baseline struct {
	hours [baselineHours]hour
}

type hour struct {
	number           int64 // hours since 1970
	visits, failures int
}

func (b *baseline) add(now time.Time, visits, failures int) {
	number := now.Unix() / 3600
	h := &b.hours[number%baselineHours]
	if h.number != number {
		*h = hour{number: number}
	}
	h.visits += visits
	h.failures += failures
}

// share is the part that failed, 0 if too little is known.
func (b *baseline) share(now time.Time) float64 {
	oldest := now.Unix()/3600 - baselineHours
	visits, failures := 0, 0
	for _, h := range b.hours {
		if h.number > oldest {
			visits += h.visits
			failures += h.failures
		}
	}
	if visits < baselineLeast {
		return 0
	}
	return float64(failures) / float64(visits)
}
