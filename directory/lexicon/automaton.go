package lexicon

import (
	"cmp"
	"maps"
	"slices"
)

// Automaton finds all occurrences of many patterns in one pass over a text (Aho and
// Corasick, "Efficient string matching", 1975). Its transitions are lists by state, so
// that its size goes with the patterns and not with the alphabet; the first state, where
// most of a text is read, has a table.
type Automaton struct {
	root [256]int32
	from []int32 // where the transitions of each state begin in by and to
	by   []byte
	to   []int32
	fail []int32 // the longest proper suffix that is a state
	ends []int32 // the pattern that ends in this state, or -1
	more []int32 // the nearest state down the suffixes in which a pattern ends, or 0
	size []int32 // the length of the state's text in bytes
}

type edge struct {
	state int32
	by    byte
}

// NewAutomaton returns the automaton of distinct patterns, none of them empty.
func NewAutomaton(patterns []string) *Automaton {
	a := &Automaton{}
	a.addState(0)
	next := map[edge]int32{}
	for i, pattern := range patterns {
		state := int32(0)
		for j := range len(pattern) {
			e := edge{state, pattern[j]}
			to, ok := next[e]
			if !ok {
				to = a.addState(a.size[state] + 1)
				next[e] = to
			}
			state = to
		}
		a.ends[state] = int32(i)
	}
	a.list(next)
	a.link(patterns)
	return a
}

// list lays the transitions out by state.
func (a *Automaton) list(next map[edge]int32) {
	edges := slices.SortedFunc(maps.Keys(next), func(x, y edge) int { return cmp.Compare(x.state, y.state) })
	a.from = make([]int32, len(a.fail)+1)
	for _, e := range edges {
		if e.state == 0 {
			a.root[e.by] = next[e]
		}
		a.from[e.state+1]++
		a.by = append(a.by, e.by)
		a.to = append(a.to, next[e])
	}
	for state := range len(a.fail) {
		a.from[state+1] += a.from[state]
	}
}

// next returns the state that a transition leads to; 0 if there is none.
func (a *Automaton) next(state int32, by byte) int32 {
	if state == 0 {
		return a.root[by]
	}
	for i := a.from[state]; i < a.from[state+1]; i++ {
		if a.by[i] == by {
			return a.to[i]
		}
	}
	return 0
}

func (a *Automaton) addState(size int32) int32 {
	a.fail = append(a.fail, 0)
	a.ends = append(a.ends, -1)
	a.more = append(a.more, 0)
	a.size = append(a.size, size)
	return int32(len(a.fail) - 1)
}

// link fills in the suffixes, shorter states before longer ones.
func (a *Automaton) link(patterns []string) {
	longest := 0
	for _, pattern := range patterns {
		longest = max(longest, len(pattern))
	}
	at := make([]int32, len(patterns)) // the state each pattern has been followed to
	for depth := range longest {
		for i, pattern := range patterns {
			if depth >= len(pattern) {
				continue
			}
			from, by := at[i], pattern[depth]
			to := a.next(from, by)
			if depth > 0 {
				suffix := a.step(a.fail[from], by)
				a.fail[to] = suffix
				a.more[to] = suffix
				if a.ends[suffix] < 0 {
					a.more[to] = a.more[suffix]
				}
			}
			at[i] = to
		}
	}
}

// step returns the state after one more byte.
func (a *Automaton) step(state int32, by byte) int32 {
	for {
		if to := a.next(state, by); to != 0 || state == 0 {
			return to
		}
		state = a.fail[state]
	}
}

// Scan calls found with every occurrence text[start:end] of a pattern, by rising end
// and, for one end, from the longest to the shortest.
func (a *Automaton) Scan(text string, found func(pattern, start, end int)) {
	state := int32(0)
	for i := range len(text) {
		state = a.step(state, text[i])
		for s := state; s != 0; s = a.more[s] {
			if a.ends[s] >= 0 {
				found(int(a.ends[s]), i+1-int(a.size[s]), i+1)
			}
		}
	}
}
