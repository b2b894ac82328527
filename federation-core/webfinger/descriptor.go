package webfinger

import (
	"fmt"
	"slices"

	"github.com/go-json-experiment/json"
)

// maxLinks is how many links of a stranger's document are read; honest ones have a handful.
const maxLinks = 100

// Descriptor is a JSON Resource Descriptor (RFC 7033 section 4.4), without what no server of
// the fediverse looks at: when it expires, and properties.
type Descriptor struct {
	Subject string   `json:"subject,omitzero"`
	Aliases []string `json:"aliases,omitempty"`
	Links   []Link   `json:"links"`
}

// Link is one of its links: to Href or, in host-meta, to what Template becomes.
type Link struct {
	Rel      string `json:"rel"`
	Type     string `json:"type,omitzero"`
	Href     string `json:"href,omitzero"`
	Template string `json:"template,omitzero"`
}

// Only returns the descriptor with the links of some relations, or with all if none is named
// (RFC 7033 section 4.3).
func (d Descriptor) Only(rels []string) Descriptor {
	if len(rels) > 0 {
		d.Links = slices.DeleteFunc(slices.Clone(d.Links), func(l Link) bool { return !slices.Contains(rels, l.Rel) })
	}
	return d
}

// Write is the document.
func (d Descriptor) Write() ([]byte, error) { return json.Marshal(d) }

// ParseDescriptor reads a stranger's document: names are exact, none is there twice, and what
// is read is of its type. An error is an [ErrRefused].
func ParseDescriptor(body []byte) (Descriptor, error) {
	var d Descriptor
	if len(body) > MaxBytes {
		return d, fmt.Errorf("%w: its answer is too long", ErrRefused)
	}
	if err := json.Unmarshal(body, &d); err != nil {
		return Descriptor{}, fmt.Errorf("%w: what it answers is no JRD", ErrRefused)
	}
	if len(d.Links) > maxLinks || len(d.Aliases) > maxLinks {
		return Descriptor{}, fmt.Errorf("%w: it has more links than anybody needs", ErrRefused)
	}
	return d, nil
}
