package chstore

import (
	"encoding/json"
	"fmt"
	"reflect"
	"time"

	"landfall"
)

// document is the part of an instance's facts that seldom changes, and so is the
// same at most visits: the counts have columns of their own, and so has the time
// at which a visit saw it all.
type document struct {
	Name        string                      `json:"name,omitempty"`
	Description string                      `json:"description,omitempty"`
	Extended    string                      `json:"extended_description,omitempty"`
	Software    landfall.Software           `json:"software"`
	Signup      landfall.Signup             `json:"signup"`
	Rules       []landfall.Rule             `json:"rules,omitempty"`
	Languages   []string                    `json:"languages,omitempty"`
	Evidence    map[landfall.Field]evidence `json:"evidence,omitempty"`
}

// evidence is a [landfall.Evidence]. The times are set only if those of the facts
// are not all the same.
type evidence struct {
	Source string     `json:"source"`
	Path   string     `json:"path"`
	First  *time.Time `json:"first_seen,omitempty"`
	Last   *time.Time `json:"last_seen,omitempty"`
}

// unseen is stored as the time of facts that say themselves when they were seen.
var unseen = firstTime

// encodeFacts returns the document of some facts, and when the facts were seen;
// unseen if the document says that itself. Facts that say nothing have no document.
func encodeFacts(f *landfall.Facts) (body []byte, at time.Time, err error) {
	if reflect.ValueOf(f).Elem().IsZero() {
		return nil, unseen, nil
	}
	doc := document{
		Name: f.Name, Description: f.Description, Extended: f.Extended, Software: f.Software,
		Signup: f.Signup, Rules: f.Rules, Languages: f.Languages,
	}
	at, same := seenAt(f)
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
		return nil, unseen, fmt.Errorf("encode facts: %w", err)
	}
	return body, at, nil
}

// seenAt returns the one time at which everything was seen, if there is one that can
// be stored as it is.
func seenAt(f *landfall.Facts) (at time.Time, same bool) {
	for _, e := range f.Evidence {
		if at.IsZero() {
			at = e.FirstSeen
		}
		if at.IsZero() || !e.FirstSeen.Equal(at) || !e.LastSeen.Equal(at) {
			return unseen, false
		}
	}
	if !storable(at) || !at.Equal(at.Truncate(time.Microsecond)) {
		return unseen, false
	}
	return at.UTC(), true
}

// decodeFacts reads a document back; the counts of the facts stay as they are.
func decodeFacts(f *landfall.Facts, body []byte, at time.Time) error {
	var doc document
	if err := json.Unmarshal(body, &doc); err != nil {
		return fmt.Errorf("decode facts: %w", err)
	}
	f.Name, f.Description, f.Extended, f.Software = doc.Name, doc.Description, doc.Extended, doc.Software
	f.Signup, f.Rules, f.Languages = doc.Signup, doc.Rules, doc.Languages
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
