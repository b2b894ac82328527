package sim

import "fmt"

// signup is how a newcomer gets an account, as the instance's admin set it.
type signup struct {
	// mode is "open", "approval", "invite" or "closed".
	mode string
	// message is the admin's words about it, "" if there are none.
	message string
	// reason says that applicants must give one.
	reason bool
	// minAge is the minimum age in years, 0 if none is set.
	minAge int
}

var signupModes = [...]string{"open", "approval", "invite", "closed"}

func (in *instance) signup(users int64) signup {
	c := in.chance(forSignup)
	modes := in.software.modes
	if users < 4 { // somebody's own instance
		modes = [4]float64{modes[0] * 0.1, modes[1] * 0.1, modes[2] * 0.3, 10}
		if in.software.family == famMisskey {
			modes[3] = 0 // it cannot tell invited from closed
			modes[2] += 10
		}
	}
	modes = in.stated.admits(modes)
	s := signup{mode: signupModes[weighted(c, modes[:])]}
	t := in.traits.tongue
	switch {
	case s.mode == "approval":
		s.reason = c.hit(0.8)
		if c.hit(0.5) {
			s.message = pick(c, t.asks)
		}
	case s.mode == "closed" && c.hit(0.4):
		s.message = pick(c, t.shut)
	}
	if c.hit(0.15) {
		s.minAge = 13 + 3*c.below(3)
	}
	if date := in.closing(); date != "" {
		s.mode, s.message = in.shut(), fill(t.closing, date)
	}
	if in.closes() != nil {
		s.mode = in.shut()
	}
	return s
}

// shut is the mode of an instance that takes nobody.
func (in *instance) shut() string {
	if in.software.family == famMisskey {
		return "invite" // its word for closed
	}
	return "closed"
}

// closing is the date an instance has announced as its last, "" for nearly all.
func (in *instance) closing() string {
	c := in.chance(forClosing)
	if in.protected() || in.stated != nil || !c.hit(0.01) || in.software.single {
		return ""
	}
	return fmt.Sprintf("2027-%02d-%02d", c.between(1, 12), c.between(1, 28))
}
