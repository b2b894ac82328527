package topic

import (
	"cmp"
	"slices"

	"landfall"
	"landfall/directory/lexicon"
)

// The confidence from which on a topic is shown, and from which on people are asked.
const (
	Shown     = 0.50
	Suggested = 0.35
)

// How many topics and sub-topics an instance has at most.
const (
	maxTopics = 3
	maxSubs   = 5
)

// GeneralActive is how many people must be active in a month for an instance to be
// general because nothing stands out.
const GeneralActive = 50

// Result is what one instance is about.
type Result struct {
	// Topics are shown: topics first, then sub-topics, the surest first. A sub-topic's
	// topic is always among them.
	Topics []Finding
	// Suggested are not sure enough, for a curator or the admin to decide.
	Suggested []Finding
	// RuledOut are topics that a negation or a person spoke against and that are not shown.
	RuledOut []Finding
}

// Finding is a topic with the reasons for it.
type Finding struct {
	ID ID `json:"id"`
	// Confidence is 1 − Π(1 − weight) over the evidence, from 0 to 1.
	Confidence float64    `json:"confidence"`
	Evidence   []Evidence `json:"evidence"`

	order  int // in the taxonomy
	pinned bool
	out    bool // ruled out
}

// Has reports whether the topic is shown.
func (r Result) Has(id ID) bool {
	return slices.ContainsFunc(r.Topics, func(f Finding) bool { return f.ID == id })
}

// result weighs the evidence up.
func (g *gathering) result(active landfall.Count) Result {
	g.silence()
	var topics, subs []Finding
	for i, t := range g.c.taxonomy.Topics {
		f := g.finding(t.ID)
		f.order = i
		switch {
		case len(f.Evidence) == 0:
		case t.ID.IsSub():
			subs = append(subs, f)
		default:
			topics = append(topics, f)
		}
	}
	var r Result
	r.take(topics, maxTopics, func(f Finding) bool { return f.ID != General || f.said() || !others(topics) })
	if len(r.Topics) == 0 && active.Known && active.N >= GeneralActive {
		r.Topics = append(r.Topics, g.unremarkable())
	}
	r.take(subs, maxSubs, func(f Finding) bool { return r.Has(f.ID.Parent()) })
	return r
}

// take sorts findings and shares them out; at most limit of those allowed are shown.
func (r *Result) take(findings []Finding, limit int, allowed func(Finding) bool) {
	slices.SortStableFunc(findings, func(a, b Finding) int {
		return cmp.Or(compareBool(b.pinned, a.pinned), cmp.Compare(b.Confidence, a.Confidence), cmp.Compare(a.order, b.order))
	})
	for _, f := range findings {
		switch {
		case f.Confidence >= Shown && limit > 0 && allowed(f):
			r.Topics = append(r.Topics, f)
			limit--
		case f.Confidence >= Suggested:
			r.Suggested = append(r.Suggested, f)
		case f.out:
			r.RuledOut = append(r.RuledOut, f)
		}
	}
}

// said reports whether one reason alone is enough to show the topic.
func (f *Finding) said() bool {
	return slices.ContainsFunc(f.Evidence, func(e Evidence) bool { return e.Weight >= Shown })
}

// others reports whether a topic other than [General] is sure enough to be shown.
func others(topics []Finding) bool {
	return slices.ContainsFunc(topics, func(f Finding) bool { return f.ID != General && f.Confidence >= Shown })
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

// finding adds up the evidence on a topic, a sub-topic's for its topic as well. One word
// counts once, at its highest weight.
func (g *gathering) finding(id ID) Finding {
	f := Finding{ID: id}
	var all []Evidence
	for _, e := range g.evidence {
		if e.Topic == id || e.Topic.Parent() == id {
			all = append(all, e)
			f.out = f.out || e.Against && e.Topic == id
		}
	}
	slices.SortStableFunc(all, func(a, b Evidence) int { return cmp.Compare(b.Weight, a.Weight) })
	doubt := 1.0
	for _, e := range all {
		again := slices.ContainsFunc(f.Evidence, func(o Evidence) bool { return o.Against == e.Against && sameReason(o, e) })
		if !again {
			f.Evidence = append(f.Evidence, e)
			doubt *= 1 - e.Weight
		}
	}
	f.Confidence = 1 - doubt
	for _, d := range g.declared {
		if d.Removed && (d.Topic == id || d.Topic == id.Parent()) {
			f.Confidence, f.pinned = 0, false
			return f
		}
		f.pinned = f.pinned || d.pins() && d.Topic == id
	}
	return f
}

// unremarkable says that an instance is general because nothing stands out.
func (g *gathering) unremarkable() Finding {
	weight := weightOf[SourceActivity]
	return Finding{ID: General, Confidence: weight, Evidence: []Evidence{
		{Topic: General, Evidence: lexicon.Evidence{Source: SourceActivity, Weight: weight, Rule: g.c.rule}},
	}}
}

// silence takes the weight off evidence that the instance's own negations contradict.
// A sensitive topic is then off altogether, unless a person declared it; of another one
// the name and the host name stand. What rules forbid only silences the weakest signs,
// since rules forbid most of all what people there talk about.
func (g *gathering) silence() {
	text, rules := map[ID]bool{}, map[ID]bool{}
	for _, e := range g.evidence {
		switch {
		case !e.Against:
		case e.Source == SourceRules:
			rules[e.Topic] = true
		case weightOf[e.Source] <= weightOf[SourceName]:
			text[e.Topic] = true
		}
	}
	for i := range g.evidence {
		e := &g.evidence[i]
		t, _ := g.c.taxonomy.Topic(e.Topic)
		inText := text[e.Topic] || text[e.Topic.Parent()]
		inRules := rules[e.Topic] || rules[e.Topic.Parent()]
		if inText && silencedByText(e.Source, t.Sensitive) || inRules && silencedByRules(e.Source) {
			e.Weight = 0
		}
	}
}

func silencedByText(s Source, sensitive bool) bool {
	switch s {
	case SourceHost, SourceName:
		return sensitive
	case SourceHashtag, SourceDescription, SourceAbout:
		return true
	}
	return silencedByRules(s)
}

func silencedByRules(s Source) bool {
	return s == SourceHostPart || s == SourceTags || s == SourceRules
}
