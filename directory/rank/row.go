package rank

import (
	"slices"
	"time"

	"landfall/directory/kind"
	"landfall/directory/place"
	"landfall/directory/topic"
)

// row is what a table holds of a candidate: all that does not depend on the wish is
// reckoned already, and names are numbers. The candidate itself is asked for again where
// sentences are needed.
type row struct {
	index int32 // of the candidate
	// Whom the caps are for, by number; -1 if unknown.
	domain, operator, network int32

	read           bool
	topics, places []held
	primary        int32
	accepted       []int32
	spoken         bool // some language of it is known
	kinds          uint32
	barred         bool // a condition that does not depend on the wish fails
	newcomer       bool // … and only time is missing
	full           bool
	atOnce         bool
	adult          bool
	click          fit
	regions        map[Region]fit // of clicks

	reliability, care, strict, organisation, endurance fit
	sizes                                              [sizes]fit
}

// held is a topic or place of a row, by its number.
type held struct {
	id         int32
	confidence float64
}

// numbers gives names numbers, from 0 on.
type numbers[T comparable] struct {
	of    map[T]int32
	names []T
}

func (n *numbers[T]) number(name T) int32 {
	if id, ok := n.of[name]; ok {
		return id
	}
	if n.of == nil {
		n.of = make(map[T]int32)
	}
	id := int32(len(n.names))
	n.of[name] = id
	n.names = append(n.names, name)
	return id
}

// numberOf is number for names of which the zero one is none: that is -1.
func (n *numbers[T]) numberOf(name T) int32 {
	if name == *new(T) {
		return -1
	}
	return n.number(name)
}

// names are those of the topics, places and languages of a table.
type names struct {
	topics    numbers[topic.ID]
	places    numbers[place.ID]
	languages numbers[string] // tags; those that are none are left out
	written   []written       // by number
	// What the caps are for; only the numbers matter.
	domains, operators, networks numbers[string]
}

// language returns the number of a language; ok is false if the tag names none.
func (n *names) language(tag string) (id int32, ok bool) {
	if id, ok = n.languages.of[tag]; ok {
		return id, true
	}
	w, ok := parseWritten(tag)
	if !ok {
		return -1, false
	}
	n.written = append(n.written, w)
	return n.languages.number(tag), true
}

// newRow reckons what does not depend on the wish.
func newRow(c *Candidate, names *names, curves *[sizes]curve, at time.Time) row {
	r := row{
		domain: names.domains.number(c.Host.Registrable()), operator: names.operators.numberOf(c.Operator), network: names.networks.numberOf(c.Network),
		read: c.Read, full: c.full(), atOnce: atOnce(c.Signup), adult: c.Adult == Yes,
		click: c.Click.fit(), reliability: c.reliability(), care: c.stewardship(at),
		strict: c.strictness(), organisation: c.Organisation.fit(), endurance: c.endurance(at),
	}
	r.barred, r.newcomer = c.barred(at)
	for i, curve := range curves {
		r.sizes[i] = curve.fit(c.Active)
	}
	for region := range c.Regions {
		if click, from := c.click(region); from != "" {
			if r.regions == nil {
				r.regions = make(map[Region]fit)
			}
			r.regions[region] = click.fit()
		}
	}
	for _, t := range c.Topics {
		r.topics = append(r.topics, held{names.topics.number(t.ID), clamp(t.Confidence)})
	}
	for _, p := range c.Places {
		r.places = append(r.places, held{names.places.number(p.ID), clamp(p.Confidence)})
	}
	for _, k := range c.Kinds {
		r.kinds |= kindBit(k)
	}
	r.primary, r.spoken = names.language(c.Primary)
	for _, tag := range c.Accepted {
		if id, ok := names.language(tag); ok {
			r.accepted, r.spoken = append(r.accepted, id), true
		}
	}
	return r
}

// kindBit returns the bit of a kind, 0 for one that is not known.
func kindBit(k kind.Kind) uint32 {
	i := slices.Index(kind.All, k)
	if i < 0 {
		return 0
	}
	return 1 << i
}
