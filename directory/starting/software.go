package starting

import (
	"fmt"
	"slices"
)

// Software is one that somebody may run.
type Software struct {
	ID    string // its nodeinfo name
	For   []Use
	Skill Skill
	// People is how many active people it is fit for, as far as we know: a guess of ours.
	People int
	// Memory is what the machine has to begin with, PerHundred what it needs more for each
	// further hundred active people, and Cache the disk for copies of what other servers
	// have; all in GB.
	Memory, PerHundred, Cache Sized
	Good, Bad                 []Point
}

// Sized is a range and the page that it rests on; without one it is a guess of ours.
type Sized struct {
	Range
	Source string
}

// Use is what people do on a server.
type Use string

// The uses.
const (
	Posts  Use = "posts"
	Photos Use = "photos"
	Video  Use = "video"
	Forum  Use = "forum"
	Events Use = "events"
	Books  Use = "books"
	Blog   Use = "blog"
)

// Uses are all uses in the order in which they are asked for.
var Uses = []Use{Posts, Photos, Video, Forum, Events, Books, Blog}

// Label says a use in English.
func (u Use) Label() string {
	return map[Use]string{
		Posts: "Short posts", Photos: "Photos", Video: "Videos", Forum: "Discussions and links", Events: "Events and groups",
		Books: "Books", Blog: "Long texts of one's own",
	}[u]
}

func useWords() []string {
	var words []string
	for _, u := range Uses {
		words = append(words, u.Label())
	}
	return words
}

// Skill is what it takes to keep a software going.
type Skill string

// The skills, the least first.
const (
	Files Skill = "files" // a web space
	Linux Skill = "linux" // a program and a database on a machine
	Admin Skill = "admin" // several services that depend on each other
)

// All returns the software that is known here, in the order of software.yaml. It is shared,
// and is not to be changed.
func All() []Software { return content().software }

// softwareFileEntry is software.yaml as it is written; its comments say how.
type softwareEntries struct {
	Version  int               `yaml:"version"`
	Sources  map[string]string `yaml:"sources"`
	Software []struct {
		ID         string       `yaml:"id"`
		For        []Use        `yaml:"for"`
		Skill      Skill        `yaml:"skill"`
		People     int          `yaml:"people"`
		Memory     sizedEntry   `yaml:"ram"`
		PerHundred sizedEntry   `yaml:"per_hundred"`
		Cache      sizedEntry   `yaml:"cache"`
		Good       []pointEntry `yaml:"good"`
		Bad        []pointEntry `yaml:"bad"`
	} `yaml:"software"`
}

type sizedEntry struct {
	From   float64 `yaml:"from"`
	To     float64 `yaml:"to"`
	Source string  `yaml:"source"`
}

func (l *library) readSoftware(data []byte) error {
	var f softwareEntries
	if err := decode(data, &f); err != nil {
		return err
	}
	from, err := newSources(f.Sources)
	if err != nil {
		return err
	}
	for _, e := range f.Software {
		s := Software{ID: e.ID, For: e.For, Skill: e.Skill, People: e.People}
		for to, sized := range map[*Sized]sizedEntry{&s.Memory: e.Memory, &s.PerHundred: e.PerHundred, &s.Cache: e.Cache} {
			if *to, err = sized.read(from); err != nil {
				return fmt.Errorf("%s: %w", e.ID, err)
			}
		}
		for to, points := range map[*[]Point][]pointEntry{&s.Good: e.Good, &s.Bad: e.Bad} {
			part, err := l.part(partEntry{Title: e.ID, Points: points}, from)
			if err != nil {
				return fmt.Errorf("%s: %w", e.ID, err)
			}
			*to = part.Points
		}
		unknown := slices.ContainsFunc(s.For, func(u Use) bool { return !slices.Contains(Uses, u) })
		if s.ID == "" || len(s.For) == 0 || unknown || !slices.Contains([]Skill{Files, Linux, Admin}, s.Skill) || s.People < 1 {
			return fmt.Errorf("software %q: what it is for, skill or people is amiss", s.ID)
		}
		l.software = append(l.software, s)
	}
	return from.unused()
}

func (e sizedEntry) read(from *sources) (Sized, error) {
	source, err := from.url(e.Source)
	if err != nil {
		return Sized{}, err
	}
	if e.From < 0 || e.To <= 0 || e.From > e.To {
		return Sized{}, fmt.Errorf("%v to %v is no range", e.From, e.To)
	}
	return Sized{Range{e.From, e.To}, source}, nil
}
