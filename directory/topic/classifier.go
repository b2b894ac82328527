package topic

import (
	"maps"
	"slices"
	"strconv"

	"landfall/directory/lexicon"
)

// ruleVersion rises with every change of the rules in code.
const ruleVersion = 1

// Classifier finds the topics of instances. It is safe for concurrent use.
type Classifier struct {
	taxonomy  *Taxonomy
	automaton *lexicon.Automaton
	uses      [][]use // by pattern of the automaton
	carriers  map[string]bool
	services  map[string]bool
	rule      string
}

// NewClassifier returns a classifier for a taxonomy.
func NewClassifier(t *Taxonomy) *Classifier {
	p := &patterns{index: map[string]int{}}
	for i := range t.Topics {
		p.addTopic(i, &t.Topics[i].terms)
	}
	cues := &t.file.Cues
	p.addAll(kindNegation, cues.Negation)
	p.addAll(kindNegationOf, cues.NegationOf)
	p.addAll(kindNeutral, cues.Neutral)
	p.addAll(kindBut, cues.But)
	p.addAll(kindEnd, cues.Ends)
	p.addAll(kindAnd, cues.And)
	p.addAll(kindWelcome, cues.Welcome)
	p.addAll(kindWelcomeOf, cues.WelcomeOf)
	p.addAll(kindOperator, cues.Operator)
	p.addAll(kindRegardless, cues.Regardless)
	p.addAll(kindFocus, cues.Focus)
	p.addAll(kindFocusOf, cues.FocusOf)
	return &Classifier{
		taxonomy: t, automaton: lexicon.NewAutomaton(p.texts), uses: p.uses,
		carriers: setOf(t.file.Carriers), services: setOf(t.file.Services),
		rule: strconv.Itoa(ruleVersion) + "." + strconv.Itoa(t.Version),
	}
}

// addTopic adds what the topic with this index is recognised by.
func (p *patterns) addTopic(topic int, t *terms) {
	needs := map[string]int{}
	for _, text := range slices.Sorted(maps.Keys(t.Need)) {
		p.needs++
		needs[readTerm(text).text] = p.needs
		for _, context := range t.Need[text] {
			p.add(use{term: readTerm(context), kind: kindNeed, topic: topic, need: p.needs})
		}
	}
	addAll := func(kind kind, texts []string) {
		for _, text := range texts {
			term := readTerm(text)
			p.add(use{term: term, kind: kind, topic: topic, need: needs[term.text]})
		}
	}
	for _, language := range slices.Sorted(maps.Keys(t.Words)) {
		addAll(kindWord, t.Words[language])
	}
	addAll(kindTag, t.Tags)
	addAll(kindDomain, t.Domain)
	addAll(kindIgnore, t.Ignore)
}

func setOf(texts []string) map[string]bool {
	set := map[string]bool{}
	for _, text := range texts {
		set[lexicon.FoldTerm(text)] = true
	}
	return set
}

// Classify returns what the instance is about. The zero Result is the answer for an
// instance that nothing is known of.
func (c *Classifier) Classify(in Input) Result {
	g := &gathering{c: c, needs: map[int]bool{}}
	var texts []*reading
	for _, text := range in.Texts {
		texts = append(texts, c.read(text))
	}
	for _, r := range texts {
		g.addNeeds(r)
	}
	for _, r := range texts {
		g.addText(r)
	}
	g.addHost(in.Host)
	for _, tag := range in.Tags {
		g.addTag(tag)
	}
	for _, d := range in.Declared {
		g.addDeclaration(d)
	}
	for _, d := range c.agreed(in.Communities, in.Founded) {
		g.addDeclaration(d)
	}
	return g.result(in.Active)
}
