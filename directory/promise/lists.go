package promise

import (
	"bytes"
	_ "embed" // the words
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"gopkg.in/yaml.v3"

	"landfall/directory/lexicon"
)

//go:embed promises.yaml
var embedded []byte

// ruleVersion rises with every change of the rules in code.
const ruleVersion = 2

// byLanguage is a list of words by language; "any" is in all of them.
type byLanguage map[string][]string

// lists is the file of words as it is written; its head says how.
type lists struct {
	Version  int               `yaml:"version"`
	Promises map[ID]byLanguage `yaml:"promises"`
	People   map[ID]byLanguage `yaml:"people"`
	Runs     byLanguage        `yaml:"runs"`
	Is       byLanguage        `yaml:"is"`
	Funding  map[ID]byLanguage `yaml:"funding"`
	Negation byLanguage        `yaml:"negation"`
	Hope     byLanguage        `yaml:"hope"`
	Refusal  byLanguage        `yaml:"refusal"`
	Other    byLanguage        `yaml:"other"`
	At       byLanguage        `yaml:"at"`
	Neutral  byLanguage        `yaml:"neutral"`
}

// role says what a word is for.
type role uint8

const (
	rolePromise role = iota
	rolePeople
	roleFunding
	roleRuns
	roleIs
	roleNegation
	roleHope
	roleRefusal
	roleOther
	roleAt
	roleNeutral
)

// meaning is what a word is for, of which thing, and in which languages. Only words that
// share a language bear on one another.
type meaning struct {
	role      role
	id        ID
	languages uint16
	weak      bool // says little by itself ("~")
	before    bool // whom it names comes after it
}

// prepositions end the words for running something that stand before who does it.
var prepositions = regexp.MustCompile(` (by|von|par|por|da|door|przez|of|de|di|van)$`)

var apart = []string{"en", "de", "fr", "es", "pt", "it", "nl", "pl", "ru", "uk", "ja", "zh", "ko"}

func languageOf(name string) (uint16, error) {
	if name == "any" {
		return 1<<len(apart) - 1, nil
	}
	i := slices.Index(apart, name)
	if i < 0 {
		return 0, fmt.Errorf("promises: %q is no language of the lists", name)
	}
	return 1 << i, nil
}

// Reader reads what servers say of themselves. It is safe for concurrent use.
type Reader struct {
	matcher *lexicon.Matcher[meaning]
	rule    string
}

// Default returns the reader with the words that Landfall comes with.
var Default = sync.OnceValue(func() *Reader {
	r, err := newReader(bytes.NewReader(embedded))
	if err != nil {
		panic(err) // of a file that the tests read too
	}
	return r
})

func newReader(r io.Reader) (*Reader, error) {
	decoder := yaml.NewDecoder(r)
	decoder.KnownFields(true)
	var l lists
	if err := decoder.Decode(&l); err != nil {
		return nil, fmt.Errorf("promises: %w", err)
	}
	type word struct {
		text string
		role role
		id   ID
	}
	spoken := map[word]uint16{}
	add := func(role role, id ID, all byLanguage) error {
		for name, texts := range all {
			language, err := languageOf(name)
			if err != nil {
				return err
			}
			for _, text := range texts {
				spoken[word{text, role, id}] |= language
			}
		}
		return nil
	}
	addAll := func(role role, known []ID, lists map[ID]byLanguage) error {
		for id, all := range lists {
			if !slices.Contains(known, id) {
				return fmt.Errorf("promises: there is no %q", id)
			}
			if err := add(role, id, all); err != nil {
				return err
			}
		}
		return nil
	}
	for _, err := range []error{
		addAll(rolePromise, Promises, l.Promises), addAll(rolePeople, People, l.People), addAll(roleFunding, Funding, l.Funding),
		add(roleRuns, "", l.Runs), add(roleIs, "", l.Is), add(roleNegation, "", l.Negation), add(roleHope, "", l.Hope),
		add(roleRefusal, "", l.Refusal), add(roleOther, "", l.Other), add(roleAt, "", l.At), add(roleNeutral, "", l.Neutral),
	} {
		if err != nil {
			return nil, err
		}
	}
	var entries []lexicon.Entry[meaning]
	for w, languages := range spoken {
		text, weak := strings.CutSuffix(w.text, "~")
		entries = append(entries, lexicon.Entry[meaning]{Text: text, Use: meaning{w.role, w.id, languages, weak, w.role == roleRuns && prepositions.MatchString(text)}})
	}
	return &Reader{lexicon.NewMatcher(entries), strconv.Itoa(ruleVersion) + "." + strconv.Itoa(l.Version)}, nil
}
