package rank

import (
	"fmt"
	"strings"
)

// careNames name the five things that stewardship adds up.
var careNames = [5]string{"rules", "a contact", "two admins or more", "a promise of notice before closing", "more than a year of age"}

func (t *Table) whyCare(c *Candidate, p *plan) string {
	var by [3][]string // by answer
	for i, care := range c.cares(t.at) {
		by[care] = append(by[care], careNames[i])
	}
	var text strings.Builder
	fmt.Fprintf(&text, "%d of %d signs of care are there", len(by[Yes]), len(careNames))
	for _, list := range []struct {
		intro  string
		answer Tri
	}{{": ", Yes}, {"; missing: ", No}, {"; not known: ", Unknown}} {
		if names := by[list.answer]; len(names) > 0 {
			text.WriteString(list.intro + strings.Join(names, ", "))
		}
	}
	text.WriteString(".")
	for i, m := range careMatters {
		if p.matters[i] {
			text.WriteString(" " + t.whyMatter(m, c))
		}
	}
	return text.String()
}

func (t *Table) whyMatter(m Matter, c *Candidate) string {
	switch m {
	case Strict:
		if !c.Forbids.Known {
			return "What its rules forbid is not known."
		}
		return fmt.Sprintf("Its rules forbid %d of %d harms.", c.Forbids.N, len(Strictness()))
	case Organisation:
		switch c.Organisation {
		case Yes:
			return "More than one person runs it."
		case No:
			return "One person runs it."
		case Unknown:
			return "Who runs it is not known."
		}
	case LongRunning:
		age, whole := c.age(t.at)
		switch {
		case age <= 0:
			return "How old it is is not known."
		case whole:
			return "It has been running for " + years(age) + "."
		}
		return "It has been running for at least " + years(age) + "."
	case Fast, Reliable, Small, Lively:
	}
	return ""
}
