package directory

import (
	"math"
	"time"

	"landfall"
)

// stripDays is how many days of a summary a server keeps: what a card's strip shows.
const stripDays = 30

// Strip is how the visits of the last 30 days ended, in 8 bytes a day: there is one for
// each server of the network, and the collector has nothing to follow in it.
type Strip struct {
	first time.Time // midnight UTC
	days  []stripDay
}

type stripDay struct {
	visits, answered, unknown uint16
	unmeasured                uint16 // minutes
}

// NewStrip keeps the last 30 of days, which are in order and without gaps.
func NewStrip(days []landfall.Day) Strip {
	days = days[max(0, len(days)-stripDays):]
	if len(days) == 0 {
		return Strip{}
	}
	s := Strip{first: days[0].Date, days: make([]stripDay, len(days))}
	for i := range days {
		d := &days[i]
		s.days[i] = stripDay{count(d.Visits), count(d.Answered), count(d.Unknown), count(int(d.Unmeasured / time.Minute))}
	}
	return s
}

// count is a number that 16 bits can hold: a host has at most some hundred visits a day.
func count(n int) uint16 { return uint16(min(max(n, 0), math.MaxUint16)) }

// Days returns the days, oldest first, with nothing in them but dates and counts.
func (s Strip) Days() []landfall.Day {
	days := make([]landfall.Day, len(s.days))
	for i, d := range s.days {
		days[i] = landfall.Day{
			Date: s.first.AddDate(0, 0, i), Visits: int(d.visits), Answered: int(d.answered), Unknown: int(d.unknown),
			Unmeasured: time.Duration(d.unmeasured) * time.Minute,
		}
	}
	return days
}

// Measured is what the visits to an instance add up to, in few bytes.
type Measured struct {
	Summary landfall.Summary // without its days
	Strip   Strip
}

// Measure makes few bytes of a summary. It keeps nothing of its days.
func Measure(sum landfall.Summary) Measured {
	m := Measured{Summary: sum, Strip: NewStrip(sum.Days)}
	m.Summary.Days = nil
	return m
}

// Whole is the summary with the days of the strip, of whose speed nothing is kept: what
// there is to show where the history of a server cannot be read.
func (m Measured) Whole() landfall.Summary {
	sum := m.Summary
	sum.Days = m.Strip.Days()
	return sum
}
