package rule

import (
	"bytes"
	_ "embed" // the lists
	"fmt"
	"io"
	"slices"
	"strconv"
	"sync"

	"gopkg.in/yaml.v3"

	"landfall/directory/lexicon"
)

//go:embed rules.yaml
var embedded []byte

// ruleVersion rises with every change of the rules in code.
const ruleVersion = 3

// lists is the file of words as it is written; its head says how.
type lists struct {
	Version int                 `yaml:"version"`
	Cues    map[string][]string `yaml:"cues"`
	Tags    []struct {
		ID     Tag      `yaml:"id"`
		Words  []string `yaml:"words"`
		Unless []string `yaml:"unless"`
	} `yaml:"tags"`
}

// kind says what a word is for.
type kind uint8

const (
	kindForbid kind = iota
	kindRestrict
	kindAllow
	kindList       // the things named next are meant
	kindRequire    // something is asked of people
	kindNeutral    // holds a word of the above, but says nothing
	kindNotAllowed // "not" in front of what is allowed
	kindWord       // of a tag
	kindUnless     // with it a sentence speaks of something narrower than the tag
)

// cueNames are the names of the cues in the file, by kind.
var cueNames = []string{"forbid", "restrict", "allow", "list", "require", "neutral", "not_allowed"}

type meaning struct {
	kind kind
	tag  Tag
}

// Reader reads rules. It is safe for concurrent use.
type Reader struct {
	matcher *lexicon.Matcher[meaning]
	rule    string
}

// Default returns the reader with the words that Landfall comes with.
var Default = sync.OnceValue(func() *Reader {
	reader, err := newReader(bytes.NewReader(embedded))
	if err != nil {
		panic(err) // of a file that the tests read too
	}
	return reader
})

func newReader(r io.Reader) (*Reader, error) {
	decoder := yaml.NewDecoder(r)
	decoder.KnownFields(true)
	var l lists
	if err := decoder.Decode(&l); err != nil {
		return nil, fmt.Errorf("rules: %w", err)
	}
	var entries []lexicon.Entry[meaning]
	add := func(texts []string, m meaning) {
		for _, text := range texts {
			entries = append(entries, lexicon.Entry[meaning]{Text: text, Use: m})
		}
	}
	for name, texts := range l.Cues {
		i := slices.Index(cueNames, name)
		if i < 0 {
			return nil, fmt.Errorf("rules: there is no cue %q", name)
		}
		add(texts, meaning{kind: kind(i)})
	}
	for _, tag := range l.Tags {
		if !slices.Contains(Tags, tag.ID) {
			return nil, fmt.Errorf("rules: there is no tag %q", tag.ID)
		}
		add(tag.Words, meaning{kindWord, tag.ID})
		add(tag.Unless, meaning{kindUnless, tag.ID})
	}
	return &Reader{matcher: lexicon.NewMatcher(entries), rule: strconv.Itoa(ruleVersion) + "." + strconv.Itoa(l.Version)}, nil
}
