// Package document is the form in which both observations stores keep what a visit
// read: facts as a document that is the same at most visits to an instance, and so
// can be kept once or compresses to nothing, and the visit's log.
package document

import (
	"encoding/json"
	"fmt"
	"reflect"
	"time"

	"landfall"
)

// facts is the part of an instance's facts that seldom changes, and so is the
// same at most visits: the counts have columns of their own, and so has the time
// at which a visit saw it all.
type facts struct {
	Name        string            `json:"name,omitempty"`
	Description string            `json:"description,omitempty"`
	Extended    string            `json:"extended_description,omitempty"`
	Software    landfall.Software `json:"software"`
	Signup      landfall.Signup   `json:"signup"`
	Rules       []landfall.Rule   `json:"rules,omitempty"`
	Languages   []string          `json:"languages,omitempty"`
	landfall.Details
	Evidence map[landfall.Field]evidence `json:"evidence,omitempty"`
}

// evidence is a [landfall.Evidence]. The times are set only if those of the facts
// are not all the same.
type evidence struct {
	Source string     `json:"source"`
	Path   string     `json:"path"`
	First  *time.Time `json:"first_seen,omitempty"`
	Last   *time.Time `json:"last_seen,omitempty"`
}

// Facts returns the document of some facts, and when all of them were seen, to the
// microsecond; the zero time if the document says that itself, because there is no
// one time, or none that fits the store. Facts that say nothing have no document.
func Facts(f *landfall.Facts, fits func(time.Time) bool) (body []byte, at time.Time, err error) {
	if reflect.ValueOf(f).Elem().IsZero() {
		return nil, time.Time{}, nil
	}
	doc := facts{
		Name: f.Name, Description: f.Description, Extended: f.Extended, Software: f.Software,
		Signup: f.Signup, Rules: f.Rules, Languages: f.Languages, Details: f.Details,
	}
	at, same := seenAt(f)
	if same && !fits(at) {
		at, same = time.Time{}, false
	}
	if len(f.Evidence) > 0 {
		doc.Evidence = make(map[landfall.Field]evidence, len(f.Evidence))
	}
	for field, e := range f.Evidence {
		kept := evidence{Source: e.Source, Path: e.Path}
		if !same {
			kept.First, kept.Last = &e.FirstSeen, &e.LastSeen
		}
		doc.Evidence[field] = kept
	}
	if body, err = json.Marshal(&doc); err != nil {
		return nil, time.Time{}, fmt.Errorf("encode facts: %w", err)
	}
	return body, at, nil
}

// seenAt returns the one time at which everything was seen, if there is one, to
// the microsecond.
func seenAt(f *landfall.Facts) (at time.Time, same bool) {
	for _, e := range f.Evidence {
		if at.IsZero() {
			at = e.FirstSeen
		}
		if at.IsZero() || !e.FirstSeen.Equal(at) || !e.LastSeen.Equal(at) {
			return time.Time{}, false
		}
	}
	if !at.Equal(at.Truncate(time.Microsecond)) {
		return time.Time{}, false
	}
	return at.UTC(), true
}

// ReadFacts reads a document back; at is what [Facts] gave. The counts of the facts
// stay as they are.
func ReadFacts(f *landfall.Facts, body []byte, at time.Time) error {
	var doc facts
	if err := json.Unmarshal(body, &doc); err != nil {
		return fmt.Errorf("decode facts: %w", err)
	}
	f.Name, f.Description, f.Extended, f.Software = doc.Name, doc.Description, doc.Extended, doc.Software
	f.Signup, f.Rules, f.Languages = doc.Signup, doc.Rules, doc.Languages
	f.Details = doc.Details
	for field, e := range doc.Evidence {
		if f.Evidence == nil {
			f.Evidence = make(map[landfall.Field]landfall.Evidence, len(doc.Evidence))
		}
		kept := landfall.Evidence{Source: e.Source, Path: e.Path, FirstSeen: at, LastSeen: at}
		if e.First != nil && e.Last != nil {
			kept.FirstSeen, kept.LastSeen = *e.First, *e.Last
		}
		f.Evidence[field] = kept
	}
	return nil
}
