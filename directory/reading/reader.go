package reading

import (
	"landfall"
	"landfall/directory/language"
	"landfall/directory/lexicon"
	"landfall/directory/place"
	"landfall/directory/promise"
	"landfall/directory/rule"
	"landfall/directory/topic"
)

// Input is what one instance is read from.
type Input struct {
	Host  landfall.Host
	Facts *landfall.Facts
	// Tags are its trending hashtags, weighed against the whole network.
	Tags []topic.Tag
	// Declared is what people say of its topics.
	Declared []topic.Declaration
}

// Reader reads instances. It is not safe for concurrent use.
type Reader struct {
	topics *topic.Classifier
	places *place.Finder
	rules  *rule.Reader
	says   *promise.Reader
	read   map[landfall.Host]memory
}

// memory is a reading and what it was made from.
type memory struct {
	digest  digest
	reading *Reading
}

// New returns a reader with the taxonomy and the lists that Landfall comes with.
func New() *Reader {
	return &Reader{
		topics: topic.NewClassifier(topic.Default()), places: place.Default(), rules: rule.Default(), says: promise.Default(),
		read: map[landfall.Host]memory{},
	}
}

// Read returns what an instance's words mean. While they stay the same it returns the
// same Reading; the times in its evidence are then those of the first time.
func (r *Reader) Read(in Input) *Reading {
	now := digestOf(&in)
	if before, ok := r.read[in.Host]; ok && before.digest == now {
		return before.reading
	}
	reading := r.readAnew(in)
	r.read[in.Host] = memory{now, reading}
	return reading
}

// Forget drops what is remembered of all hosts but those to keep.
func (r *Reader) Forget(keep func(landfall.Host) bool) {
	for host := range r.read {
		if !keep(host) {
			delete(r.read, host)
		}
	}
}

func (r *Reader) readAnew(in Input) *Reading {
	words := topic.FromFacts(in.Host, in.Facts)
	words.Tags, words.Declared = in.Tags, in.Declared
	languages := language.Find(language.Input{Declared: in.Facts.Languages, Texts: words.Texts})
	return &Reading{
		Topics:    r.topics.Classify(words),
		Languages: languages,
		Places:    r.places.Find(place.Input{Host: in.Host, Texts: words.Texts, Languages: language.Observed(languages)}),
		Rules:     r.rules.Read(words.Texts),
		Promises:  r.says.Read(promise.Input{Texts: words.Texts, Stated: stated(in.Facts)}),
	}
}

// weightDone is for a promise that a document of the software shows to be kept.
const weightDone = 0.9

// stated returns the promises that facts show without words.
func stated(f *landfall.Facts) []promise.Statement {
	if !f.Stated(landfall.FieldBlocks) || !f.Blocks.Published {
		return nil
	}
	seen := f.Evidence[landfall.FieldBlocks]
	return []promise.Statement{{Kind: promise.KindPromise, ID: promise.Blocklist, Evidence: lexicon.Evidence{
		Source: promise.SourceSoftware, Term: seen.Path, Weight: weightDone, FirstSeen: seen.FirstSeen, LastSeen: seen.LastSeen,
	}}}
}
