package vocab

import (
	"bytes"
	"encoding/json"
	"fmt"
)

// Object is what Write can write: an Actor, a Note, an Activity, a Collection or a
// Tombstone.
type Object interface {
	// wire is the object's JSON, its members in a fixed order, without a context; or an
	// error if something is missing that every reader needs.
	wire() (any, error)
	// context is what explains its members.
	context() any
	// self is its identifier.
	self() ID
}

// Write makes a document of our own, with its @context. The same object gives the same
// bytes. An error, with ErrInvalid in its chain, names what the object lacks.
func Write(o Object) ([]byte, error) {
	if o.self() == "" {
		return nil, lacking("id", "object")
	}
	body, err := o.wire()
	if err != nil {
		return nil, err
	}
	inner, err := encode(body)
	if err != nil {
		return nil, fmt.Errorf("write %s: %w", o.self(), err)
	}
	context, err := encode(o.context())
	if err != nil {
		return nil, fmt.Errorf("write context: %w", err)
	}
	out := append([]byte(`{"@context":`), context...)
	return append(append(out, ','), inner[1:]...), nil
}

// Embed refers to an object of ours that Write puts into the document around it.
func Embed(o Object) Ref { return Ref{IRI: o.self(), own: o} }

// encode writes JSON without escaping HTML, as other servers do.
func encode(v any) ([]byte, error) {
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(out.Bytes(), []byte("\n")), nil
}

// written is a reference as it is written: what we embed, otherwise the identifier.
// A stranger's object is never passed on but by its identifier. nil is the zero Ref.
func (r Ref) written() (any, error) {
	switch {
	case r.own != nil:
		body, err := r.own.wire()
		if err != nil {
			return nil, fmt.Errorf("embed: %w", err)
		}
		return body, nil
	case r.IRI != "":
		return r.IRI, nil
	}
	return nil, nil //nolint:nilnil // a member that is left out is no error
}

// lacking is the error of an object that lacks something.
func lacking(what, of string) error { return fmt.Errorf("%s without %s: %w", of, what, ErrInvalid) }

// Extensions of ActivityStreams that our documents use, by the contexts of those who
// made them.
var (
	contextActor = []any{ContextActivityStreams, ContextSecurity, map[string]any{
		"toot": "http://joinmastodon.org/ns#", "schema": "http://schema.org#",
		"manuallyApprovesFollowers": "as:manuallyApprovesFollowers",
		"alsoKnownAs":               map[string]string{"@id": "as:alsoKnownAs", "@type": "@id"},
		"movedTo":                   map[string]string{"@id": "as:movedTo", "@type": "@id"},
		"featured":                  map[string]string{"@id": "toot:featured", "@type": "@id"},
		"discoverable":              "toot:discoverable", "indexable": "toot:indexable", "suspended": "toot:suspended",
		"Emoji": "toot:Emoji", "PropertyValue": "schema:PropertyValue", "value": "schema:value",
		"webfinger":  "https://purl.archive.org/socialweb/webfinger#webfinger",
		"implements": map[string]string{"@id": "https://w3id.org/fep/844e/implements", "@type": "@id"},
	}}
	contextNote = []any{ContextActivityStreams, map[string]any{
		"toot": "http://joinmastodon.org/ns#", "gts": "https://gotosocial.org/ns#",
		"sensitive": "as:sensitive", "Hashtag": "as:Hashtag", "Emoji": "toot:Emoji",
		"blurhash": "toot:blurhash", "votersCount": "toot:votersCount",
		"focalPoint":         map[string]string{"@container": "@list", "@id": "toot:focalPoint"},
		"quote":              map[string]string{"@id": "https://w3id.org/fep/044f#quote", "@type": "@id"},
		"quoteAuthorization": map[string]string{"@id": "https://w3id.org/fep/044f#quoteAuthorization", "@type": "@id"},
		"interactionPolicy":  map[string]string{"@id": "gts:interactionPolicy", "@type": "@id"},
	}}
)
