package wizard

import (
	"cmp"
	"math/bits"
	"slices"

	"landfall"
	"landfall/directory/rank"
)

// Way is an answer to drop, or several, from answers that nothing was found for, and how
// many servers that would give.
type Way struct {
	Label landfall.Phrase // "Without “let me in now”"
	Found int
	Query string // the query string of the result
}

// lift is an answer that rules servers out.
type lift struct {
	label landfall.Phrase
	drop  func(*Answers)
}

// lifts returns the answers that rule servers out; all others only move them.
func lifts(a Answers) []lift {
	var all []lift
	if k := a.normal().Kind; k != "" {
		all = append(all, lift{landfall.Say("“{answer}”", "answer", rank.Kinds{k}), func(a *Answers) { a.Kind = "" }})
	}
	if a.Now {
		all = append(all, lift{landfall.Say("“let me in now”"), func(a *Answers) { a.Now = false }})
	}
	return all
}

// ways finds the fewest answers to drop that give anything, the most rewarding first.
func ways(t *rank.Table, a Answers) []Way {
	all := lifts(a)
	for size := 1; size <= len(all); size++ {
		var found []Way
		for set := range uint(1) << len(all) {
			if bits.OnesCount(set) != size {
				continue
			}
			if w := without(t, a, all, set); w.Found > 0 {
				found = append(found, w)
			}
		}
		if len(found) > 0 {
			slices.SortFunc(found, func(a, b Way) int {
				return cmp.Or(cmp.Compare(b.Found, a.Found), cmp.Compare(a.Label.String(), b.Label.String()))
			})
			return found
		}
	}
	return nil
}

func without(t *rank.Table, a Answers, all []lift, set uint) Way {
	var dropped landfall.Phrase
	for i, l := range all {
		if set&(1<<i) == 0 {
			continue
		}
		if dropped.Text == "" {
			dropped = l.label
		} else {
			dropped = landfall.Say("{one} and {other}", "one", dropped, "other", l.label)
		}
		l.drop(&a)
	}
	label := landfall.Say("Without {answers}", "answers", dropped)
	return Way{label, t.Rank(a.Wish()).Len(), a.Permalink()}
}
