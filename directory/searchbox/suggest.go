package searchbox

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"landfall/directory/lexicon"
	"landfall/directory/which"
)

// Suggestion is something that an unfinished input may go on to.
type Suggestion struct {
	Key   Key
	Value string
	Label string
	// Text is the whole input once the suggestion is taken.
	Text string
}

const (
	// minSuggest is from how many letters on something is suggested; of scripts without
	// spaces one sign is enough.
	minSuggest = 2
	// maxSuggestTokens is how many words may belong to the unfinished name.
	maxSuggestTokens = 4
)

// Suggest returns up to n names that the end of an input may become: topics, places,
// languages, software, other facets, servers. Things' own names go before other words for
// them, and no kind takes more than half of the places while others have something to
// suggest. The order is the same each time.
func (p *Parser) Suggest(input string, n int) []Suggestion {
	input = strings.ToValidUTF8(input, "")
	if all, ok := p.suggestHosts(input, n); ok {
		return all
	}
	tokens := tokenize(input)
	for first := max(0, len(tokens)-maxSuggestTokens); first < len(tokens); first++ {
		if tokens[first].quoted || slices.ContainsFunc(tokens[first+1:], func(t token) bool { return !continues(&t) }) {
			continue
		}
		var key []byte
		for i := first; i < len(tokens); i++ {
			key = phrase(key, &tokens[i])
		}
		if all := p.beginningWith(string(key), input[:tokens[first].from], n); len(all) > 0 {
			return all
		}
	}
	return nil
}

// suggestHosts suggests servers for a last word that can be nothing else: one with a dot,
// or a handle. The name of a person is not part of what is suggested.
func (p *Parser) suggestHosts(input string, n int) (all []Suggestion, ok bool) {
	from := strings.LastIndexAny(input, " \t\n") + 1
	word := input[from:]
	if at := strings.LastIndexByte(word, '@'); at > 0 || strings.Contains(word, ".") {
		return p.hostsFrom(strings.ToLower(word[at+1:]), input[:from], n), true
	}
	return nil, false
}

func (p *Parser) hostsFrom(prefix, head string, n int) (all []Suggestion) {
	if p.hosts == nil {
		return nil
	}
	for _, host := range p.hosts.HostsFrom(prefix, n) {
		all = append(all, Suggestion{KeyServer, string(host), host.Display(), head + host.Display()})
	}
	return all
}

// beginningWith suggests what begins with a key.
func (p *Parser) beginningWith(prefix, head string, n int) []Suggestion {
	first, _ := utf8.DecodeRuneInString(prefix)
	if utf8.RuneCountInString(prefix) < minSuggest && !lexicon.IsSign(first) {
		return nil
	}
	names := p.words.startingWith(prefix)
	slices.SortFunc(names, func(a, b named) int { return p.words.suggestFirst(prefix, a, b) })
	seen := map[Chip]bool{}
	own, others := map[Key][]Suggestion{}, map[Key][]Suggestion{}
	for _, name := range names {
		t := &p.words.terms[name.term]
		if same := (Chip{Key: t.Key, Value: t.Value}); !seen[same] && p.words.plain(name) {
			seen[same] = true
			list := others
			if t.Own {
				list = own
			}
			list[t.Key] = append(list[t.Key], Suggestion{t.Key, t.Value, t.Label, head + p.words.spelt(name)})
		}
	}
	own[KeyServer] = p.hostsFrom(strings.ReplaceAll(prefix, " ", "-"), head, n)
	all := share(own, n)
	return append(all, share(others, n-len(all))...)
}

// plain reports whether a name is enough, with its country, to mean its term. A city that
// is called as a country is stands behind it.
func (d *dictionary) plain(name named) bool {
	t, first := &d.terms[name.term], &d.terms[d.exact[name.key][0]]
	if t.Key == KeyPlace && first.Key == KeyPlace {
		return !slices.ContainsFunc(d.exact[name.key], func(other int32) bool {
			value := d.terms[other].Value
			return value == country(value) && value != t.Value
		})
	}
	return !t.Capitals && t.Value == first.Value && t.Key == first.Key
}

// spelt returns a text that means the term and nothing else: a place that others are called
// like stands with its country.
func (d *dictionary) spelt(name named) string {
	t := &d.terms[name.term]
	_, country, ok := strings.Cut(t.Label, ", ")
	alone := !t.Guess && !slices.ContainsFunc(d.exact[name.key], func(other int32) bool { return d.terms[other].Value != t.Value })
	text := t.Text
	if _, host := which.Word(text); host || strings.ContainsFunc(text, breaks) {
		text = name.key // "ASP.NET" is a host as well
	}
	if ok && t.Key == KeyPlace && !alone {
		text += ", " + country
	}
	return text
}

// suggestOrder is the order of kinds in suggestions.
var suggestOrder = append(slices.Clone(keys[1:]), KeyServer)

// share gives each kind half of the places at most, and then what is left to the first.
func share(byKey map[Key][]Suggestion, n int) []Suggestion {
	taken := map[Key]int{}
	left := n
	for _, most := range []int{(n + 1) / 2, n} {
		for _, key := range suggestOrder {
			more := min(max(most-taken[key], 0), len(byKey[key])-taken[key], left)
			taken[key] += more
			left -= more
		}
	}
	var all []Suggestion
	for _, key := range suggestOrder {
		all = append(all, byKey[key][:taken[key]]...)
	}
	return all
}

// startingWith returns the names that begin with a key.
func (d *dictionary) startingWith(prefix string) []named {
	from, _ := slices.BinarySearchFunc(d.sorted, prefix, func(n named, prefix string) int { return cmp.Compare(n.key, prefix) })
	to := from
	for to < len(d.sorted) && strings.HasPrefix(d.sorted[to].key, prefix) {
		to++
	}
	return slices.Clone(d.sorted[from:to])
}

// suggestFirst orders names of one beginning: the whole name, what many servers have, a
// thing's own name, sure ones, short ones.
func (d *dictionary) suggestFirst(prefix string, a, b named) int {
	x, y := &d.terms[a.term], &d.terms[b.term]
	return cmp.Or(
		compareBool(b.key == prefix, a.key == prefix),
		cmp.Compare(y.Weight, x.Weight),
		compareBool(y.Own, x.Own),
		compareBool(x.Guess, y.Guess),
		cmp.Compare(len(a.key), len(b.key)),
		cmp.Compare(a.key, b.key),
		cmp.Compare(a.term, b.term),
	)
}
