package rank

// careNames name the five things that stewardship adds up.
var careNames = [5]Saying{Say("rules"), Say("a contact"), Say("two admins or more"), Say("a promise of notice before closing"), Say("more than a year of age")}

func (t *Table) whyCare(c *Candidate, p *plan) Saying {
	var by [3][]Saying // by answer
	for i, care := range c.cares(t.at) {
		by[care] = append(by[care], careNames[i])
	}
	said := Say("It shows {have} of {all} signs of care.", "have", len(by[Yes]), "all", len(careNames))
	if len(by[Yes]) > 0 {
		said = Say("It shows {have} of {all} signs of care: {signs}.", "have", len(by[Yes]), "all", len(careNames), "signs", by[Yes])
	}
	if len(by[No]) > 0 {
		said = said.And(Say("Missing: {signs}.", "signs", by[No]))
	}
	if len(by[Unknown]) > 0 {
		said = said.And(Say("Not known: {signs}.", "signs", by[Unknown]))
	}
	for i, m := range careMatters {
		if p.matters[i] {
			said = said.And(t.whyMatter(m, c))
		}
	}
	return said
}

func (t *Table) whyMatter(m Matter, c *Candidate) Saying {
	switch m {
	case Strict:
		if !c.Forbids.Known {
			return Say("What its rules forbid is not known.")
		}
		return Say("Its rules forbid {some} of {all} harms.", "some", c.Forbids.N, "all", len(Strictness()))
	case Organisation:
		switch c.Organisation {
		case Yes:
			return Say("More than one person runs it.")
		case No:
			return Say("One person runs it.")
		case Unknown:
			return Say("Who runs it is not known.")
		}
	case LongRunning:
		age, whole := c.age(t.at)
		switch {
		case age <= 0:
			return Say("How old it is is not known.")
		case whole:
			return Say("It has been running for {age}.", "age", Age(age))
		}
		return Say("It has been running for at least {age}.", "age", Age(age))
	case Fast, Reliable, Small, Lively:
	}
	return Saying{}
}
