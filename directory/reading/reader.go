package reading

import (
	"net/netip"
	"slices"
	"time"

	"landfall"
	"landfall/directory/language"
	"landfall/directory/lexicon"
	"landfall/directory/notice"
	"landfall/directory/place"
	"landfall/directory/promise"
	"landfall/directory/rule"
	"landfall/directory/topic"
)

// Input is what one instance is read from.
type Input struct {
	Host  landfall.Host
	Facts *landfall.Facts
	// Seen is when it was last seen.
	Seen time.Time
	// Address is where it answered, if that is known.
	Address landfall.Address
	// Tags are its trending hashtags, weighed against the whole network.
	Tags []topic.Tag
	// Declared is what people say of its topics.
	Declared []topic.Declaration
}

// Words returns what the topics of the instance are read from.
func (in *Input) Words() topic.Input {
	words := topic.FromFacts(in.Host, in.Facts)
	words.Tags, words.Declared = in.Tags, slices.Concat(words.Declared, in.Declared)
	return words
}

// Reader reads instances. It is not safe for concurrent use.
type Reader struct {
	topics *topic.Classifier
	places *place.Finder
	rules  *rule.Reader
	says   *promise.Reader
	closes *notice.Detector
	where  place.Locator
	read   map[landfall.Host]memory
}

// memory is a reading and what it was made from.
type memory struct {
	digest  digest
	seen    time.Time
	reading *Reading
}

// New returns a reader with the taxonomy and the lists that Landfall comes with. It does not
// know where instances are hosted until [Reader.LocateBy] is told how.
func New() *Reader {
	return &Reader{
		topics: topic.NewClassifier(topic.Default()), places: place.Default(), rules: rule.Default(), says: promise.Default(),
		closes: notice.Default(),
		read:   map[landfall.Host]memory{},
	}
}

// LocateBy tells from what addresses are located; nil for nothing.
func (r *Reader) LocateBy(l place.Locator) { r.where = l }

// Read reads an instance anew.
func (r *Reader) Read(in Input) *Reading {
	words := in.Words()
	languages := language.Find(language.Input{Declared: in.Facts.Languages, Texts: words.Texts})
	return &Reading{
		Topics:    r.topics.Classify(words),
		Languages: languages,
		Places:    r.places.Find(place.Input{Host: in.Host, Texts: words.Texts, Languages: language.Observed(languages)}),
		Rules:     r.rules.Read(words.Texts),
		Hosting:   place.Locate(r.where, []netip.Addr{in.Address.Addr}),
		Promises:  r.says.Read(promise.Input{Texts: words.Texts, Stated: stated(in.Facts)}),
		Closing:   r.closes.Statements(in.Host, in.Facts),
	}
}

// Known returns the reading that is remembered of an instance, nil if there is none, and
// whether it will do: it was made of the same words, less than a day before the instance
// was last seen.
func (r *Reader) Known(in Input) (reading *Reading, current bool) {
	before, ok := r.read[in.Host]
	return before.reading, ok && in.Seen.Sub(before.seen) < keepEvery && before.digest == digestOf(&in)
}

// Remember keeps a reading of an instance for Known.
func (r *Reader) Remember(in Input, reading *Reading) {
	r.read[in.Host] = memory{digestOf(&in), in.Seen, reading}
}

// Forget drops what is remembered of all hosts but those to keep.
func (r *Reader) Forget(keep func(landfall.Host) bool) {
	for host := range r.read {
		if !keep(host) {
			delete(r.read, host)
		}
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
