package topic

import (
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"landfall/directory/lexicon"
)

// Called is a word or phrase by which a topic may be called where nothing stands around
// it that tells what is meant, as in a search box.
type Called struct {
	Text string // "*" at its end stands for the rest of a word
	// Own says that it is the label of the topic, or what the label is made of.
	Own bool
	// Guess says that elsewhere it would need something beside it to mean the topic, or
	// would say little.
	Guess bool
}

// minDomain is the length from which a word of host names is one that people would type.
const minDomain = 4

// Called returns what a topic may be called, its label first: words in every language, but
// for those that say little.
func (t *Taxonomy) Called(id ID) []Called {
	topic, ok := t.Topic(id)
	if !ok {
		return nil
	}
	all := []Called{{Text: topic.Label, Own: true}}
	terms := topic.terms
	needs := map[string]bool{}
	for text := range terms.Need {
		needs[readTerm(text).text] = true
	}
	domain := slices.DeleteFunc(slices.Clone(terms.Domain), func(text string) bool {
		word := readTerm(text)
		return word.weak || utf8.RuneCountInString(word.text) < minDomain || slices.Contains(t.file.Services, word.text)
	})
	for _, part := range strings.FieldsFunc(topic.Label, func(r rune) bool { return strings.ContainsRune("&,/()", r) }) {
		part = strings.TrimSpace(part)
		if has, weak := terms.says(part); has && part != topic.Label {
			all = append(all, Called{Text: part, Own: true, Guess: weak})
		}
	}
	for _, language := range slices.Sorted(maps.Keys(terms.Words)) {
		for _, text := range terms.Words[language] {
			if word := readTerm(text); !word.weak {
				all = append(all, Called{Text: word.String(), Guess: needs[word.text]})
			}
		}
	}
	for _, text := range domain {
		all = append(all, Called{Text: readTerm(text).String()})
	}
	return all
}

// says reports whether a part of a label is one of the topic's terms, and whether it says
// little by itself.
func (t *terms) says(part string) (has, weak bool) {
	folded := lexicon.FoldTerm(part)
	for _, list := range append(slices.Collect(maps.Values(t.Words)), t.Domain) {
		for _, text := range list {
			word := readTerm(text)
			if word.text == folded || word.prefix && strings.HasPrefix(folded, word.text) {
				has, weak = true, weak || word.weak
			}
		}
	}
	return has, weak
}
