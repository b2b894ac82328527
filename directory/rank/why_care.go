package rank

import "landfall"

// careNames name the five things that stewardship adds up.
var careNames = [5]landfall.Phrase{landfall.Say("rules"), landfall.Say("a contact"), landfall.Say("two admins or more"), landfall.Say("a promise of notice before closing"), landfall.Say("more than a year of age")}

func (t *Table) whyCare(c *Candidate, p *plan) landfall.Phrase {
	var by [3]landfall.Phrases // by answer
	for i, care := range c.cares(t.at) {
		by[care] = append(by[care], careNames[i])
	}
	said := landfall.Say("It shows {have} of {all} signs of care.", "have", len(by[Yes]), "all", len(careNames))
	if len(by[Yes]) > 0 {
		said = landfall.Say("It shows {have} of {all} signs of care: {signs}.", "have", len(by[Yes]), "all", len(careNames), "signs", by[Yes])
	}
	if len(by[No]) > 0 {
		said = said.And(landfall.Say("Missing: {signs}.", "signs", by[No]))
	}
	if len(by[Unknown]) > 0 {
		said = said.And(landfall.Say("Not known: {signs}.", "signs", by[Unknown]))
	}
	for i, m := range careMatters {
		if p.matters[i] {
			said = said.And(t.whyMatter(m, c))
		}
	}
	return said
}

func (t *Table) whyMatter(m Matter, c *Candidate) landfall.Phrase {
	switch m {
	case Strict:
		if !c.Forbids.Known {
			return landfall.Say("What its rules forbid is not known.")
		}
		return landfall.Say("Its rules forbid {some} of {all} harms.", "some", c.Forbids.N, "all", len(Strictness()))
	case Organisation:
		switch c.Organisation {
		case Yes:
			return landfall.Say("More than one person runs it.")
		case No:
			return landfall.Say("One person runs it.")
		case Unknown:
			return landfall.Say("Who runs it is not known.")
		}
	case LongRunning:
		age, whole := c.age(t.at)
		switch {
		case age <= 0:
			return landfall.Say("How old it is is not known.")
		case whole:
			return landfall.Say("It has been running for {age}.", "age", years(age))
		}
		return landfall.Say("It has been running for at least {age}.", "age", years(age))
	case Fast, Reliable, Small, Lively:
	}
	return landfall.Phrase{}
}
