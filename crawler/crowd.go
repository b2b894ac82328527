package crawler

import (
	"sync"

	"landfall"
)

// perDomain is how many hosts below one registrable domain a crawler takes from
// peers lists. A domain with a wildcard record can invent names without end, and
// each would name more.
const perDomain = 25

// crowd counts the hosts taken below each registrable domain. When it
// knows too many domains it forgets those not heard of for longest.
type crowd struct {
	mu          sync.Mutex
	size        int
	young, aged map[string]int
}

func newCrowd(size int) *crowd { return &crowd{size: size, young: make(map[string]int)} }

// admit returns the hosts whose domain has room left, and counts them.
func (c *crowd) admit(hosts []landfall.Host) []landfall.Host {
	c.mu.Lock()
	defer c.mu.Unlock()
	admitted := hosts[:0:0]
	for _, h := range hosts {
		domain := h.Registrable()
		n := max(c.young[domain], c.aged[domain])
		if len(c.young) >= c.size {
			c.young, c.aged = make(map[string]int), c.young
		}
		if n < perDomain {
			n++
			admitted = append(admitted, h)
		}
		c.young[domain] = n // also when full: a farm that goes on is not forgotten
	}
	return admitted
}
