package notice

import (
	"cmp"
	"slices"

	"landfall"
)

// Measure is what the notices of a time add up to, against the three months that the
// Mastodon Server Covenant asks for. It counts closings; it ranks nobody.
type Measure struct {
	// Closing count down or have no day yet; Closed have ended after a notice; Vanished
	// without one that is known; Cancelled and HandedOver stay.
	Closing, Closed, Vanished, Cancelled, HandedOver int
	// Dated is how many of the closing and closed have both days, so that the notice can
	// be measured. What follows is about these.
	Dated int
	// MedianDays is the median of the days of notice; of an even number the mean of the
	// two in the middle. 0 if none is dated.
	MedianDays float64
	// NinetyDays and ThreeMonths are how many gave at least as much: by days, and by the
	// calendar.
	NinetyDays, ThreeMonths int

	days []int
}

// Year is the measure of the closings of one year, by the day of closing.
type Year struct {
	Year int
	Measure
}

// Measured returns what notices add up to, in all and by the year in which the server
// closes or closed, the latest first. Notices that are not public count for nothing, and
// those without any day to go by are in no year.
func Measured(notices []*landfall.Notice) (all Measure, years []Year) {
	byYear := make(map[int]*Measure)
	for _, n := range notices {
		if !n.State.Public() {
			continue
		}
		all.add(n)
		day := cmp.Or(n.ClosesFrom, n.Ended())
		if day.IsZero() {
			continue
		}
		m := byYear[day.UTC().Year()]
		if m == nil {
			m = &Measure{}
			byYear[day.UTC().Year()] = m
		}
		m.add(n)
	}
	all.settle()
	for year, m := range byYear {
		m.settle()
		years = append(years, Year{year, *m})
	}
	slices.SortFunc(years, func(a, b Year) int { return cmp.Compare(b.Year, a.Year) })
	return all, years
}

func (m *Measure) add(n *landfall.Notice) {
	switch n.State {
	case landfall.NoticeConfirmed, landfall.NoticeCounting:
		m.Closing++
	case landfall.NoticeClosed:
		m.Closed++
	case landfall.NoticeVanished:
		m.Vanished++
		return
	case landfall.NoticeCancelled:
		m.Cancelled++
		return
	case landfall.NoticeHandedOver:
		m.HandedOver++
		return
	case landfall.NoticeReported, landfall.NoticeRetracted, landfall.NoticeMerged:
		return
	}
	days, known := n.Days()
	if !known {
		return
	}
	m.Dated++
	m.days = append(m.days, days)
	if days >= landfall.CovenantDays {
		m.NinetyDays++
	}
	if kept, _ := n.ThreeMonths(); kept {
		m.ThreeMonths++
	}
}

func (m *Measure) settle() {
	slices.Sort(m.days)
	if n := len(m.days); n > 0 {
		m.MedianDays = float64(m.days[(n-1)/2]+m.days[n/2]) / 2
	}
	m.days = nil
}
