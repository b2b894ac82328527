package similar

import (
	"cmp"
	"hash/fnv"
	"slices"

	"landfall"
)

// What the parts of a likeness are worth in points. A part that is not known of the server
// that others are compared with is left out, and the rest scaled up to 100.
const (
	worthTopics    = 40
	worthLanguages = 20
	worthPlace     = 15
	worthKind      = 10
	worthSoftware  = 8
	worthSize      = 7
)

// country is what the same country is worth of the same place.
const country = 0.5

// neighbour is what the next size is worth of the same one.
const neighbour = 0.5

// Part is one reason why a server is like another.
type Part struct {
	Name   string // "topic", "language", "place", "kind", "software" or "size"
	Points float64
	Most   float64  // what the part could have given
	Shared []string // what both have: topics, languages, places; nil for a size
}

// Match is a server that is like another.
type Match struct {
	Host landfall.Host
	// Points are from 0 to 100 and the sum of those of the parts.
	Points float64
	Parts  []Part // those with points
}

// minPoints is from where on two servers are called similar.
const minPoints = 35

// steps is how finely points are told apart: two servers within one step are equal, and
// stand in an order that is no favour to any.
const steps = 1000

// Find returns up to n servers that are like one, the most alike first: only those that the
// filter lets through, none of who runs the server itself, and one of anybody else's. A
// host that the index does not know is like none.
func (x *Index) Find(host landfall.Host, n int, filter func(landfall.Host) bool) []Match {
	self, ok := x.at[host]
	if !ok {
		return nil
	}
	q := x.ask(self)
	buckets := make([][]int, steps+1)
	for other := range x.servers {
		if x.operators[other] == x.operators[self] || !q.alike(other) {
			continue
		}
		if points := q.points(other); points >= minPoints {
			step := int(points * steps / 100)
			buckets[min(step, steps)] = append(buckets[min(step, steps)], other)
		}
	}
	var found []Match
	operators := map[int32]bool{}
	for _, bucket := range slices.Backward(buckets) {
		for _, other := range x.drawn(host, bucket) {
			if len(found) == n {
				return found
			}
			if !operators[x.operators[other]] && filter(x.servers[other].Host) {
				operators[x.operators[other]] = true
				found = append(found, q.match(other))
			}
		}
	}
	return found
}

// drawn puts equals in an order that depends on the server that is asked about, so that no
// name comes first everywhere.
func (x *Index) drawn(host landfall.Host, bucket []int) []int {
	lots := make(map[int]uint64, len(bucket))
	for _, other := range bucket {
		h := fnv.New64a()
		_, _ = h.Write([]byte(string(host) + " " + string(x.servers[other].Host))) // never fails
		lots[other] = h.Sum64()
	}
	slices.SortFunc(bucket, func(a, b int) int {
		return cmp.Or(cmp.Compare(lots[a], lots[b]), cmp.Compare(x.servers[a].Host, x.servers[b].Host))
	})
	return bucket
}
