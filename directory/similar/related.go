package similar

import (
	"cmp"
	"math"
	"slices"
)

// Related is a topic that occurs together with another more often than by chance.
type Related struct {
	ID string
	// Both is how many operators have servers with both topics, and Chance how many would
	// if the two had nothing to do with each other. One operator counts once, however many
	// servers he has.
	Both   int
	Chance float64
	// Lift is Both ÷ Chance.
	Lift float64
}

// The least that makes a relation: so many operators, and so much more than by chance.
const (
	minSupport = 5
	minLift    = 1.5
)

// Relations are the topics that go with each, the closest first. A topic and its own
// sub-topics are not related: they are parts of each other.
type Relations map[string][]Related

type pair struct{ a, b string }

// Relate counts which topics occur together on servers, of which each is there once.
func Relate(servers []Server) Relations {
	byOperator := map[string][]string{}
	for i := range servers {
		if len(servers[i].Topics) > 0 {
			operator := servers[i].operator()
			byOperator[operator] = append(byOperator[operator], ids(servers[i].Topics)...)
		}
	}
	single, both := map[string]int{}, map[pair]int{}
	for _, topics := range byOperator {
		topics = distinct(topics)
		for _, a := range topics {
			single[a]++
			for _, b := range topics {
				if a != b && parent(a) != b && parent(b) != a {
					both[pair{a, b}]++
				}
			}
		}
	}
	relations := Relations{}
	for p, n := range both {
		chance := float64(single[p.a]) * float64(single[p.b]) / float64(len(byOperator))
		if lift := float64(n) / chance; n >= minSupport && lift >= minLift {
			relations[p.a] = append(relations[p.a], Related{p.b, n, chance, lift})
		}
	}
	for _, list := range relations {
		total := float64(len(byOperator))
		slices.SortFunc(list, func(x, y Related) int {
			return cmp.Or(cmp.Compare(y.closeness(total), x.closeness(total)), cmp.Compare(x.ID, y.ID))
		})
	}
	return relations
}

// closeness is the pointwise mutual information over its greatest value (Bouma, "Normalized
// (Pointwise) Mutual Information in Collocation Extraction", 2009): unlike the lift alone it
// does not put the rarest topics first. It is 1 for topics that only occur together.
func (r Related) closeness(total float64) float64 {
	if share := float64(r.Both) / total; share < 1 {
		return math.Log(r.Lift) / -math.Log(share)
	}
	return 1
}
