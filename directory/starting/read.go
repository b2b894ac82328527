package starting

import (
	"bytes"
	_ "embed" // what there is to say
	"errors"
	"fmt"
	"net/url"
	"sync"

	"gopkg.in/yaml.v3"
)

var (
	//go:embed steps.yaml
	stepsFile []byte
	//go:embed software.yaml
	softwareFile []byte
	//go:embed costs.yaml
	costsFile []byte
)

// library is what was read.
type library struct {
	steps       []Step
	pages       map[string]string
	software    []Software
	assumptions []Assumption
}

// content returns what Landfall comes with.
var content = sync.OnceValue(func() *library {
	l, err := read(stepsFile, softwareFile, costsFile)
	if err != nil {
		panic(err) // of files that the tests read too
	}
	return l
})

// read reads the three files, and refuses a source that is not listed or that nothing rests
// on, a link to a page that has no name, and what would leave a reader without a word.
func read(steps, software, costs []byte) (*library, error) {
	l := &library{}
	for _, part := range []struct {
		name string
		data []byte
		read func([]byte) error
	}{{"steps", steps, l.readSteps}, {"software", software, l.readSoftware}, {"costs", costs, l.readCosts}} {
		if err := part.read(part.data); err != nil {
			return nil, fmt.Errorf("starting: %s: %w", part.name, err)
		}
	}
	return l, nil
}

// decode reads one file strictly.
func decode(data []byte, into any) error {
	decoder := yaml.NewDecoder(bytes.NewReader(data))
	decoder.KnownFields(true)
	return decoder.Decode(into)
}

// sources are the public pages of a file by their names.
type sources struct {
	urls map[string]string
	used map[string]bool
}

func newSources(urls map[string]string) (*sources, error) {
	for key, text := range urls {
		u, err := url.Parse(text)
		if err != nil || u.Scheme != "https" || u.Host == "" {
			return nil, fmt.Errorf("source %q is no https URL: %q", key, text)
		}
	}
	return &sources{urls, map[string]bool{}}, nil
}

// url returns the URL of a source, "" for "".
func (s *sources) url(key string) (string, error) {
	if key == "" {
		return "", nil
	}
	s.used[key] = true
	if s.urls[key] == "" {
		return "", fmt.Errorf("source %q is not listed", key)
	}
	return s.urls[key], nil
}

// unused is an error if nothing rests on a source.
func (s *sources) unused() error {
	var errs []error
	for key := range s.urls {
		if !s.used[key] {
			errs = append(errs, fmt.Errorf("nothing rests on source %q", key))
		}
	}
	return errors.Join(errs...)
}
