package directory

import (
	"strings"

	"landfall/directory/rule"
	"landfall/directory/topic"
)

// NotePattern is how a note on a value reads, before the words on it: {value} stands for
// the value.
const NotePattern = "“{value}” "

// FacetLabel returns what a facet of servers is called, the key itself if there is none.
func FacetLabel(key string) string {
	for i := range facets {
		if facets[i].key == key {
			return facets[i].label
		}
	}
	return key
}

// Words returns the English texts of the directory that pages show and that are known
// beforehand, such as the labels of facets, topics and rules, and notes on values with
// {value} in them. Some come twice. It is what there is to translate.
func Words() []string {
	words := []string{"None found", "Not stated", "Not known", "Behind a delivery network: hidden"}
	for i := range facets {
		words = append(words, facets[i].words()...)
	}
	for i := range noticeFacets {
		words = append(words, noticeFacets[i].words()...)
	}
	for _, complaint := range []string{complaintWordless, complaintOrder, complaintMatch, complaintMany} {
		words = append(words, dropped(complaint))
	}
	words = append(words, NotePattern+complaintLong)
	for _, t := range topic.Default().Topics {
		words = append(words, t.Label)
	}
	for _, tag := range rule.Tags {
		words = append(words, ruleNames[tag])
	}
	for _, name := range stanceNames {
		words = append(words, name)
	}
	for _, l := range fundingLabels {
		words = append(words, l.name)
	}
	for _, d := range doubts {
		words = append(words, d.jumped, d.contradicts)
	}
	return append(words, "behind a warning", "required")
}

// dropped is the note on a value that was dropped for a reason.
func dropped(complaint string) string { return NotePattern + complaint + " It was left out." }

// words are those of one facet. Values that servers decide, and those made of two parts,
// are not among them.
func (f *facetKind) words() []string {
	words := []string{f.label, dropped(f.complaint)}
	if f.note != "" {
		words = append(words, f.note)
	}
	for _, value := range f.values {
		if name := f.name(value); !strings.Contains(name, " › ") && f.key != KeyRules {
			words = append(words, name)
		}
	}
	return words
}
