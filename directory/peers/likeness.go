package peers

import (
	"cmp"
	"maps"
	"math"
	"slices"

	"landfall"
)

// comparison is lists that are ready to be compared. Servers are named by their places.
type comparison struct {
	hosts []landfall.Host // in order
	names [][]int         // of each list
	// named is how many lists have a name, length how many names a list has.
	named, length map[landfall.Host]int
	// having is who has a name in the list, in order; weight is how much the name tells.
	having [][]int
	weight []float64
	total  []float64 // the weight of all names of a list
}

// compare chooses the servers to compare: of those that may be shown and name enough, the
// ones that most lists name.
func compare(lists Lists, shown func(landfall.Host) bool, cfg Config) (*comparison, error) {
	c := &comparison{named: map[landfall.Host]int{}, length: map[landfall.Host]int{}}
	err := lists(func(host, peer landfall.Host) {
		c.named[peer]++
		c.length[host]++
	})
	if err != nil {
		return nil, err
	}
	for host, n := range c.length {
		if n >= cfg.Names && shown(host) {
			c.hosts = append(c.hosts, host)
		}
	}
	slices.SortFunc(c.hosts, func(a, b landfall.Host) int {
		return cmp.Or(cmp.Compare(c.named[b], c.named[a]), cmp.Compare(a, b))
	})
	c.hosts = c.hosts[:min(len(c.hosts), cfg.Servers)]
	slices.Sort(c.hosts)
	if err := c.read(lists); err != nil {
		return nil, err
	}
	return c, nil
}

// read takes in the lists of the servers that are compared.
func (c *comparison) read(lists Lists) error {
	places := make(map[landfall.Host]int, len(c.hosts))
	for i, host := range c.hosts {
		places[host] = i
	}
	c.names = make([][]int, len(c.hosts))
	ids := map[landfall.Host]int{}
	err := lists(func(host, peer landfall.Host) {
		i, compared := places[host]
		if !compared {
			return
		}
		id, ok := ids[peer]
		if !ok {
			id = len(c.having)
			ids[peer], c.having = id, append(c.having, nil)
		}
		c.names[i], c.having[id] = append(c.names[i], id), append(c.having[id], i)
	})
	c.settle(ids)
	c.weigh()
	return err
}

// settle numbers names in their order, so that sums do not depend on the one in which lists
// came.
func (c *comparison) settle(ids map[landfall.Host]int) {
	number, having := make([]int, len(ids)), make([][]int, len(ids))
	for to, name := range slices.Sorted(maps.Keys(ids)) {
		number[ids[name]] = to
		having[to] = c.having[ids[name]]
		slices.Sort(having[to])
	}
	c.having = having
	for _, names := range c.names {
		for k, name := range names {
			names[k] = number[name]
		}
		slices.Sort(names)
	}
}

// weigh gives each name what it tells: the rarer, the more, and one that all lists have
// nothing.
func (c *comparison) weigh() {
	for _, having := range c.having {
		c.weight = append(c.weight, math.Log(float64(len(c.hosts))/float64(len(having))))
	}
	for _, names := range c.names {
		total := 0.0
		for _, name := range names {
			total += c.weight[name]
		}
		c.total = append(c.total, total)
	}
}

// likeness says how alike one server's list is to those of all others: the weight of the
// names that both have, as a share of that of the names that either has (Jaccard's index,
// weighted). It writes to row, which has a place for each server.
func (c *comparison) likeness(i int, row []float64) {
	clear(row)
	for _, name := range c.names[i] {
		if w := c.weight[name]; w > 0 {
			for _, j := range c.having[name] {
				row[j] += w
			}
		}
	}
	row[i] = 0
	for j, both := range row {
		if both > 0 {
			row[j] = both / (c.total[i] + c.total[j] - both)
		}
	}
}

// backbone returns the likenesses that stand out, by their places.
func (c *comparison) backbone(cfg Config) []Edge {
	n := len(c.hosts)
	row, strength, degree := make([]float64, n), make([]float64, n), make([]int, n)
	for i := range n {
		c.likeness(i, row)
		for _, x := range row {
			if x > 0 {
				strength[i] += x
				degree[i]++
			}
		}
	}
	var edges []Edge
	for i := range n {
		c.likeness(i, row) // anew: all at once would take a lot of memory
		for j := i + 1; j < n; j++ {
			if x := row[j]; x > 0 {
				chance := min(chanceOf(x, strength[i], degree[i]), chanceOf(x, strength[j], degree[j]))
				if chance <= cfg.StandOut {
					edges = append(edges, Edge{A: i, B: j, Likeness: x, Chance: chance})
				}
			}
		}
	}
	slices.SortFunc(edges, func(a, b Edge) int {
		return cmp.Or(cmp.Compare(a.Chance, b.Chance), cmp.Compare(b.Likeness, a.Likeness), cmp.Compare(a.A, b.A), cmp.Compare(a.B, b.B))
	})
	edges = edges[:min(len(edges), cfg.Edges)]
	slices.SortFunc(edges, func(a, b Edge) int { return cmp.Or(cmp.Compare(a.A, b.A), cmp.Compare(a.B, b.B)) })
	return edges
}

// chanceOf is how likely one of a server's edges has so much of their sum by chance, if the
// sum were parted at random. Of an only edge nothing can be said.
func chanceOf(x, strength float64, degree int) float64 {
	if degree < 2 {
		return 1
	}
	return math.Pow(max(1-x/strength, 0), float64(degree-1))
}
