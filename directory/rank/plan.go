package rank

import (
	"slices"

	"landfall/directory/place"
	"landfall/directory/topic"
)

// What a server is worth to somebody who asked for something near to what it has.
const (
	ofParent  = 0.6
	ofGeneral = 0.35
	ofOther   = 0.7 // a language that is not its first
)

// The curves of size that a wish can ask for.
const (
	sizeAny = iota
	sizeSmall
	sizeLively
	sizes
)

// plan is a wish as it bears on the rows of one table.
type plan struct {
	wish    Wish
	weights [parts]Points
	// What each topic and place is worth, and whether each language is read, by number.
	topics, places []float64
	languages      []bool
	general        bool // a general place is asked for
	kind           uint32
	size           int
	matters        [3]bool // strict, organisation, long-running
}

var careMatters = [3]Matter{Strict, Organisation, LongRunning}

func newPlan(w Wish, n *names) *plan {
	p := &plan{
		wish: w, weights: share(weightsOf(w)), general: slices.Contains(w.Topics, topic.General),
		kind: kindBit(w.Kind), size: sizeOf(w.Matters),
	}
	for i, m := range careMatters {
		p.matters[i] = slices.Contains(w.Matters, m)
	}
	for _, id := range n.topics.names {
		p.topics = append(p.topics, topicWorth(w.Topics, id))
	}
	for _, id := range n.places.names {
		p.places = append(p.places, placeWorth(w.Place, id))
	}
	asked := askedLanguages(w)
	for _, have := range n.written {
		p.languages = append(p.languages, readsAny(asked, have))
	}
	return p
}

// weightsOf returns the weights of a wish, 0 for parts that it leaves out.
func weightsOf(w Wish) [parts]int {
	var all [parts]int
	for i := range weights {
		all[i] = weights[i].Weight
	}
	if len(w.Topics) == 0 {
		all[about] = 0
	}
	if len(askedLanguages(w)) == 0 {
		all[tongue] = 0
	}
	if w.Place != "" {
		all[near] += MatterWeight
	}
	sized := sizeOf(w.Matters)
	for _, m := range distinct(w.Matters) {
		if m == Small && sized != sizeSmall || m == Lively && sized != sizeLively {
			continue
		}
		if i := m.part(); i < parts {
			all[i] += MatterWeight
		}
	}
	return all
}

// distinct returns each matter once.
func distinct(matters []Matter) []Matter {
	sorted := slices.Clone(matters)
	slices.Sort(sorted)
	return slices.Compact(sorted)
}

// sizeOf returns the curve that the first matter about size asks for.
func sizeOf(matters []Matter) int {
	for _, m := range matters {
		switch m {
		case Small:
			return sizeSmall
		case Lively:
			return sizeLively
		case Fast, Reliable, Strict, Organisation, LongRunning:
		}
	}
	return sizeAny
}

func askedLanguages(w Wish) []written {
	var asked []written
	for _, tag := range w.Languages {
		if a, ok := parseWritten(tag); ok {
			asked = append(asked, a)
		}
	}
	return asked
}

// topicWorth returns what the best of the topics asked for makes a topic worth.
func topicWorth(asked []topic.ID, have topic.ID) float64 {
	worth := 0.0
	for _, want := range asked {
		switch {
		case have == want, have.Parent() == want:
			return 1
		case have == want.Parent():
			worth = max(worth, ofParent)
		case have == topic.General:
			worth = max(worth, ofGeneral)
		}
	}
	return worth
}

func placeWorth(want, have place.ID) float64 {
	switch {
	case want == "":
		return 0
	case have == want, have.Country() == want:
		return 1
	case have == want.Country():
		return ofParent
	}
	return 0
}
