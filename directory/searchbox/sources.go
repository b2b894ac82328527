package searchbox

import (
	"slices"

	"landfall/directory/place"
	"landfall/directory/topic"
)

// Standard returns the vocabulary that Landfall comes with, and what its directory has:
// codes of languages, software, and the names of servers, which may be nil.
func Standard(languages []string, programs []Software, hosts Hosts) Vocabulary {
	finder := place.Default()
	return Vocabulary{
		Terms:  slices.Concat(Topics(topic.Default()), Places(finder), Languages(languages), Programs(programs), Words()),
		Speaks: func(country, language string) bool { return finder.Speaks(place.ID(country), language) },
		Hosts:  hosts,
	}
}

// Topics returns the names of topics.
func Topics(taxonomy *topic.Taxonomy) []Term {
	var terms []Term
	for _, t := range taxonomy.Topics {
		label := t.Label
		if parent, ok := taxonomy.Topic(t.ID.Parent()); ok && t.ID.IsSub() {
			label = parent.Label + " → " + t.Label
		}
		for _, called := range taxonomy.Called(t.ID) {
			terms = append(terms, Term{Text: called.Text, Key: KeyTopic, Value: string(t.ID), Label: label, Own: called.Own, Guess: called.Guess})
		}
	}
	return terms
}

// Software is one software: its nodeinfo name and how it spells itself.
type Software struct{ Name, Label string }

// Programs returns the names of software. Give those that enough servers run: a single one
// can state any name, and so any word.
func Programs(list []Software) []Term {
	var terms []Term
	for _, s := range list {
		for _, text := range []string{s.Label, s.Name} {
			terms = append(terms, Term{Text: text, Key: KeySoftware, Value: s.Name, Label: s.Label, Own: true})
		}
	}
	return terms
}
