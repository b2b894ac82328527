package notice

import (
	"bytes"
	_ "embed" // the lists
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"sync"

	"gopkg.in/yaml.v3"

	"landfall/directory/lexicon"
)

//go:embed cues.yaml
var embedded []byte

// ruleVersion rises with every change of the rules in code.
const ruleVersion = 3

// kind says what a word of the lists is for; cues.yaml says what each means.
type kind uint8

const (
	kindClosing kind = iota
	kindClosed
	kindNoun
	kindOwn
	kindItself
	kindAny
	kindOther
	kindWe
	kindYou
	kindReporter
	kindThird
	kindNegation
	kindNegationAfter
	kindNeutral
	kindMaybe
	kindCondition
	kindAnytime
	kindTemporary
	kindForever
	kindFarewell
	kindConsequence
	kindConsidering
	kindPostponed
	kindCancelled
	kindHandover
	kindReadOnly
	kindLast
	kindClause
	kindShut
	kindFuture
	kindPronoun
	kindLimited
	kindFiction
	kindDecided
	kindStays
	kindPlace
	kindGenitive
	kindDeed
	kindWas
	kindEnds
	kindActs
	kindMine
	kindSoftware
	kindJoke
	kindBack
	kindHearsay
	kindWhole
	kindTerm
	kindAll
	kindThen
	kindSoon
	kindAspect
	kinds

	// kindHead and kindTail are the two ends of a phrase that other words may part.
	kindHead
	kindTail
)

// meaning is what a word is for, and in which languages: the same letters mean "the" in
// one and "a" in another. Only words that share a language bear on one another.
type meaning struct {
	kind      kind
	languages languages
	parted    parted // of kindHead and kindTail
}

// languages is a set of languages, by their place in the list of those that the lists
// keep apart. All others share the last; "all" is every one.
type languages uint16

func languageOf(name string) languages {
	apart := []string{"en", "de", "fr", "es", "pt", "it", "nl", "pl", "ru", "uk", "ja", "zh", "ko", "ar"}
	if name == "all" {
		return 1<<(len(apart)+1) - 1
	}
	i := slices.Index(apart, name)
	if i < 0 {
		i = len(apart)
	}
	return 1 << i
}

// lists is the file of words as it is written: by kind, then by language.
type lists struct {
	Version       int              `yaml:"version"`
	Closing       map[string]words `yaml:"closing"`
	Closed        map[string]words `yaml:"closed"`
	Noun          map[string]words `yaml:"noun"`
	Own           map[string]words `yaml:"own"`
	Itself        map[string]words `yaml:"itself"`
	Any           map[string]words `yaml:"any"`
	Other         map[string]words `yaml:"other"`
	We            map[string]words `yaml:"we"`
	You           map[string]words `yaml:"you"`
	Reporter      map[string]words `yaml:"reporter"`
	Third         map[string]words `yaml:"third"`
	Negation      map[string]words `yaml:"negation"`
	NegationAfter map[string]words `yaml:"negation_after"`
	Neutral       map[string]words `yaml:"neutral"`
	Maybe         map[string]words `yaml:"maybe"`
	Condition     map[string]words `yaml:"condition"`
	Anytime       map[string]words `yaml:"anytime"`
	Temporary     map[string]words `yaml:"temporary"`
	Forever       map[string]words `yaml:"forever"`
	Farewell      map[string]words `yaml:"farewell"`
	Consequence   map[string]words `yaml:"consequence"`
	Considering   map[string]words `yaml:"considering"`
	Postponed     map[string]words `yaml:"postponed"`
	Cancelled     map[string]words `yaml:"cancelled"`
	Handover      map[string]words `yaml:"handover"`
	ReadOnly      map[string]words `yaml:"readonly"`
	Last          map[string]words `yaml:"last"`
	Clause        map[string]words `yaml:"clause"`
	Shut          map[string]words `yaml:"shut"`
	Future        map[string]words `yaml:"future"`
	Pronoun       map[string]words `yaml:"pronoun"`
	Limited       map[string]words `yaml:"limited"`
	Fiction       map[string]words `yaml:"fiction"`
	Decided       map[string]words `yaml:"decided"`
	Stays         map[string]words `yaml:"stays"`
	Place         map[string]words `yaml:"place"`
	Genitive      map[string]words `yaml:"genitive"`
	Deed          map[string]words `yaml:"deed"`
	Was           map[string]words `yaml:"was"`
	Ends          map[string]words `yaml:"ends"`
	Acts          map[string]words `yaml:"acts"`
	Mine          map[string]words `yaml:"mine"`
	Software      map[string]words `yaml:"software"`
	Joke          map[string]words `yaml:"joke"`
	Back          map[string]words `yaml:"back"`
	Hearsay       map[string]words `yaml:"hearsay"`
	Whole         map[string]words `yaml:"whole"` // also a closing and a deed; see [lists.spread]
	Term          map[string]words `yaml:"term"`
	All           map[string]words `yaml:"all"`
	Then          map[string]words `yaml:"then"`
	Soon          map[string]words `yaml:"soon"`
	Aspect        map[string]words `yaml:"aspect"`
}

type words []string

// word is a word of the lists and what it is for.
type word struct {
	text string
	kind kind
}

// byKind returns the lists in the order of the kinds.
func (l *lists) byKind() [kinds]map[string]words {
	return [kinds]map[string]words{
		l.Closing, l.Closed, l.Noun, l.Own, l.Itself, l.Any, l.Other, l.We, l.You, l.Reporter, l.Third, l.Negation,
		l.NegationAfter, l.Neutral, l.Maybe, l.Condition, l.Anytime, l.Temporary, l.Forever, l.Farewell, l.Consequence, l.Considering, l.Postponed,
		l.Cancelled, l.Handover, l.ReadOnly, l.Last, l.Clause, l.Shut, l.Future, l.Pronoun, l.Limited, l.Fiction, l.Decided, l.Stays, l.Place, l.Genitive, l.Deed, l.Was, l.Ends, l.Acts, l.Mine, l.Software, l.Joke, l.Back, l.Hearsay, l.Whole, l.Term, l.All, l.Then, l.Soon, l.Aspect,
	}
}

// spread adds the phrases that name a server, or its running, and its end in one to the
// words that say it closes, and to those for the deed; and what is said of oneself to the first.
func (l *lists) spread() {
	for language, whole := range l.Whole {
		for _, to := range []map[string]words{l.Closing, l.Deed} {
			to[language] = slices.Concat(to[language], whole)
		}
	}
	for language, mine := range l.Mine {
		l.Closing[language] = slices.Concat(l.Closing[language], mine)
	}
}

// Detector reads texts. It is safe for concurrent use.
type Detector struct {
	matcher *lexicon.Matcher[meaning]
	rule    string
}

// Default returns the detector with the words that Landfall comes with.
var Default = sync.OnceValue(func() *Detector {
	d, err := newDetector(bytes.NewReader(embedded))
	if err != nil {
		panic(err) // of a file that the tests read too
	}
	return d
})

func newDetector(r io.Reader) (*Detector, error) {
	decoder := yaml.NewDecoder(r)
	decoder.KnownFields(true)
	var l lists
	if err := decoder.Decode(&l); err != nil {
		return nil, fmt.Errorf("notices: %w", err)
	}
	l.spread()
	spoken := map[word]languages{}
	var entries []lexicon.Entry[meaning]
	phrases := 0
	for k, byLanguage := range l.byKind() {
		if len(byLanguage) == 0 {
			return nil, fmt.Errorf("notices: list %d has no words", k)
		}
		for language, list := range byLanguage {
			for _, text := range list {
				if !strings.Contains(text, gap) {
					spoken[word{text, kind(k)}] |= languageOf(language)
					continue
				}
				phrases++
				entries = append(entries, endsOf(text, parted{phrases, kind(k), strings.HasSuffix(text, "$")}, languageOf(language))...)
			}
		}
	}
	for w, in := range spoken {
		entries = append(entries, lexicon.Entry[meaning]{Text: w.text, Use: meaning{kind: w.kind, languages: in}})
	}
	return &Detector{
		matcher: lexicon.NewMatcher(entries),
		rule:    strconv.Itoa(ruleVersion) + "." + strconv.Itoa(l.Version),
	}, nil
}

// Rule is the version of the rules and, after a point, of the lists.
func (d *Detector) Rule() string { return d.rule }
