package topic

import (
	"slices"

	"landfall"
	"landfall/directory/lexicon"
)

// weakShare is what a term that says little by itself weighs of one that does.
const weakShare = 0.6

// asideShare is what a term weighs where it only says who is welcome or who runs the
// place.
const asideShare = 0.4

// What a description says after its first words and without a phrase that says what the
// place is about is said in passing, and weighs less.
const (
	openingWords = 10
	passingShare = 0.8
	// of a sensitive topic, for which a word in passing is not enough
	passingSensitive = 0.5
)

// manyTopics is the number of topics from which on a text that names each of them once
// is about none of them; enumerated is what each then weighs of a full mention.
const (
	manyTopics = 4
	enumerated = 0.6
)

// gathering collects the evidence on one instance.
type gathering struct {
	c        *Classifier
	needs    map[int]bool // contexts met anywhere in the texts
	evidence []Evidence
	declared []Declaration
}

func (g *gathering) addNeeds(r *reading) {
	for _, f := range r.found {
		if f.kind == kindNeed {
			g.needs[f.need] = true
		}
	}
}

// addText takes in the hits of one text.
func (g *gathering) addText(r *reading) {
	scattered := r.scattered(g.c.taxonomy)
	for _, f := range r.found {
		if f.kind > kindTag || f.need > 0 && !r.near(&f, f.need) && (r.Source != SourceName || !g.met(f.need)) {
			continue
		}
		source, weight, against := g.c.weigh(r, &f)
		if scattered[g.c.taxonomy.Topics[f.topic].ID.Parent()] {
			weight *= enumerated
		}
		if weight > 0 || against {
			g.add(Evidence{
				Topic: g.c.taxonomy.Topics[f.topic].ID, place: f.first + 1,
				Evidence: lexicon.Evidence{
					Source: source, Term: f.String(), Text: lexicon.Snippet(r.Orig, r.From[f.start], r.From[f.end]),
					Weight: weight, Against: against, FirstSeen: r.FirstSeen, LastSeen: r.LastSeen,
				},
			})
		}
	}
	if r.Source == SourceName {
		g.addCompounds(r)
	}
}

// weigh says what one hit in a text is worth.
func (c *Classifier) weigh(r *reading, f *found) (source Source, weight float64, against bool) {
	source = r.Source
	topic := c.taxonomy.Topics[f.topic]
	switch {
	case topic.Sensitive && r.regardless(f):
		return source, 0, false
	case r.negated(f):
		return source, 0, true
	}
	focused := topic.ID != General && r.focused(f)
	if source == SourceRules && !focused {
		return source, 0, false
	}
	if source == SourceDescription && r.isTag(f.start) && !topic.Sensitive {
		source = SourceHashtag
	}
	weight = weightOf[source]
	if f.weak && !focused {
		weight *= weakShare
	}
	if source == SourceDescription && !focused && topic.ID != General && f.first >= openingWords {
		weight *= passing(topic.Sensitive)
	}
	if r.welcomed(f, topic.Sensitive) || r.preceded(f, kindOperator) {
		weight *= asideShare
	}
	return source, weight, false
}

func passing(sensitive bool) float64 {
	if sensitive {
		return passingSensitive
	}
	return passingShare
}

// scattered returns the topics that a text names once each while it names many.
func (r *reading) scattered(t *Taxonomy) map[ID]bool {
	terms := map[ID]map[string]bool{}
	for _, f := range r.found {
		if f.kind <= kindTag && !r.negated(&f) {
			id := t.Topics[f.topic].ID.Parent()
			if terms[id] == nil {
				terms[id] = map[string]bool{}
			}
			terms[id][f.text] = true
		}
	}
	once := map[ID]bool{}
	for id, texts := range terms {
		once[id] = len(terms) >= manyTopics && len(texts) == 1 && id != General
	}
	return once
}

// addCompounds takes in what words of a name are made of ("Jazztodon").
func (g *gathering) addCompounds(r *reading) {
	for i, w := range r.words {
		for _, p := range g.c.partsOf(r.Folded.Text[w.Start:w.End]) {
			if p.weight == compoundWeight && g.met(p.need) {
				g.add(Evidence{
					Topic: g.c.taxonomy.Topics[p.topic].ID, place: i + 1,
					Evidence: lexicon.Evidence{
						Source: SourceName, Term: p.String(), Text: lexicon.Snippet(r.Orig, r.From[w.Start], r.From[w.End]),
						Weight: p.weight, FirstSeen: r.FirstSeen, LastSeen: r.LastSeen,
					},
				})
			}
		}
	}
}

// met reports whether a context that a term needs is there; 0 is none.
func (g *gathering) met(need int) bool { return need == 0 || g.needs[need] }

func (g *gathering) addHost(host landfall.Host) {
	for i, token := range g.c.hostTokens(host) {
		for _, p := range g.c.partsOf(token) {
			if g.met(p.need) {
				g.add(Evidence{
					Topic: g.c.taxonomy.Topics[p.topic].ID, place: i + 1,
					Evidence: lexicon.Evidence{Source: p.source, Term: p.String(), Text: host.Display(), Weight: p.weight},
				})
			}
		}
	}
	if id, term, weight, ok := g.c.ending(host); ok {
		g.add(Evidence{Topic: id, Evidence: lexicon.Evidence{Source: SourceHost, Term: "." + term, Text: host.Display(), Weight: weight}})
	}
}

// addTag takes in a hashtag that is talked about; it is no evidence of a sensitive topic.
func (g *gathering) addTag(tag Tag) {
	r := g.c.read(Text{Source: SourceTags, Text: "#" + tag.Name})
	for _, f := range r.found {
		whole := f.kind <= kindTag && f.start == 1 && f.end == len(r.Folded.Text)
		if whole && tag.Weight > 0 && g.met(f.need) && !g.c.taxonomy.Topics[f.topic].Sensitive {
			g.add(Evidence{
				Topic: g.c.taxonomy.Topics[f.topic].ID,
				Evidence: lexicon.Evidence{
					Source: SourceTags, Term: f.String(), Text: lexicon.Snippet(r.Orig, 0, len(r.Orig)),
					Weight: tag.Weight, FirstSeen: tag.FirstSeen, LastSeen: tag.LastSeen,
				},
			})
		}
	}
}

// addDeclaration takes in what somebody says; of topics that do not exist (any more)
// nothing can be said.
func (g *gathering) addDeclaration(d Declaration) {
	if _, ok := g.c.taxonomy.Topic(d.Topic); !ok {
		return
	}
	e := Evidence{Topic: d.Topic, Evidence: lexicon.Evidence{
		Source: d.Source, Text: lexicon.Snippet(d.Note, 0, len(d.Note)), Against: d.Removed, FirstSeen: d.At, LastSeen: d.At,
	}}
	if !d.Removed {
		e.Weight = weightOf[d.Source]
	}
	g.add(e)
	g.declared = append(g.declared, d)
}

// add takes evidence in; one term in one source counts once, at its highest weight.
func (g *gathering) add(e Evidence) {
	e.Rule = g.c.rule
	i := slices.IndexFunc(g.evidence, func(o Evidence) bool {
		return o.Topic == e.Topic && o.Term == e.Term && o.Against == e.Against && sameText(o.Source, e.Source)
	})
	switch {
	case i < 0:
		g.evidence = append(g.evidence, e)
	case g.evidence[i].Weight < e.Weight:
		g.evidence[i] = e
	}
}

// sameReason reports whether two pieces of evidence are one word of one text.
func sameReason(a, b Evidence) bool {
	return sameText(a.Source, b.Source) && (a.Term != "" && a.Term == b.Term || a.place > 0 && a.place == b.place)
}

// sameText reports whether two sources are the same words: a hashtag is part of the
// description.
func sameText(a, b Source) bool {
	plain := func(s Source) Source {
		if s == SourceHashtag {
			return SourceDescription
		}
		return s
	}
	return plain(a) == plain(b)
}
