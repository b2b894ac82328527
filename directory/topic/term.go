package topic

import (
	"slices"
	"strings"

	"landfall/directory/lexicon"
)

// term is one entry of a list of words.
type term struct {
	text   string // folded
	prefix bool   // the start of a word ("*")
	weak   bool   // says little by itself ("~")
}

// readTerm reads "photograph*", the start of a word, or "privacy~", which says little
// by itself, or both ("geek*~").
func readTerm(text string) term {
	text, weak := strings.CutSuffix(text, "~")
	text, prefix := strings.CutSuffix(text, "*")
	return term{text: lexicon.FoldTerm(text), prefix: prefix, weak: weak}
}

// String spells the term as evidence shows it.
func (t term) String() string {
	if t.prefix {
		return t.text + "*"
	}
	return t.text
}

// kind says what a pattern is for.
type kind uint8

const (
	kindWord       kind = iota // of a topic
	kindTag                    // of a topic, after "#" only
	kindDomain                 // of a topic, in a host name only
	kindIgnore                 // holds a word of a topic, but says nothing of it
	kindNeed                   // context of an ambiguous word
	kindNegation               // what follows is not the topic
	kindNegationOf             // what precedes is not the topic
	kindNeutral                // holds a negation, but does not negate
	kindBut                    // a negation reaches no further
	kindEnd                    // nor here, if a new item begins with it
	kindAnd                    // joins the items of a list
	kindWelcome                // what follows is welcome, and not the topic for that
	kindWelcomeOf              // what precedes is welcome
	kindOperator               // what follows says who runs the place
	kindRegardless             // its sentence says what nobody is judged by
	kindFocus                  // what follows is the topic
	kindFocusOf                // what precedes is the topic
)

// use is one meaning of a pattern.
type use struct {
	term
	kind  kind
	topic int // index into Taxonomy.Topics
	need  int // the context it needs, or that it is; 0 for none
}

// patterns collects what an automaton shall find.
type patterns struct {
	texts []string
	uses  [][]use // by pattern
	index map[string]int
	needs int
}

func (p *patterns) add(u use) {
	i, ok := p.index[u.text]
	if !ok {
		i = len(p.texts)
		p.index[u.text] = i
		p.texts = append(p.texts, u.text)
		p.uses = append(p.uses, nil)
	}
	if !slices.Contains(p.uses[i], u) {
		p.uses[i] = append(p.uses[i], u)
	}
}

func (p *patterns) addAll(kind kind, texts []string) {
	for _, text := range texts {
		p.add(use{term: readTerm(text), kind: kind, topic: -1})
	}
}
