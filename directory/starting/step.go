package starting

import (
	"regexp"
	"slices"
)

// Step is one thing to think through, with what is to be done before the next.
type Step struct {
	ID      string // names it in addresses; it never changes once published
	Title   string
	Summary string // half a sentence for a list
	Lead    string
	Parts   []Part
	Todo    []string
}

// Part is some points under a heading.
type Part struct {
	Title  string
	Points []Point
}

// Point is one sentence or a few, for people. In them [words](name) lead to a page of ours,
// see [Pages], **words** are strong and `words` are code.
type Point struct {
	Text string
	// Source is the https URL of the public page that it rests on; empty for advice of our own.
	Source string
}

// Steps returns all steps in their order. They are shared, and are not to be changed.
func Steps() []Step { return content().steps }

// Find returns the place of a step among [Steps], -1 if there is none of that ID.
func Find(id string) int {
	return slices.IndexFunc(Steps(), func(s Step) bool { return s.ID == id })
}

// Pages returns the paths of our own pages by the names that texts give them.
func Pages() map[string]string { return content().pages }

// pageLink is a link to a page of ours in a text.
var pageLink = regexp.MustCompile(`\[[^\]]+\]\(([^)]*)\)`)

// Words returns all English texts of this package that are shown to people, in any order;
// some come twice. It is what there is to translate.
func Words() []string {
	var words []string
	for _, s := range Steps() {
		words = append(words, s.Title, s.Summary, s.Lead)
		words = append(words, s.Todo...)
		for _, p := range s.Parts {
			words = append(words, p.Title)
			for _, point := range p.Points {
				words = append(words, point.Text)
			}
		}
	}
	for _, s := range All() {
		for _, claim := range slices.Concat(s.Good, s.Bad) {
			words = append(words, claim.Text)
		}
	}
	for _, a := range content().assumptions {
		words = append(words, a.Label, a.Unit)
	}
	return slices.Concat(words, reasonWords, ruleWords(), useWords(), teamWords(), mediaWords())
}
