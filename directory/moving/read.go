package moving

import (
	"bytes"
	"cmp"
	_ "embed" // the guides
	"errors"
	"fmt"
	"io"
	"net/url"
	"slices"
	"sync"

	"gopkg.in/yaml.v3"
)

//go:embed guides.yaml
var embedded []byte

// maxDays bounds how long before the end a step may have to begin: the notice that
// well-run servers promise.
const maxDays = 90

// things are what a claim can be about.
var things = map[Thing]bool{
	"antennas": true, "blocks": true, "bookmarks": true, "books": true, "channels": true, "comments": true,
	"communities": true, "favourites": true, "followers": true, "follows": true, "groups": true, "hashtags": true,
	"lists": true, "media": true, "messages": true, "mutes": true, "playlists": true, "posts": true, "profile": true,
	"replies": true, "settings": true, "videos": true,
}

// order is the order of the steps.
var order = []StepID{NoteHandle, Export, Archive, Choose, Alias, Move, Import, Tell, Check}

// file is guides.yaml as it is written; its comments say how.
type file struct {
	Version int               `yaml:"version"`
	Sources map[string]string `yaml:"sources"`
	Steps   []stepEntry       `yaml:"steps"`
	Guides  []guideEntry      `yaml:"guides"`
}

type stepEntry struct {
	ID       StepID `yaml:"id"`
	Everyone bool   `yaml:"everyone"`
	Old      bool   `yaml:"old"`
	Days     int    `yaml:"days"`
	Title    string `yaml:"title"`
	Text     string `yaml:"text"`
	Menu     string `yaml:"menu"`
	Source   string `yaml:"source"`
}

type guideEntry struct {
	ID      string       `yaml:"id"`
	Names   []string     `yaml:"names"`
	Keeps   []claimEntry `yaml:"keeps"`
	Loses   []claimEntry `yaml:"loses"`
	Unknown []string     `yaml:"unknown"`
	Steps   []stepEntry  `yaml:"steps"`
}

type claimEntry struct {
	Thing  Thing  `yaml:"thing"`
	How    How    `yaml:"how"`
	Text   string `yaml:"text"`
	Source string `yaml:"source"`
}

// library is what was read.
type library struct {
	byName  map[string]*Guide // by normal name
	generic *Guide
}

// guides returns what Landfall comes with.
var guides = sync.OnceValue(func() *library {
	l, err := read(bytes.NewReader(embedded))
	if err != nil {
		panic(err) // of a file that the tests read too
	}
	return l
})

// read reads the guides, and refuses what would leave a reader of them with half a step
// or a claim without its source.
func read(r io.Reader) (*library, error) {
	decoder := yaml.NewDecoder(r)
	decoder.KnownFields(true)
	var f file
	if err := decoder.Decode(&f); err != nil {
		return nil, fmt.Errorf("guides: %w", err)
	}
	b := builder{file: f, used: map[string]bool{}}
	if err := errors.Join(b.checkSources(), b.checkSteps()); err != nil {
		return nil, fmt.Errorf("guides: %w", err)
	}
	l := &library{byName: map[string]*Guide{}}
	for _, entry := range f.Guides {
		guide, err := b.guide(entry)
		if err != nil {
			return nil, fmt.Errorf("guides: %s: %w", entry.ID, err)
		}
		if err := l.add(guide, entry.Names); err != nil {
			return nil, fmt.Errorf("guides: %s: %w", entry.ID, err)
		}
	}
	if l.generic == nil {
		return nil, fmt.Errorf("guides: there is no %q", Generic)
	}
	for key := range f.Sources {
		if !b.used[key] {
			return nil, fmt.Errorf("guides: nothing rests on source %q", key)
		}
	}
	return l, nil
}

// add files a guide under its names, of which one must be its ID.
func (l *library) add(guide *Guide, names []string) error {
	if guide.ID == Generic {
		if len(names) > 0 || l.generic != nil {
			return errors.New("it is there once, and without names")
		}
		l.generic = guide
		return nil
	}
	if !slices.Contains(names, guide.ID) {
		return errors.New("its ID is none of its names")
	}
	for _, name := range names {
		if name != normal(name) {
			return fmt.Errorf("name %q: write %q", name, normal(name))
		}
		if l.byName[name] != nil {
			return fmt.Errorf("name %q is taken", name)
		}
		l.byName[name] = guide
	}
	return nil
}

// builder makes guides of entries.
type builder struct {
	file
	used map[string]bool // sources
}

func (b *builder) checkSources() error {
	for key, source := range b.Sources {
		u, err := url.Parse(source)
		if err != nil || u.Scheme != "https" || u.Host == "" {
			return fmt.Errorf("source %q is no https URL: %q", key, source)
		}
	}
	return nil
}

// checkSteps asks for every step once, in its order, with all that a guide may leave out.
func (b *builder) checkSteps() error {
	if b.Version < 1 {
		return errors.New("there is no version")
	}
	ids := make([]StepID, len(b.Steps))
	for i, step := range b.Steps {
		ids[i] = step.ID
		if step.Title == "" || step.Text == "" || step.Days == 0 || step.Menu != "" {
			return fmt.Errorf("step %q needs title, text and days, and has no menu", step.ID)
		}
	}
	if !slices.Equal(ids, order) {
		return fmt.Errorf("the steps are %v, not %v", order, ids)
	}
	return nil
}

func (b *builder) guide(entry guideEntry) (*Guide, error) {
	guide := &Guide{ID: entry.ID, Unknown: entry.Unknown}
	if slices.Contains(entry.Unknown, "") {
		return nil, errors.New("an unknown says nothing")
	}
	var err error
	if guide.Keeps, err = b.claims(entry.Keeps, Moved, Imported, Copied); err != nil {
		return nil, fmt.Errorf("keeps: %w", err)
	}
	if guide.Loses, err = b.claims(entry.Loses, ""); err != nil {
		return nil, fmt.Errorf("loses: %w", err)
	}
	if guide.Steps, err = b.steps(entry.Steps); err != nil {
		return nil, err
	}
	return guide, nil
}

func (b *builder) claims(entries []claimEntry, ways ...How) ([]Claim, error) {
	var claims []Claim
	for _, entry := range entries {
		if !things[entry.Thing] || entry.Text == "" || !slices.Contains(ways, entry.How) {
			return nil, fmt.Errorf("%q: thing, how or text is amiss", cmp.Or(entry.Text, string(entry.Thing)))
		}
		source, err := b.source(entry.Source)
		if err != nil || source == "" {
			return nil, fmt.Errorf("%q: %w", entry.Text, cmp.Or(err, errors.New("it has no source")))
		}
		claims = append(claims, Claim{entry.Thing, entry.How, entry.Text, source})
	}
	return claims, nil
}

// steps fills in what a guide does not say itself, and adds the steps for everyone.
func (b *builder) steps(entries []stepEntry) ([]Step, error) {
	var steps []Step
	latest := maxDays
	for _, usual := range b.Steps {
		own := stepEntry{}
		if len(entries) > 0 && entries[0].ID == usual.ID {
			own, entries = entries[0], entries[1:]
		} else if !usual.Everyone {
			continue
		}
		link, err := b.source(cmp.Or(own.Source, usual.Source))
		if err != nil {
			return nil, fmt.Errorf("step %q: %w", usual.ID, err)
		}
		step := Step{
			ID: usual.ID, Title: cmp.Or(own.Title, usual.Title), Text: cmp.Or(own.Text, usual.Text), Menu: own.Menu,
			Link: link, DaysBefore: cmp.Or(own.Days, usual.Days), OldServer: own.Old || usual.Old,
		}
		switch {
		case step.Menu != "" && link == "":
			return nil, fmt.Errorf("step %q names a menu without a source", step.ID)
		case step.DaysBefore < 0 || step.DaysBefore > latest:
			return nil, fmt.Errorf("step %q begins %d days before the end, and the one before it %d", step.ID, step.DaysBefore, latest)
		}
		latest = step.DaysBefore
		steps = append(steps, step)
	}
	if len(entries) > 0 {
		return nil, fmt.Errorf("step %q is unknown, or out of order", entries[0].ID)
	}
	return steps, nil
}

// source returns the URL of a source, "" for "".
func (b *builder) source(key string) (string, error) {
	if key == "" {
		return "", nil
	}
	b.used[key] = true
	if b.Sources[key] == "" {
		return "", fmt.Errorf("source %q is not listed", key)
	}
	return b.Sources[key], nil
}
