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
	// Guess says that elsewhere it would need something beside it to mean the topic.
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
		if part = strings.TrimSpace(part); part != topic.Label && t.recognises(&terms, part) {
			all = append(all, Called{Text: part, Own: true})
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

// recognises reports whether a part of a label says by itself what the topic is.
func (t *Taxonomy) recognises(terms *terms, part string) bool {
	folded := lexicon.FoldTerm(part)
	if slices.Contains(t.file.Services, folded) && !slices.Contains(terms.Words["en"], folded) {
		return false
	}
	for _, list := range append(slices.Collect(maps.Values(terms.Words)), terms.Domain) {
		for _, text := range list {
			word := readTerm(text)
			if !word.weak && (word.text == folded || word.prefix && strings.HasPrefix(folded, word.text)) {
				return true
			}
		}
	}
	return false
}
