package notice

import (
	"slices"
	"time"
)

// place turns an offset of the folded text into one of the days of the sentence.
func (s *sentence) place(offset int) int {
	return len(spell(s.Orig[s.From[s.Words[s.first].Start]:s.From[offset]]))
}

// toCome reports whether a day is stated that was not past when the text was posted.
func (w Window) toCome() bool { return w.Stated() && w.Doubt != DoubtPast }

// date returns the day that the sentence names for a hit: the first after it in its
// clause, else the last before it there, else the nearest. A day that was past when the
// text was posted comes last.
func (s *sentence) date(h hit, posted time.Time) Window {
	all := s.days(posted)
	if len(all) == 0 {
		return Window{}
	}
	first, end := s.clause(h)
	at, from, to := s.place(h.Start), s.place(s.Words[first].Start), s.place(s.Words[end-1].End)
	const elsewhere = 1 << 16 // farther than anything in the clause
	far := func(d day) int {
		away := at - d.end
		if d.end >= at {
			away = max(d.start-at, 0)
		} else {
			away += elsewhere / 2
		}
		if d.end <= from || d.start >= to {
			away = elsewhere + min(max(d.start-at, 0)+max(at-d.end, 0), elsewhere)
		}
		return away
	}
	return nearest(all, posted, far)
}

// firstDay returns the first day that the sentence names.
func (s *sentence) firstDay(posted time.Time) Window {
	return nearest(s.days(posted), posted, func(d day) int { return d.start })
}

// lastDay returns the latest day that the sentence names: to which something is put off.
func (s *sentence) lastDay(posted time.Time) Window {
	all := s.days(posted)
	if len(all) == 0 {
		return Window{}
	}
	last := slices.MaxFunc(all, func(a, b day) int { return a.To.Compare(b.To) })
	return nearest([]day{last}, posted, func(day) int { return 0 })
}

// nearest returns the day that is the least far, those that are past after all others.
func nearest(all []day, posted time.Time, far func(day) int) Window {
	var best Window
	least := 0
	for _, d := range all {
		w, away := d.Window, far(d)
		if !posted.IsZero() && w.To.Before(midnight(posted)) {
			w.Doubt = DoubtPast
			away += 1 << 24
		}
		if !best.Stated() || away < least {
			best, least = w, away
		}
	}
	return best
}
