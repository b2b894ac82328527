package moving

import (
	"cmp"
	"errors"
	"fmt"
	"net/url"
	"slices"
)

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
	guide := &Guide{ID: entry.ID, Names: entry.Names, Unknown: entry.Unknown}
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
