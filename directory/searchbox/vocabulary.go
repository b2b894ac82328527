package searchbox

import (
	"cmp"
	"slices"
	"strings"

	"landfall"
	"landfall/directory/lexicon"
)

// Term is one word or phrase and what it means.
type Term struct {
	Text  string // in any spelling; "*" at its end stands for the rest of a word
	Key   Key
	Value string
	Label string // what the chip and a suggestion are called
	// Own says that it is the name of the thing itself and not another word for it: such a
	// name is recognised with a slip in it, and suggested first.
	Own bool
	// Guess says that it may well mean something else.
	Guess bool
	// Context says that a place's name counts only beside another place of its country, or
	// after a word such as "in".
	Context bool
	// Capitals says that it counts only if it is written in capitals.
	Capitals bool
	// Weight orders suggestions, such as by how many servers have the value.
	Weight int

	known bool // a place that most people know by the name, or that a list says to
}

// Hosts knows the names of servers, for suggestions.
type Hosts interface {
	// HostsFrom returns up to n hosts whose names begin with a prefix in small letters, in
	// a stable order, those that people are likely to mean first.
	HostsFrom(prefix string, n int) []landfall.Host
}

// Vocabulary is all that a parser knows.
type Vocabulary struct {
	Terms []Term
	// Speaks reports whether a language is one of a country's, which tells places of one
	// name apart; nil: that is not known.
	Speaks func(country, language string) bool
	Hosts  Hosts // nil: no hosts are suggested
}

// dictionary finds terms.
type dictionary struct {
	terms []Term
	// exact and begins are terms by key; those in begins have a star.
	exact, begins map[string][]int32
	longest       map[string]int // tokens of the longest key, by its first token
	tokens        map[string]bool
	slips         map[string][]int32 // terms by their key with one letter left out
	sorted        []named            // for suggestions
}

// named is a name that may be suggested.
type named struct {
	key  string
	term int32
}

func newDictionary(terms []Term) *dictionary {
	d := &dictionary{
		terms: terms, exact: map[string][]int32{}, begins: map[string][]int32{}, longest: map[string]int{},
		tokens: map[string]bool{}, slips: map[string][]int32{},
	}
	seen := map[string]bool{}
	for i := range terms {
		text, prefix := strings.CutSuffix(terms[i].Text, "*")
		key, first, count := key(text)
		if !terms[i].Capitals && !worth(key) {
			continue
		}
		same := key + "\x00" + string(terms[i].Key) + terms[i].Value
		if seen[same] && !prefix {
			continue
		}
		seen[same] = true
		d.add(int32(i), key, prefix)
		d.longest[first] = max(d.longest[first], count)
		if !prefix {
			for token := range strings.SplitSeq(key, " ") {
				d.tokens[token] = true
			}
		}
	}
	d.yield()
	for _, by := range []map[string][]int32{d.exact, d.begins} {
		for _, list := range by {
			slices.SortStableFunc(list, d.compare)
		}
	}
	slices.SortFunc(d.sorted, func(a, b named) int { return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(a.term, b.term)) })
	return d
}

// yield lets topics give way to what people more likely mean by the same word: another word
// for a topic to the name of a software, for whoever types "bookwyrm" means BookWyrm, and
// one that says little to what people do, such as "video".
func (d *dictionary) yield() {
	has := func(list []int32, is func(*Term) bool) bool {
		return slices.ContainsFunc(list, func(i int32) bool { return is(&d.terms[i]) })
	}
	for key, list := range d.exact {
		program := has(list, func(t *Term) bool { return t.Key == KeySoftware })
		kind := has(list, func(t *Term) bool { return t.Key == KeyKind && !t.Guess })
		if program || kind {
			d.exact[key] = slices.DeleteFunc(list, func(i int32) bool {
				t := &d.terms[i]
				return t.Key == KeyTopic && (program && !t.Own || kind && t.Guess)
			})
		}
	}
}

// worth reports whether a key is long enough to mean something by itself.
func worth(key string) bool {
	letters := []rune(key)
	switch {
	case len(letters) == 0:
		return false
	case len(letters) == 1:
		return letters[0] > 0x2e80 // one sign may be a word
	}
	return len(letters) > 2 || !ordinary[key]
}

func (d *dictionary) add(term int32, key string, prefix bool) {
	if prefix {
		d.begins[key] = append(d.begins[key], term)
		return
	}
	d.exact[key] = append(d.exact[key], term)
	t := &d.terms[term]
	d.sorted = append(d.sorted, named{key, term})
	if t.Own && lexicon.MayHaveSlip(key) {
		each(key, func(shorter []byte) { d.slips[string(shorter)] = append(d.slips[string(shorter)], term) })
		d.slips[key] = append(d.slips[key], term)
	}
}

// compare orders the meanings of one phrase.
func (d *dictionary) compare(a, b int32) int {
	x, y := &d.terms[a], &d.terms[b]
	return cmp.Or(
		cmp.Compare(slices.Index(keys, x.Key), slices.Index(keys, y.Key)),
		compareBool(y.Own, x.Own),
		compareBool(strings.Contains(y.Value, "."), strings.Contains(x.Value, ".")), // what is narrower
		cmp.Compare(a, b),
	)
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}
