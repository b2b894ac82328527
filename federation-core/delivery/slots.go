package delivery

import (
	"time"

	"landfall/federation-core/social"
)

// slots counts the attempts under way. Those that last longer than a second are slow and
// leave their place to others, as long as the slow lane has room.
type slots struct {
	fast, slow int // places
	young, old int // attempts
	order      []*attempt
}

// quick is how long an attempt is not slow.
const quick = time.Second

// attempt is one that is under way.
type attempt struct {
	lane     *lane
	delivery social.Delivery
	started  time.Time
	newer    bool // the signature that it began with
	slow     bool
	done     bool
	verdict  verdict
}

// free is how many quick attempts may begin.
func (s *slots) free() int { return s.fast - s.young - max(0, s.old-s.slow) }

// admits tells whether an attempt may begin. Hosts that fail begin in the slow lane, and
// leave half of it to those that are found slow.
func (s *slots) admits(failing bool) bool {
	if failing {
		return s.old < (s.slow+1)/2
	}
	return s.free() > 0
}

// begin counts an attempt.
func (s *slots) begin(a *attempt, failing bool) {
	if failing {
		a.slow = true
		s.old++
		return
	}
	s.young++
	s.order = append(s.order, a)
}

// end counts that it is over.
func (s *slots) end(a *attempt) {
	a.done = true
	if a.slow {
		s.old--
	} else {
		s.young--
	}
}

// age makes slow what has lasted for a second at now, and returns when the next will have,
// the zero time if there is none.
func (s *slots) age(now time.Time) time.Time {
	for len(s.order) > 0 {
		a := s.order[0]
		if at := a.started.Add(quick); !a.done && at.After(now) {
			return at
		}
		s.order[0] = nil
		s.order = s.order[1:]
		if !a.done {
			a.slow = true
			s.young--
			s.old++
		}
	}
	s.order = nil
	return time.Time{}
}
