package past

import "landfall"

// search goes through days in order and gathers incidents.
type search struct {
	found []Incident
	open  bool // whether the last found one goes on
	seen  bool // whether a day with visits has been passed
}

// findIncidents finds the incidents of days, oldest first. Endings are of the days that
// looks has, oldest first; a day of which there are none, though it had visits, is one whose
// visits are no longer kept.
func findIncidents(days []landfall.Day, looks []bool, endings []landfall.Ending) []Incident {
	var s search
	for i := range days {
		d := &days[i]
		n, midnight := 0, d.Date.AddDate(0, 0, 1)
		for n < len(endings) && endings[n].At.Before(midnight) {
			n++
		}
		visits := endings[:n]
		endings = endings[n:]
		switch {
		case d.Visits == 0:
			continue
		case looks[i] && len(visits) > 0:
			s.visits(visits)
		case silent(d):
			s.silentDay(d)
		case d.Answered < d.Visits:
			s.troubledDay(d)
		default:
			s.goodDay(d)
		}
		s.seen = true
	}
	return s.found
}

func (s *search) last() *Incident { return &s.found[len(s.found)-1] }

func (s *search) begin(in Incident) {
	in.Before = !s.seen
	s.found, s.open = append(s.found, in), true
}

// visits goes through the visits of a day one by one.
func (s *search) visits(visits []landfall.Ending) {
	for _, e := range visits {
		switch {
		case !e.Answered() && !s.open:
			s.begin(Incident{Began: e.At, First: e, Whole: true, Failed: 1})
		case !e.Answered():
			s.last().Failed++
		case s.open:
			s.last().Ended, s.open = e.At, false
		}
		s.seen = true
	}
}

// silentDay is one of which no visit was answered, and only that is known.
func (s *search) silentDay(d *landfall.Day) {
	if !s.open {
		s.begin(Incident{Began: d.Date})
	}
	s.last().Failed += d.Visits
}

// troubledDay is one of which some visits were answered, nobody knows when.
func (s *search) troubledDay(d *landfall.Day) {
	if !s.open {
		s.begin(Incident{Began: d.Date})
	}
	in := s.last()
	in.Failed += d.Visits - d.Answered
	in.Ended, in.Whole, s.open = d.Date.AddDate(0, 0, 1), false, false
}

// goodDay is one of which all visits were answered.
func (s *search) goodDay(d *landfall.Day) {
	if s.open {
		s.last().Ended, s.last().Whole, s.open = d.Date, false, false
	}
}
