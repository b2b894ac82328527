package searchbox

import (
	"cmp"
	"slices"
	"strings"

	"landfall/directory/which"
)

// Parser reads inputs. It never changes and is safe for concurrent use.
type Parser struct {
	words    *dictionary
	speaks   func(country, language string) bool
	hosts    Hosts
	rules    map[string]Term
	negation map[string]bool // keys, those of several signs too
	behind   map[string]bool
}

// New returns a parser of a vocabulary.
func New(v Vocabulary) *Parser {
	p := &Parser{words: newDictionary(v.Terms), speaks: v.Speaks, hosts: v.Hosts, rules: rules(), behind: forms(behind), negation: forms(negationSigns)}
	for word := range negations {
		p.negation[word] = true
	}
	if p.speaks == nil {
		p.speaks = func(string, string) bool { return false }
	}
	return p
}

// found is a chip and where in the input it begins.
type found struct {
	Chip
	round, at int
}

// Parse reads an input. One that has no meaning is text.
func (p *Parser) Parse(input string) Parsed {
	input = strings.ToValidUTF8(input, "")
	all, rest := hosts(input)
	// What is left may mean something once the words between are gone: "new open york".
	for round := 1; ; round++ {
		r := reader{Parser: p, text: rest, tokens: tokenize(rest), before: all}
		chips := r.read()
		for i := range chips {
			chips[i].round = round
		}
		all = append(all, chips...)
		before := rest
		if rest = kept(rest, r.tokens); len(chips) == 0 && rest == before {
			break
		}
		var more []found
		if more, rest = hosts(rest); len(more) > 0 {
			all = append(all, more...)
		}
	}
	return Parsed{Chips: merge(all), Text: rest}
}

// hosts takes the hosts out of a text: names, handles and addresses. What an address has
// beside its host is dropped.
func hosts(text string) (all []found, rest string) {
	if !strings.ContainsAny(text, ".@。．｡") {
		return nil, text
	}
	var left []string
	quoted := false
	for i, field := range strings.Fields(text) {
		mention, ok := which.Word(field)
		marks := countQuotes(field)
		if !ok || quoted || marks > 0 {
			left = append(left, field)
		} else {
			all = append(all, found{Chip: Chip{Key: KeyServer, Value: string(mention.Host), Label: mention.Host.Display(), Words: mention.Words, Sure: true}, at: i})
		}
		quoted = quoted != (marks%2 == 1)
	}
	if len(all) == 0 {
		return nil, text
	}
	return all, strings.Join(left, " ")
}

// countQuotes counts the marks that may begin or end words that belong together.
func countQuotes(field string) (n int) {
	for _, r := range field {
		if strings.ContainsRune("\"“”„«»「」『』", r) {
			n++
		}
	}
	return n
}

// merge makes one chip of those that mean the same, and of one that lies within another:
// "music metal" is metal, and "Berlin Germany" Berlin.
func merge(all []found) []Chip {
	slices.SortStableFunc(all, func(a, b found) int { return cmp.Or(cmp.Compare(a.round, b.round), cmp.Compare(a.at, b.at)) })
	var chips []Chip
	for _, f := range all {
		i := slices.IndexFunc(chips, func(c Chip) bool {
			return c.Key == f.Key && (c.Value == f.Value || within(c, f.Chip) || within(f.Chip, c))
		})
		if i < 0 {
			chips = append(chips, f.Chip)
			continue
		}
		c := &chips[i]
		words, sure := c.Words+" "+f.Words, c.Sure || f.Sure
		if within(f.Chip, *c) {
			c.Value, c.Label = f.Value, f.Label
		}
		c.Words, c.Sure = words, sure
	}
	slices.SortStableFunc(chips, func(a, b Chip) int { return slices.Index(keys, a.Key) - slices.Index(keys, b.Key) })
	return chips
}

// within reports whether one topic or place is part of another.
func within(part, whole Chip) bool {
	return (whole.Key == KeyTopic || whole.Key == KeyPlace) && part.Key == whole.Key && strings.HasPrefix(part.Value, whole.Value+".")
}
