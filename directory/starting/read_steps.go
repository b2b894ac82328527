package starting

import (
	"errors"
	"fmt"
	"slices"
)

// stepFile is steps.yaml as it is written; its comments say how.
type stepFile struct {
	Version int               `yaml:"version"`
	Pages   map[string]string `yaml:"pages"`
	Sources map[string]string `yaml:"sources"`
	Steps   []struct {
		ID      string      `yaml:"id"`
		Title   string      `yaml:"title"`
		Summary string      `yaml:"summary"`
		Lead    string      `yaml:"lead"`
		Parts   []partEntry `yaml:"parts"`
		Todo    []string    `yaml:"todo"`
	} `yaml:"steps"`
}

type partEntry struct {
	Title  string       `yaml:"title"`
	Points []pointEntry `yaml:"points"`
}

type pointEntry struct {
	Text   string `yaml:"text"`
	Source string `yaml:"source"`
}

func (l *library) readSteps(data []byte) error {
	var f stepFile
	if err := decode(data, &f); err != nil {
		return err
	}
	from, err := newSources(f.Sources)
	if err != nil {
		return err
	}
	l.pages = f.Pages
	for _, entry := range f.Steps {
		step := Step{ID: entry.ID, Title: entry.Title, Summary: entry.Summary, Lead: entry.Lead, Todo: entry.Todo}
		for _, part := range entry.Parts {
			read, err := l.part(part, from)
			if err != nil {
				return fmt.Errorf("%s: %w", entry.ID, err)
			}
			step.Parts = append(step.Parts, read)
		}
		if entry.ID == "" || entry.Title == "" || entry.Summary == "" || entry.Lead == "" || len(step.Parts) == 0 || len(step.Todo) == 0 || slices.Contains(step.Todo, "") {
			return fmt.Errorf("step %q lacks something", entry.ID)
		}
		if slices.ContainsFunc(l.steps, func(s Step) bool { return s.ID == step.ID }) {
			return fmt.Errorf("step %q is there twice", entry.ID)
		}
		l.steps = append(l.steps, step)
	}
	return from.unused()
}

func (l *library) part(entry partEntry, from *sources) (Part, error) {
	part := Part{Title: entry.Title}
	if part.Title == "" || len(entry.Points) == 0 {
		return part, errors.New("a part without a title or points")
	}
	for _, p := range entry.Points {
		source, err := from.url(p.Source)
		if err != nil {
			return part, fmt.Errorf("%q: %w", p.Text, err)
		}
		if p.Text == "" {
			return part, fmt.Errorf("%s: a point says nothing", entry.Title)
		}
		for _, link := range pageLink.FindAllStringSubmatch(p.Text, -1) {
			if l.pages[link[1]] == "" {
				return part, fmt.Errorf("%q leads to %q, which has no page", p.Text, link[1])
			}
		}
		part.Points = append(part.Points, Point{p.Text, source})
	}
	return part, nil
}
