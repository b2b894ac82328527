package topic

import (
	"bytes"
	_ "embed" // the taxonomy
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"sync"

	"gopkg.in/yaml.v3"
)

// ID names a topic, such as "music", or a sub-topic after its topic, such as
// "music.metal". It never changes once published.
type ID string

// General is the topic of an instance that is for everybody.
const General ID = "general"

// Parent returns the topic that a sub-topic belongs to, and the ID itself for a topic.
func (id ID) Parent() ID {
	parent, _, _ := strings.Cut(string(id), ".")
	return ID(parent)
}

// IsSub reports whether the ID names a sub-topic.
func (id ID) IsSub() bool { return strings.Contains(string(id), ".") }

// Topic is one entry of a taxonomy.
type Topic struct {
	ID    ID
	Label string // in English
	// Sensitive topics are taken from an instance's own words only.
	Sensitive bool
	// Adult topics are hidden unless asked for.
	Adult bool

	terms terms
}

// terms are what a topic is recognised by; the head of the taxonomy file says how
// they are written.
type terms struct {
	Words  map[string][]string `yaml:"words"` // by language
	Tags   []string            `yaml:"tags"`
	Domain []string            `yaml:"domain"`
	Ignore []string            `yaml:"ignore"`
	Need   map[string][]string `yaml:"need"`
}

// Taxonomy is a two-level list of topics with what each is recognised by. It is never
// changed once read.
type Taxonomy struct {
	// Version rises with every change of the file.
	Version int
	// Topics are in the order in which pages show them, sub-topics after their topic.
	Topics []Topic

	index map[ID]int
	file  file
}

// file is the taxonomy as it is written.
type file struct {
	Version  int           `yaml:"version"`
	Cues     cues          `yaml:"cues"`
	Carriers []string      `yaml:"carriers"`
	Services []string      `yaml:"services"`
	Endings  map[string]ID `yaml:"endings"`
	Topics   []fileTopic   `yaml:"topics"`
}

// cues are phrases that change what the words near them mean.
type cues struct {
	Negation   []string `yaml:"negation"`
	NegationOf []string `yaml:"negation_of"`
	Neutral    []string `yaml:"neutral"`
	But        []string `yaml:"but"`
	Ends       []string `yaml:"ends"`
	And        []string `yaml:"and"`
	Welcome    []string `yaml:"welcome"`
	Regardless []string `yaml:"regardless"`
	Operator   []string `yaml:"operator"`
	WelcomeOf  []string `yaml:"welcome_of"`
	Focus      []string `yaml:"focus"`
	FocusOf    []string `yaml:"focus_of"`
}

type fileTopic struct {
	ID        ID          `yaml:"id"`
	Label     string      `yaml:"label"`
	Sensitive bool        `yaml:"sensitive"`
	Adult     bool        `yaml:"adult"`
	Sub       []fileTopic `yaml:"sub"`
	terms     `yaml:",inline"`
}

//go:embed taxonomy.yaml
var embedded []byte

// Default returns the taxonomy that Landfall comes with.
var Default = sync.OnceValue(func() *Taxonomy {
	t, err := Parse(bytes.NewReader(embedded))
	if err != nil {
		panic(err) // of a file that the tests read too
	}
	return t
})

// Topic returns the topic with this ID; ok is false if there is none.
func (t *Taxonomy) Topic(id ID) (topic Topic, ok bool) {
	i, ok := t.index[id]
	if !ok {
		return Topic{}, false
	}
	return t.Topics[i], true
}

// Parse reads a taxonomy. It refuses what it does not know and names every fault it
// finds.
func Parse(r io.Reader) (*Taxonomy, error) {
	decoder := yaml.NewDecoder(r)
	decoder.KnownFields(true)
	t := &Taxonomy{index: map[ID]int{}}
	if err := decoder.Decode(&t.file); err != nil {
		return nil, fmt.Errorf("taxonomy: %w", err)
	}
	if err := decoder.Decode(new(any)); !errors.Is(err, io.EOF) {
		return nil, errors.New("taxonomy: more than one document")
	}
	t.Version = t.file.Version
	var faults []error
	if t.Version < 1 {
		faults = append(faults, errors.New("version: must be 1 or more"))
	}
	for _, entry := range t.file.Topics {
		faults = append(faults, t.add(entry, nil)...)
	}
	faults = append(faults, t.checkEndings()...)
	if len(faults) > 0 {
		return nil, fmt.Errorf("taxonomy: %w", errors.Join(faults...))
	}
	return t, nil
}

var idForm = regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)*$`)

// add takes an entry and its sub-topics in.
func (t *Taxonomy) add(entry fileTopic, parent *fileTopic) (faults []error) {
	id := entry.ID
	if parent != nil {
		id = parent.ID + "." + id
		entry.Sensitive = entry.Sensitive || parent.Sensitive
		entry.Adult = entry.Adult || parent.Adult
	}
	fault := func(format string, args ...any) {
		faults = append(faults, fmt.Errorf("topic %q: "+format, append([]any{id}, args...)...))
	}
	if !idForm.MatchString(string(entry.ID)) {
		fault("an id is lower-case words joined by hyphens")
	}
	if _, twice := t.index[id]; twice {
		fault("defined twice")
	}
	if entry.Label == "" {
		fault("no label")
	}
	if parent != nil && len(entry.Sub) > 0 {
		fault("a sub-topic has no sub-topics")
	}
	for _, why := range entry.faults() {
		fault("%s", why)
	}
	t.index[id] = len(t.Topics)
	t.Topics = append(t.Topics, Topic{ID: id, Label: entry.Label, Sensitive: entry.Sensitive, Adult: entry.Adult, terms: entry.terms})
	if parent == nil {
		for _, sub := range entry.Sub {
			faults = append(faults, t.add(sub, &entry)...)
		}
	}
	return faults
}

func (t *Taxonomy) checkEndings() (faults []error) {
	for ending, id := range t.file.Endings {
		if _, ok := t.index[id]; !ok {
			faults = append(faults, fmt.Errorf("ending %q: there is no topic %q", ending, id))
		}
	}
	slices.SortFunc(faults, func(a, b error) int { return strings.Compare(a.Error(), b.Error()) })
	return faults
}

var languageForm = regexp.MustCompile(`^[a-z]{2,3}$`)

// faults says what is wrong with the terms.
func (t *terms) faults() (faults []string) {
	lists := map[string][]string{"tags": t.Tags, "domain": t.Domain, "ignore": t.Ignore}
	for language, words := range t.Words {
		if !languageForm.MatchString(language) {
			faults = append(faults, fmt.Sprintf("words: %q is not a language code", language))
		}
		lists["words "+language] = words
	}
	if len(t.Words)+len(t.Tags)+len(t.Domain) == 0 {
		faults = append(faults, "nothing to recognise it by")
	}
	known := map[string]bool{}
	for name, list := range lists {
		seen := map[string]bool{}
		for _, text := range list {
			term := readTerm(text)
			if len(term.text) < 2 {
				faults = append(faults, fmt.Sprintf("%s: %q is too short", name, text))
			}
			if seen[term.text] {
				faults = append(faults, fmt.Sprintf("%s: %q is there twice", name, text))
			}
			seen[term.text] = true
			known[term.text] = known[term.text] || name != "ignore"
		}
	}
	for text, context := range t.Need {
		if !known[readTerm(text).text] || len(context) == 0 {
			faults = append(faults, fmt.Sprintf("need: %q is no term of the topic, or needs nothing", text))
		}
	}
	slices.Sort(faults)
	return faults
}
