package similar

import (
	"slices"
	"strings"
)

// question is one server and what each other shares with it.
type question struct {
	*Index
	self      *Server
	own       plain
	known     float64   // the worth of the parts that are known of the server
	all       float64   // what its topics add up to
	topics    []float64 // by server: what the shared topics add up to
	languages []uint8   // by server: how many it shares
	places    []uint8   // by server: 2 the same place, 1 the same country
}

func (x *Index) ask(self int) *question {
	n := len(x.servers)
	q := &question{Index: x, self: &x.servers[self], own: x.plain[self], topics: make([]float64, n), languages: make([]uint8, n), places: make([]uint8, n)}
	for _, t := range q.self.Topics {
		rarity := x.rarity(t.ID)
		q.all += rarity * t.Confidence
		for _, p := range x.topics[t.ID] {
			q.topics[p.server] += rarity * min(t.Confidence, p.confidence)
		}
	}
	for _, code := range distinct(q.self.Languages) {
		for _, other := range x.languages[code] {
			q.languages[other]++
		}
	}
	for _, id := range withParents(q.self.Places) {
		depth := uint8(2)
		if parent(id) == "" && slices.ContainsFunc(q.self.Places, func(p string) bool { return parent(p) == id }) {
			depth = 1 // it is for a part of the country
		}
		for _, other := range x.places[id] {
			q.places[other] = max(q.places[other], depth)
		}
	}
	for _, part := range q.worths() {
		q.known += part
	}
	return q
}

// worths returns what each part may give, in the order of names; 0 if it is not known of
// the server.
func (q *question) worths() [6]float64 {
	var worth [6]float64
	for i, known := range [6]bool{q.all > 0, len(q.self.Languages) > 0, len(q.self.Places) > 0, q.own.kinds != 0, q.own.software != 0, q.own.size != 0} {
		if known {
			worth[i] = [6]float64{worthTopics, worthLanguages, worthPlace, worthKind, worthSoftware, worthSize}[i]
		}
	}
	return worth
}

// names are those of the parts.
var names = [6]string{"topic", "language", "place", "kind", "software", "size"}

// shares returns how much of each part another server has, from 0 to 1.
func (q *question) shares(other int) [6]float64 {
	var share [6]float64
	if q.all > 0 {
		share[0] = min(q.topics[other]/q.all, 1)
	}
	if q.languages[other] > 0 {
		share[1] = 1
	}
	share[2] = [3]float64{0, country, 1}[q.places[other]]
	p := &q.plain[other]
	if p.kinds&q.own.kinds != 0 {
		share[3] = 1
	}
	if p.software == q.own.software && p.software != 0 {
		share[4] = 1
	}
	switch far := int(p.size) - int(q.own.size); {
	case p.size == 0 || q.own.size == 0:
	case far == 0:
		share[5] = 1
	case far == 1 || far == -1:
		share[5] = neighbour
	}
	return share
}

// alike reports whether a server shares what likeness is about: a topic or, of one whose
// topics are not known, a language or a place.
func (q *question) alike(other int) bool {
	if q.all > 0 {
		return q.topics[other] > 0
	}
	return q.languages[other] > 0 || q.places[other] > 0
}

func (q *question) points(other int) (points float64) {
	share, worth := q.shares(other), q.worths()
	for i := range share {
		points += 100 * share[i] * worth[i] / q.known
	}
	return points
}

// match itemises the likeness of a server.
func (q *question) match(other int) Match {
	m := Match{Host: q.servers[other].Host}
	worth, them := q.worths(), &q.servers[other]
	shared := [6][]string{
		common(ids(q.self.Topics), ids(them.Topics)), common(q.self.Languages, them.Languages),
		common(withParents(q.self.Places), withParents(them.Places)), common(q.self.Kinds, them.Kinds), common([]string{q.self.Software}, []string{them.Software}), nil,
	}
	for i, share := range q.shares(other) {
		if points := 100 * share * worth[i] / q.known; points > 0 {
			m.Points += points
			m.Parts = append(m.Parts, Part{names[i], points, 100 * worth[i] / q.known, narrowest(shared[i])})
		}
	}
	return m
}

func ids(topics []Topic) (list []string) {
	for _, t := range topics {
		list = append(list, t.ID)
	}
	return list
}

func common(a, b []string) []string {
	return slices.DeleteFunc(distinct(a), func(s string) bool { return !slices.Contains(b, s) })
}

// narrowest leaves out what another of the list is part of.
func narrowest(list []string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(whole string) bool {
		return slices.ContainsFunc(list, func(s string) bool { return strings.HasPrefix(s, whole+".") })
	})
}
