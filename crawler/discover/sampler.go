package discover

import (
	"cmp"
	"container/heap"
	"errors"
	"slices"

	"landfall"
)

// perDomain caps how many names below one registrable domain a list may
// contribute, for a wildcard domain can invent names without end.
const perDomain = 50

// sampler draws a uniform sample of distinct hosts offered one by one, with at
// most perDomain of each registrable domain. It keeps those with the lowest keyed
// hashes: a name repeated has one hash and so one chance, and since nobody knows
// the key, no list can choose the names that win. It remembers only the sample.
type sampler struct {
	most    int
	key     uint64
	drawn   byHash
	at      map[landfall.Host]*candidate
	domains map[string][]*candidate
	crowded int
}

type candidate struct {
	host   landfall.Host
	domain string
	hash   uint64
	place  int // in the heap
}

func newSampler(most int, key uint64) *sampler {
	return &sampler{most: most, key: key, at: make(map[landfall.Host]*candidate), domains: make(map[string][]*candidate)}
}

// name offers a host by its name, which may also be an http or https address, and
// returns the fault of one that is none.
func (s *sampler) name(name string) landfall.HostFault {
	host, err := parseName(name)
	if err != nil {
		return faultOf(err)
	}
	s.offer(host)
	return ""
}

func (s *sampler) offer(host landfall.Host) {
	hash := keyedHash(s.key, string(host))
	if len(s.drawn) == s.most && hash >= s.drawn[0].hash {
		return
	}
	if _, twice := s.at[host]; twice {
		return
	}
	c := &candidate{host: host, domain: host.Registrable(), hash: hash}
	if siblings := s.domains[c.domain]; len(siblings) >= perDomain {
		s.crowded++
		worst := slices.MaxFunc(siblings, func(a, b *candidate) int { return cmp.Compare(a.hash, b.hash) })
		if hash >= worst.hash {
			return
		}
		s.remove(worst)
	}
	s.at[host] = c
	s.domains[c.domain] = append(s.domains[c.domain], c)
	heap.Push(&s.drawn, c)
	if len(s.drawn) > s.most {
		s.remove(s.drawn[0])
	}
}

func (s *sampler) remove(c *candidate) {
	heap.Remove(&s.drawn, c.place)
	delete(s.at, c.host)
	siblings := s.domains[c.domain]
	if len(siblings) == 1 {
		delete(s.domains, c.domain)
		return
	}
	i := slices.Index(siblings, c)
	siblings[i] = siblings[len(siblings)-1]
	s.domains[c.domain] = siblings[:len(siblings)-1]
}

// hosts returns the sample in the order of its hashes, which is a random one.
func (s *sampler) hosts() []landfall.Host {
	slices.SortFunc(s.drawn, func(a, b *candidate) int { return cmp.Compare(a.hash, b.hash) })
	hosts := make([]landfall.Host, len(s.drawn))
	for i, c := range s.drawn {
		hosts[i] = c.host
	}
	return hosts
}

// byHash is a heap with the highest hash on top.
type byHash []*candidate

func (h byHash) Len() int           { return len(h) }
func (h byHash) Less(i, j int) bool { return h[i].hash > h[j].hash }
func (h byHash) Swap(i, j int) {
	h[i], h[j] = h[j], h[i]
	h[i].place, h[j].place = i, j
}

// Push is for container/heap.
func (h *byHash) Push(x any) {
	c := x.(*candidate)
	c.place = len(*h)
	*h = append(*h, c)
}

// Pop is for container/heap.
func (h *byHash) Pop() any {
	last := len(*h) - 1
	c := (*h)[last]
	(*h)[last] = nil
	*h = (*h)[:last]
	return c
}

// keyedHash is FNV-1a from a secret start, with the finaliser of SplitMix64 so
// that every bit of the name reaches every bit of the hash.
func keyedHash(key uint64, name string) uint64 {
	h := key ^ 14695981039346656037
	for i := range len(name) {
		h = (h ^ uint64(name[i])) * 1099511628211
	}
	h = (h ^ h>>30) * 0xbf58476d1ce4e5b9
	h = (h ^ h>>27) * 0x94d049bb133111eb
	return h ^ h>>31
}

// faultOf returns the fault of a name that ParseHost refused.
func faultOf(err error) landfall.HostFault {
	if refused, ok := errors.AsType[*landfall.HostError](err); ok {
		return refused.Fault
	}
	return NotAName
}
