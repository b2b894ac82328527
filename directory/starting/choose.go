package starting

import (
	"cmp"
	"slices"
)

// Wish is what somebody needs, and has. The zero Wish is short posts, for nobody in
// particular.
type Wish struct {
	For    Use
	Team   Team
	People int // active in a month, 0 if it is not said
	Budget int // in euros a month, 0 if it is not said
}

// Team is who looks after the machine.
type Team string

// The teams.
const (
	Nobody  Team = "nobody" // somebody else is paid for it
	One     Team = "one"    // one person who knows Linux
	Several Team = "several"
)

// Teams are all teams in the order in which they are asked for.
var Teams = []Team{Nobody, One, Several}

// Label says a team in English.
func (t Team) Label() string {
	return map[Team]string{Nobody: "Nobody: have it run for us", One: "One person who knows Linux", Several: "Two or more who run servers"}[t]
}

func teamWords() []string {
	var words []string
	for _, t := range Teams {
		words = append(words, t.Label())
	}
	return words
}

// Suggestion is a software that does what is wished for, with what speaks for it and against
// it for whoever asks.
type Suggestion struct {
	Software
	// Money is what it is estimated to cost a month; a zero Range if nobody said how many
	// people.
	Money   Range
	Reasons []Reason
}

// Reason speaks for a software or against it. Text is English, with {n} for N if that is
// not 0.
type Reason struct {
	For  bool
	Text string
	N    int
}

// The reasons.
const (
	reasonFiles    = "A web space is enough: there is no machine to look after."
	reasonPaid     = "Somebody else has to run the machine. Ask hosting companies whether they offer it."
	reasonOneLinux = "One person who knows Linux can keep it up."
	reasonOneAdmin = "Several services to keep up: much for one person alone."
	reasonSeveral  = "Your team can keep it up."
	reasonBig      = "Fit for {n} people and more, as far as we know."
	reasonSmall    = "Made for fewer people: up to about {n}, as far as we know."
	reasonCheap    = "Within {n} euros a month, by our estimate."
	reasonMaybe    = "May cost more than {n} euros a month, by our estimate."
	reasonDear     = "Costs more than {n} euros a month, by our estimate."
)

var reasonWords = []string{
	reasonFiles, reasonPaid, reasonOneLinux, reasonOneAdmin, reasonSeveral, reasonBig, reasonSmall, reasonCheap, reasonMaybe, reasonDear,
}

// Suggest returns the software for a wish, those first that less speaks against, and of
// these the one that asks for less memory.
func Suggest(w Wish) []Suggestion {
	use := cmp.Or(w.For, Posts)
	var all []Suggestion
	for _, s := range All() {
		if slices.Contains(s.For, use) {
			all = append(all, suggest(s, w))
		}
	}
	slices.SortStableFunc(all, func(a, b Suggestion) int {
		return cmp.Or(cmp.Compare(a.against(), b.against()), cmp.Compare(a.Memory.To, b.Memory.To))
	})
	return all
}

func (s *Suggestion) against() int {
	n := 0
	for _, r := range s.Reasons {
		if !r.For {
			n++
		}
	}
	return n
}

func suggest(s Software, w Wish) Suggestion {
	suggestion := Suggestion{Software: s}
	say := func(speaksFor bool, text string, n int) {
		suggestion.Reasons = append(suggestion.Reasons, Reason{speaksFor, text, n})
	}
	switch {
	case w.Team == "":
	case s.Skill == Files:
		say(true, reasonFiles, 0)
	case w.Team == Nobody:
		say(false, reasonPaid, 0)
	case w.Team == Several:
		say(true, reasonSeveral, 0)
	case s.Skill == Linux:
		say(true, reasonOneLinux, 0)
	default:
		say(false, reasonOneAdmin, 0)
	}
	if w.People > 0 {
		if w.People <= s.People {
			say(true, reasonBig, w.People)
		} else {
			say(false, reasonSmall, s.People)
		}
		suggestion.Money = moneyFor(s, w)
	}
	switch money := suggestion.Money; {
	case w.Budget == 0 || money.To == 0:
	case money.To <= float64(w.Budget):
		say(true, reasonCheap, w.Budget)
	case money.From <= float64(w.Budget):
		say(true, reasonMaybe, w.Budget)
	default:
		say(false, reasonDear, w.Budget)
	}
	return suggestion
}

// moneyFor estimates what a software costs with the media that go with what it is for.
func moneyFor(s Software, w Wish) Range {
	media := map[Use]Media{Photos: ManyPics, Video: Videos, Blog: Text, Books: Text, Events: Text}[s.For[0]]
	plan := Plan{Software: s.ID, People: min(w.People, MostPeople), Media: cmp.Or(media, Pictures), Months: DefaultPlan().Months}
	e, err := EstimateFor(plan, Assumptions(plan.Media))
	if err != nil {
		return Range{}
	}
	return e.Money
}
