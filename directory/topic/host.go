package topic

import (
	"cmp"
	"slices"
	"strings"

	"golang.org/x/net/publicsuffix"

	"landfall"
	"landfall/directory/lexicon"
)

// part is a topic's term in a part of a host name or in a compound of a name.
type part struct {
	use
	source Source
	weight float64
}

// compoundWeight is for a term joined to a word that says nothing ("jazztodon").
const compoundWeight = 0.5

// minJoined is the shortest term in letters that another word may be joined to.
const minJoined = 4

// minPart is the shortest term in letters that is looked for inside a longer part.
const minPart = 6

// hostTokens returns the parts of a host name between dots, hyphens and digits, without
// the public suffix and without what only names a service ("video.", "dev.").
func (c *Classifier) hostTokens(host landfall.Host) []string {
	suffix, _ := publicsuffix.PublicSuffix(string(host))
	own := host.Registrable()
	name := strings.TrimSuffix(strings.TrimSuffix(string(host), suffix), ".")
	sub := strings.TrimSuffix(strings.TrimSuffix(string(host), own), ".")
	var tokens []string
	split := func(text string, isService bool) {
		for _, token := range strings.FieldsFunc(text, func(r rune) bool { return !lexicon.IsLetter(r) && !lexicon.IsSign(r) || r >= '0' && r <= '9' }) {
			if !isService || !c.services[token] {
				tokens = append(tokens, token)
			}
		}
	}
	for label := range strings.SplitSeq(display(sub), ".") {
		split(label, true)
	}
	split(strings.TrimPrefix(display(name), display(sub)), false)
	return tokens
}

func display(name string) string { return foldKeepingHyphens(landfall.Host(name).Display()) }

func foldKeepingHyphens(text string) string { return lexicon.Fold(text).Text }

// partsOf returns the topics' terms in one token. Inside a token only terms of topics
// that are not sensitive are looked for.
func (c *Classifier) partsOf(token string) []part {
	var parts []part
	c.automaton.Scan(token, func(pattern, start, end int) {
		for _, u := range c.uses[pattern] {
			if p, ok := c.partOf(token, u, start, end); ok {
				parts = append(parts, p)
			}
		}
	})
	longest := slices.MaxFunc(append(parts, part{}), func(a, b part) int { return cmp.Compare(len(a.text), len(b.text)) })
	parts = slices.DeleteFunc(parts, func(p part) bool { return len(p.text) < len(longest.text) })
	slices.SortStableFunc(parts, func(a, b part) int { return cmp.Or(cmp.Compare(a.topic, b.topic), cmp.Compare(b.weight, a.weight)) })
	return slices.CompactFunc(parts, func(a, b part) bool { return a.topic == b.topic })
}

// partOf judges one occurrence of a term in a token.
func (c *Classifier) partOf(token string, u use, start, end int) (part, bool) {
	sensitive := u.topic >= 0 && c.taxonomy.Topics[u.topic].Sensitive
	switch {
	case u.kind == kindDomain:
	case u.kind == kindWord && !u.weak && !sensitive && len(u.text) >= 5 && u.need == 0:
	default:
		return part{}, false
	}
	share := 1.0
	if u.weak {
		share = weakShare
	}
	rest := token[:start] + token[end:]
	const maxEnding = 4 // letters that a word may go on with
	switch {
	case rest == "", u.prefix && start == 0 && len(rest) <= maxEnding:
		return part{u, SourceHost, share * weightOf[SourceHost]}, true
	case sensitive || start > 0 && end < len(token):
		return part{}, false
	case len(u.text) >= minJoined && c.carriers[rest]:
		return part{u, SourceHost, share * compoundWeight}, true
	case len(u.text) >= minPart:
		return part{u, SourceHostPart, share * weightOf[SourceHostPart]}, true
	}
	return part{}, false
}

// ending returns the topic that a top-level domain stands for.
func (c *Classifier) ending(host landfall.Host) (id ID, term string, weight float64, ok bool) {
	last := string(host[strings.LastIndexByte(string(host), '.')+1:])
	if id, ok := c.taxonomy.file.Endings[last]; ok {
		return id, last, weightOf[SourceHost], true
	}
	if id, ok := c.taxonomy.file.Endings[last+"~"]; ok {
		return id, last, weightOf[SourceHost] * weakShare, true
	}
	return "", "", 0, false
}
