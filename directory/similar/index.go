package similar

import (
	"math"
	"slices"

	"landfall"
)

// Index answers which servers are similar. It is safe for concurrent use.
type Index struct {
	servers   []Server
	at        map[landfall.Host]int
	operators []int32 // of each server
	topics    map[string][]posting
	languages map[string][]uint32
	places    map[string][]uint32
	software  map[string]int32 // numbers, from 1
	plain     []plain
}

// posting is a server with a topic.
type posting struct {
	server     uint32
	confidence float64
}

// plain is what is compared of each server without looking it up.
type plain struct {
	software int32
	size     Size
	kinds    uint64
}

// New returns an index of servers. Of several with one host the first counts.
func New(servers []Server) *Index {
	x := &Index{
		at: make(map[landfall.Host]int, len(servers)), topics: map[string][]posting{},
		languages: map[string][]uint32{}, places: map[string][]uint32{}, software: map[string]int32{},
	}
	operators, kinds := map[string]int32{}, map[string]int32{}
	for i := range servers {
		s := &servers[i]
		if _, again := x.at[s.Host]; again {
			continue
		}
		n := uint32(len(x.servers))
		x.at[s.Host] = int(n)
		x.servers = append(x.servers, *s)
		x.operators = append(x.operators, number(operators, s.operator()))
		for _, t := range s.Topics {
			x.topics[t.ID] = append(x.topics[t.ID], posting{n, t.Confidence})
		}
		for _, code := range distinct(s.Languages) {
			x.languages[code] = append(x.languages[code], n)
		}
		for _, id := range withParents(s.Places) {
			x.places[id] = append(x.places[id], n)
		}
		p := plain{size: s.Size}
		if s.Software != "" {
			p.software = number(x.software, s.Software)
		}
		for _, kind := range s.Kinds {
			p.kinds |= 1 << (number(kinds, kind) % 64)
		}
		x.plain = append(x.plain, p)
	}
	return x
}

// number returns the number of a name, from 1, giving it the next if it has none.
func number(numbers map[string]int32, name string) int32 {
	n, ok := numbers[name]
	if !ok {
		n = int32(len(numbers) + 1)
		numbers[name] = n
	}
	return n
}

func distinct(list []string) []string {
	list = slices.Clone(list)
	slices.Sort(list)
	return slices.Compact(list)
}

// withParents returns each and what it is part of, once.
func withParents(ids []string) []string {
	all := slices.Clone(ids)
	for _, id := range ids {
		if whole := parent(id); whole != "" {
			all = append(all, whole)
		}
	}
	return distinct(all)
}

// rarity weighs a topic by how few servers have it: the fewer, the more two servers that
// have it are alike. It is 1 where all do.
func (x *Index) rarity(topic string) float64 {
	have := max(len(x.topics[topic]), 1)
	return math.Log2(1 + float64(len(x.servers))/float64(have))
}
