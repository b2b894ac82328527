package rank

import (
	"time"

	"landfall/directory/rule"
)

// Strictness lists the harms that strict moderation forbids.
func Strictness() []rule.Tag {
	return []rule.Tag{rule.Hate, rule.Harassment, rule.Gore, rule.Spam, rule.Advertising}
}

// grownUp is the age from which on a server counts as one that has shown that it stays,
// oldAge that of one that has been there for long.
const (
	grownUp = year
	oldAge  = 6 * year
)

// matured says whether the server is older than a year. One that was found less than a
// year ago may be.
func (c *Candidate) matured(at time.Time) Tri {
	switch age, whole := c.age(at); {
	case age > grownUp:
		return Yes
	case whole:
		return No
	}
	return Unknown
}

// cares are the five things that stewardship adds up.
func (c *Candidate) cares(at time.Time) [5]Tri {
	return [...]Tri{c.Rules, c.Contact, c.Admins, c.Promise, c.matured(at)}
}

// stewardship adds up what speaks for those who run the server. It is known if any of
// it is.
func (c *Candidate) stewardship(at time.Time) fit {
	var sum fit
	cares := c.cares(at)
	for _, care := range cares {
		one := care.fit()
		sum.f += one.f / float64(len(cares))
		sum.known = sum.known || one.known
	}
	return sum
}

func (t Tri) fit() fit {
	switch t {
	case Yes:
		return known(1)
	case No:
		return known(0)
	case Unknown:
	}
	return unknown
}

// strictness is the share of harms that the rules forbid.
func (c *Candidate) strictness() fit {
	if !c.Forbids.Known {
		return unknown
	}
	return known(clamp(float64(c.Forbids.N) / float64(len(Strictness()))))
}

// endurance is the age of the server out of six years. An age that it has at least is
// worth no less than one of which nothing is known.
func (c *Candidate) endurance(at time.Time) fit {
	age, whole := c.age(at)
	f := clamp(float64(age) / float64(oldAge))
	if !whole && f <= Prior {
		return unknown
	}
	return known(f)
}
