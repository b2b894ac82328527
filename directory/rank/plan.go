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

// refuses reports whether the wish rules a row out that passes otherwise; it says the
// same as wishGates.
func (p *plan) refuses(r *row) bool {
	return p.wish.AtOnce && !r.atOnce || r.adult && !p.wish.Adult || p.wish.Kind != "" && r.kinds&p.kind == 0
}

// fits returns how well a row does in each part.
func (p *plan) fits(r *row) (f [parts]fit) {
	f[about], _ = p.topicFit(r)
	f[tongue] = p.languageFit(r)
	if p.weights[near] > 0 {
		f[near] = p.placeFit(r)
	}
	f[speed] = r.click
	if click, ok := r.regions[p.wish.Region]; ok {
		f[speed] = click
	}
	f[reliability] = r.reliability
	f[size] = r.sizes[p.size]
	f[stewardship] = p.careFit(r)
	return f
}

// total returns the score of a row.
func (p *plan) total(r *row) Points {
	var sum Points
	for i, f := range p.fits(r) {
		sum += p.weights[i].of(f.f)
	}
	return sum
}

// best returns the most that what a row holds is worth, and which it is of them, -1 if
// it is none.
func best(all []held, worth []float64) (f float64, which int) {
	which = -1
	for i, h := range all {
		if w := h.confidence * worth[h.id]; w > f {
			f, which = w, i
		}
	}
	return f, which
}

// topicFit returns how near a row's topics come to those asked for, and which of them
// does. Of a server whose words say nothing of any topic it is known that it is about
// none of them, but not that it is no general place.
func (p *plan) topicFit(r *row) (fit, int) {
	if len(r.topics) == 0 && (!r.read || p.general) {
		return unknown, -1
	}
	f, which := best(r.topics, p.topics)
	return known(f), which
}

func (p *plan) placeFit(r *row) fit {
	if len(r.places) == 0 {
		return unknown
	}
	f, _ := best(r.places, p.places)
	return known(f)
}

func (p *plan) languageFit(r *row) fit {
	switch {
	case !r.spoken:
		return unknown
	case r.primary >= 0 && p.languages[r.primary]:
		return known(1)
	case slices.ContainsFunc(r.accepted, func(id int32) bool { return p.languages[id] }):
		return known(ofOther)
	}
	return known(0)
}

// careFit weighs what matters of those who run the server beside the rest of it.
func (p *plan) careFit(r *row) fit {
	sum, weight, some := r.care.f*float64(weights[stewardship].Weight), float64(weights[stewardship].Weight), r.care.known
	for i, one := range [...]fit{r.strict, r.organisation, r.endurance} {
		if p.matters[i] {
			sum += MatterWeight * one.f
			weight += MatterWeight
			some = some || one.known
		}
	}
	return fit{sum / weight, some}
}
