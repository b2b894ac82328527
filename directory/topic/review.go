package topic

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"landfall"
	"landfall/directory/lexicon"
)

// Review is the weekly look at how well the taxonomy does.
type Review struct {
	From time.Time `json:"from"`
	To   time.Time `json:"to"`
	// Rule is the version of the rules and of the taxonomy.
	Rule    string `json:"rule_version"`
	Servers int    `json:"servers"`
	// Classified is how many of them have a topic other than [General].
	Classified int `json:"classified"`
	// Empty are topics and sub-topics that no instance has.
	Empty []ID `json:"empty"`
	// Oversized are topics of more than 15 % of all instances, the largest first.
	Oversized []Usage `json:"oversized"`
	// Unclassified are the words that most instances without a topic use and few others
	// do, the most telling first: where the taxonomy may have a gap.
	Unclassified []Token `json:"unclassified"`
	// Overrides are what people said against the rules: the error rate as far as known.
	// Those from From on are new.
	Overrides []Override `json:"overrides"`
}

// Usage is how many instances have a topic.
type Usage struct {
	Topic   ID      `json:"topic"`
	Servers int     `json:"servers"`
	Share   float64 `json:"share"` // of all instances, 0 to 1
}

// Token is a word with the number of instances that use it.
type Token struct {
	Text         string `json:"text"`
	Unclassified int    `json:"unclassified"` // instances without a topic
	Classified   int    `json:"classified"`   // the others
}

// Override is a pin of a topic that the rules would not have shown, or a removal of one
// that they would.
type Override struct {
	Host landfall.Host `json:"host"`
	Declaration
}

// The limits of the review.
const (
	oversizedShare = 0.15
	maxTokens      = 50
	minTokenUses   = 3
	minTokenSigns  = 4 // letters, below which a word tells nothing
)

// Reviewer collects what a [Review] says. It is not safe for concurrent use.
type Reviewer struct {
	c        *Classifier
	review   Review
	servers  map[ID]int
	tokens   map[string]*Token
	reviewed map[string]bool // words of the instance at hand
}

// NewReviewer returns a reviewer of the answers of c between two times.
func NewReviewer(c *Classifier, from, to time.Time) *Reviewer {
	return &Reviewer{c: c, review: Review{From: from, To: to, Rule: c.rule}, servers: map[ID]int{}, tokens: map[string]*Token{}}
}

// Add takes in one instance.
func (r *Reviewer) Add(in Input) {
	result := r.c.Classify(in)
	r.review.Servers++
	classified := false
	for _, f := range result.Topics {
		r.servers[f.ID]++
		classified = classified || f.ID != General
	}
	if classified {
		r.review.Classified++
	}
	r.addTokens(in, classified)
	r.addOverrides(in)
}

// addTokens counts each word of the instance's own texts once.
func (r *Reviewer) addTokens(in Input, classified bool) {
	r.reviewed = map[string]bool{}
	for _, text := range in.Texts {
		if text.Source == SourceRules {
			continue
		}
		f := lexicon.Fold(lexicon.Mask(text.Text))
		for _, w := range lexicon.SplitWords(f.Text) {
			word := f.Text[w.Start:w.End]
			if len(word) < minTokenSigns || r.reviewed[word] {
				continue
			}
			r.reviewed[word] = true
			if r.tokens[word] == nil {
				r.tokens[word] = &Token{Text: word}
			}
			if classified {
				r.tokens[word].Classified++
			} else {
				r.tokens[word].Unclassified++
			}
		}
	}
}

// addOverrides notes where a person disagrees with what the rules alone say.
func (r *Reviewer) addOverrides(in Input) {
	if len(in.Declared) == 0 {
		return
	}
	alone := in
	alone.Declared = nil
	result := r.c.Classify(alone)
	for _, d := range in.Declared {
		person := d.Source == SourceAdmin || d.Source == SourceCurator
		if person && d.Removed == result.Has(d.Topic) {
			r.review.Overrides = append(r.review.Overrides, Override{Host: in.Host, Declaration: d})
		}
	}
}

// Review returns what has been collected so far.
func (r *Reviewer) Review() Review {
	review := r.review
	review.Empty, review.Oversized, review.Unclassified = []ID{}, []Usage{}, []Token{}
	review.Overrides = append([]Override{}, r.review.Overrides...)
	for _, t := range r.c.taxonomy.Topics {
		n := r.servers[t.ID]
		share := float64(n) / float64(max(review.Servers, 1))
		switch {
		case n == 0:
			review.Empty = append(review.Empty, t.ID)
		case share > oversizedShare && t.ID != General:
			review.Oversized = append(review.Oversized, Usage{Topic: t.ID, Servers: n, Share: share})
		}
	}
	slices.SortStableFunc(review.Oversized, func(a, b Usage) int { return cmp.Compare(b.Servers, a.Servers) })
	for _, word := range slices.Sorted(maps.Keys(r.tokens)) {
		if token := r.tokens[word]; token.Unclassified >= minTokenUses {
			review.Unclassified = append(review.Unclassified, *token)
		}
	}
	slices.SortStableFunc(review.Unclassified, func(a, b Token) int { return cmp.Compare(b.telling(), a.telling()) })
	review.Unclassified = review.Unclassified[:min(len(review.Unclassified), maxTokens)]
	return review
}

// telling is how much a word is at home where no topic was found.
func (t *Token) telling() float64 {
	n := float64(t.Unclassified)
	return n * n / (n + float64(t.Classified) + 1)
}
