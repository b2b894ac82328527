package moving

import (
	"bytes"
	_ "embed" // the guides
	"errors"
	"fmt"
	"io"
	"slices"
	"sync"

	"gopkg.in/yaml.v3"
)

//go:embed guides.yaml
var embedded []byte

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
	all     []*Guide          // as they are written
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
		l.all = append(l.all, guide)
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
