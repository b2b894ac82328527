package place

import (
	"bytes"
	_ "embed" // the lists
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
	"gopkg.in/yaml.v3"

	"landfall/directory/lexicon"
	"landfall/directory/place/towns"
)

//go:embed places.yaml
var embedded []byte

// lists is the file of places as it is written; its head says how.
type lists struct {
	Version   int                 `yaml:"version"`
	Cues      map[string][]string `yaml:"cues"`
	Generic   []string            `yaml:"generic"`
	Also      map[ID][]string     `yaml:"also"`
	Domains   map[string]ID       `yaml:"domains"`
	Ambiguous []string            `yaml:"ambiguous"`
	Countries map[ID]struct {
		Names  []string `yaml:"names"`
		People []string `yaml:"people"`
	} `yaml:"countries"`
	States map[ID][]string   `yaml:"states"`
	Places map[ID][][]string `yaml:"places"`
	// Larger are those of the places that are not the town of their name in the same country.
	Larger []ID `yaml:"larger"`
}

func readLists(r io.Reader) (*lists, error) {
	decoder := yaml.NewDecoder(r)
	decoder.KnownFields(true)
	l := &lists{}
	if err := decoder.Decode(l); err != nil {
		return nil, fmt.Errorf("places: %w", err)
	}
	for name := range l.Cues {
		if !slices.Contains(cueNames, name) {
			return nil, fmt.Errorf("places: there is no cue %q", name)
		}
	}
	return l, nil
}

// kind says what a word is for.
type kind uint8

const (
	kindName     kind = iota // of a place
	kindPeople               // what people of a country are called
	kindFor                  // what follows is whom it is for
	kindSubject              // the same, or what it is about
	kindWeak                 // the same, before names that mean nothing else
	kindForOf                // what precedes is whom it is for
	kindHosted               // what follows is where the machines are
	kindLegal                // what follows is whose law applies
	kindNegation             // what follows is not meant
	kindNeutral              // holds a negation, but does not negate
	kindPerson               // what follows is a person
	kindStyle                // what precedes is no place
	kindSpeaking             // what is next to it is a language
	kindNoun                 // people, or a place of theirs on the network
	kindBetween              // may stand between those and what they are called
	kindIn                   // what people are called after it is a language
	kindBased                // what precedes is where who runs it is at home
	kindMachines             // says that machines are meant, before "in" and a place
)

// cueNames are the names of the cues in the file, by kind from kindFor on.
var cueNames = []string{"for", "subject", "weak", "for_of", "hosted", "legal", "negation", "neutral", "person", "style", "speaking", "nouns", "between", "in", "based", "machines"}

// meaning is what one word or name may mean.
type meaning struct {
	kind  kind
	place ID
	known bool // from the project's own list or a country: goes before a homonym
	town  town // what else is known of it, if it is not
	// foreign is the name of a country in a language that is not spoken there, English
	// apart. Too many of those are names of people and of other places.
	foreign bool
}

func (m meaning) named() bool { return m.kind <= kindPeople }

// locales are the languages in which names of countries are known.
var locales = []string{
	"en", "de", "fr", "es", "pt", "it", "nl", "da", "sv", "nb", "fi", "is", "et", "lv", "lt", "pl", "cs", "sk", "sl", "hr", "hu", "ro", "bg",
	"sr", "uk", "ru", "el", "tr", "he", "ar", "fa", "hi", "bn", "th", "vi", "id", "ms", "fil", "ja", "ko", "zh", "zh-Hant", "ca", "eu", "gl", "ga", "cy", "af", "sw",
}

// gazetteer collects the entries of a matcher.
type gazetteer struct {
	entries []lexicon.Entry[meaning]
	seen    map[entryKey]bool
}

type entryKey struct {
	text string // folded
	meaning
}

func (g *gazetteer) add(text string, m meaning) {
	key := entryKey{lexicon.FoldTerm(text), m}
	if !g.seen[key] {
		g.seen[key] = true
		g.entries = append(g.entries, lexicon.Entry[meaning]{Text: text, Use: m})
	}
}

// minCountry is the length in letters of the shortest name of a country.
const minCountry = 4

// longEnough reports whether the name of a country is too long to be another word. A sign
// of Chinese, Japanese or Korean says as much as several letters.
func longEnough(name string) bool {
	first, _ := utf8.DecodeRuneInString(name)
	return utf8.RuneCountInString(name) >= minCountry || lexicon.IsSign(first) && utf8.RuneCountInString(name) > 1
}

func (g *gazetteer) addLists(l *lists) {
	for i, name := range cueNames {
		for _, text := range l.Cues[name] {
			g.add(text, meaning{kind: kindFor + kind(i)})
		}
	}
	for _, id := range slices.Sorted(maps.Keys(l.Countries)) {
		for _, name := range l.Countries[id].Names {
			g.add(name, meaning{kind: kindName, place: id, known: true})
		}
		for _, name := range l.Countries[id].People {
			g.add(name, meaning{kind: kindPeople, place: id, known: true})
		}
	}
	for _, country := range slices.Sorted(maps.Keys(l.Places)) {
		for _, names := range l.Places[country] {
			for _, name := range names {
				g.add(name, meaning{kind: kindName, place: idOf(country, names[0]), known: true})
			}
		}
	}
}

// allCountries returns the countries that have a code.
func allCountries() []language.Region {
	var all []language.Region
	for a := 'A'; a <= 'Z'; a++ {
		for b := 'A'; b <= 'Z'; b++ {
			region, err := language.ParseRegion(string(a) + string(b))
			if err == nil && region.IsCountry() && region.Canonicalize() == region {
				all = append(all, region)
			}
		}
	}
	return all
}

// addCountries adds the names of countries.
func (g *gazetteer) addCountries(l *lists) {
	countries := allCountries()
	for _, locale := range locales {
		names := display.Regions(language.Make(locale))
		for _, region := range countries {
			id, name := ID(strings.ToLower(region.String())), names.Name(region)
			if longEnough(name) && !strings.ContainsAny(name, "()") {
				g.add(name, meaning{kind: kindName, place: id, known: true, foreign: locale != "en" && !l.speaks(id, locale)})
			}
		}
	}
}

// idOf returns the ID of a place in a country.
func idOf(country ID, name string) ID { return country + ID("."+towns.Key(name)) }

func mustRead() *lists {
	l, err := readLists(bytes.NewReader(embedded))
	if err != nil {
		panic(err) // of a file that the tests read too
	}
	return l
}
