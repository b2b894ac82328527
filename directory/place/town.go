package place

import (
	"cmp"
	"slices"
	"unicode/utf8"

	"landfall/directory/lexicon"
	"landfall/directory/place/towns"
)

// town is what is known of a meaning that comes from the table of towns.
type town struct {
	inhabitants int  // 0 of what is not from the table
	main        bool // by the name most used for it
	unsure      bool // by a name that is a word or a person's as well
}

// What a town has of inhabitants, at least, to be found by a phrase for people there alone, or
// by a name that is a word as well; and how many times those of its largest homonym.
const (
	wellKnown = 50_000
	dominant  = 10
)

// findSame finds the towns of the table that the project's own list has by another name.
func (f *Finder) findSame() {
	for name, means := range f.names {
		for _, m := range means {
			if m.kind != kindName || m.place.IsCountry() {
				continue
			}
			for _, t := range f.towns.Lookup(name) {
				if id := idOfTown(t); t.Main && id.Country() == m.place.Country() {
					f.same[id] = m.place
				}
			}
		}
	}
}

func idOfTown(t towns.Town) ID { return ID(t.Country + "." + t.Key) }

// townsOf returns the towns that a folded name may mean. Names that the project's own list
// or a country has are left to those.
func (f *Finder) townsOf(name string) []meaning {
	if len(f.names[name]) > 0 {
		return nil
	}
	var means []meaning
	for _, t := range f.towns.Lookup(name) {
		m := meaning{kind: kindName, place: idOfTown(t), town: town{t.Inhabitants, t.Main, t.Unsure}}
		if listed, ok := f.same[m.place]; ok {
			m.place = listed
			m.known = !t.Unsure
		}
		means = append(means, m)
	}
	return means
}

// maxSigns is how many signs a name in a text without spaces has at most.
const maxSigns = 6

// addTowns finds the towns in a text, at each word the one with the longest name.
func (f *Finder) addTowns(r *reading) {
	before := len(r.Hits)
	text := r.Folded.Text
	take := func(start, end int) bool {
		if !f.towns.Has(text[start:end]) || !lexicon.Whole(text, start, end, false) {
			return false
		}
		h := hit{Term: text[start:end], Start: start, End: end, First: lexicon.WordAt(r.Words, start), Last: lexicon.WordAt(r.Words, end-1)}
		for _, m := range f.townsOf(h.Term) {
			h.Mean = m
			r.Hits = append(r.Hits, h)
		}
		return true
	}
	for i, w := range r.Words {
		first, _ := utf8.DecodeRuneInString(text[w.Start:])
		if lexicon.IsSign(first) {
			for at := w.Start; at < w.End; {
				longestSigns(text, at, take)
				_, size := utf8.DecodeRuneInString(text[at:])
				at += size
			}
			continue
		}
		for last := min(i+f.towns.Words(), len(r.Words)) - 1; last >= i && !take(w.Start, r.Words[last].End); last-- {
		}
	}
	if len(r.Hits) > before {
		slices.SortStableFunc(r.Hits, func(a, b hit) int {
			return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End))
		})
	}
}

// longestSigns takes the longest name of signs that begins at a place in a text.
func longestSigns(text string, at int, take func(start, end int) bool) {
	ends := make([]int, 0, maxSigns)
	for end := at; end < len(text) && len(ends) < maxSigns; {
		r, size := utf8.DecodeRuneInString(text[end:])
		if !lexicon.IsSign(r) {
			break
		}
		end += size
		ends = append(ends, end)
	}
	for _, end := range slices.Backward(ends) {
		if take(at, end) {
			return
		}
	}
}
