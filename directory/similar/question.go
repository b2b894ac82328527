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
	most      shares    // what each part may give, together 100
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
	q.weigh()
	return q
}

// shares has a number for each part, in the order of names.
type shares [6]float64

// names are those of the parts.
var names = [6]string{"topic", "language", "place", "kind", "software", "size"}

// weigh scales the worth of the parts that are known of the server up to 100.
func (q *question) weigh() {
	known := [6]bool{q.all > 0, len(q.self.Languages) > 0, len(q.self.Places) > 0, q.own.kinds != 0, q.own.software != 0, q.own.size != 0}
	total := 0.0
	for i, worth := range (shares{worthTopics, worthLanguages, worthPlace, worthKind, worthSoftware, worthSize}) {
		if known[i] {
			q.most[i] = worth
			total += worth
		}
	}
	for i := range q.most {
		q.most[i] *= 100 / max(total, 1)
	}
}

// given returns the points that each part gives another server.
func (q *question) given(other int) (points shares) {
	if q.all > 0 {
		points[0] = q.most[0] * min(q.topics[other]/q.all, 1)
	}
	if q.languages[other] > 0 {
		points[1] = q.most[1]
	}
	switch q.places[other] {
	case 2:
		points[2] = q.most[2]
	case 1:
		points[2] = q.most[2] * country
	}
	p := &q.plain[other]
	if p.kinds&q.own.kinds != 0 {
		points[3] = q.most[3]
	}
	if p.software == q.own.software && p.software != 0 {
		points[4] = q.most[4]
	}
	switch far := int(p.size) - int(q.own.size); {
	case p.size == 0 || q.own.size == 0:
	case far == 0:
		points[5] = q.most[5]
	case far == 1 || far == -1:
		points[5] = q.most[5] * neighbour
	}
	return points
}

// alike reports whether a server shares what likeness is about: a topic or, of one whose
// topics are not known, a language or a place.
func (q *question) alike(other int) bool {
	if q.all > 0 {
		return q.topics[other] > 0
	}
	return q.languages[other] > 0 || q.places[other] > 0
}

func (q *question) points(other int) float64 {
	p := q.given(other)
	return p[0] + p[1] + p[2] + p[3] + p[4] + p[5]
}

// match itemises the likeness of a server.
func (q *question) match(other int) Match {
	m := Match{Host: q.servers[other].Host, Points: q.points(other)}
	them := &q.servers[other]
	shared := [6][]string{
		common(ids(q.self.Topics), ids(them.Topics)), common(q.self.Languages, them.Languages),
		common(withParents(q.self.Places), withParents(them.Places)), common(q.self.Kinds, them.Kinds), common([]string{q.self.Software}, []string{them.Software}), nil,
	}
	for i, points := range q.given(other) {
		if points > 0 {
			m.Parts = append(m.Parts, Part{names[i], points, q.most[i], narrowest(shared[i])})
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
