package vocab

import (
	"bytes"
	"slices"
	"unicode/utf8"
)

// Parse reads one document from a stranger. The body must be one JSON object in UTF-8
// of at most MaxBytes, within the other bounds of this package, without duplicate names
// or the character NUL, and free of what only a JSON-LD processor would understand. A
// refusal is an *Error, and ErrInvalid is in its chain. The document keeps no reference
// to body.
func Parse(body []byte) (*Document, error) {
	switch {
	case len(body) > MaxBytes:
		return nil, &Error{Reason: "json_too_large"}
	case len(bytes.TrimSpace(body)) == 0:
		return nil, &Error{Reason: "json_empty"}
	case !utf8.Valid(body):
		return nil, &Error{Reason: "json_invalid_utf8"}
	}
	v, err := decode(body)
	if err != nil {
		return nil, err
	}
	if v.kind != kindObject {
		return nil, &Error{Reason: "json_no_object"}
	}
	if err := checkTerms(&v); err != nil {
		return nil, err
	}
	v.members = slices.DeleteFunc(v.members, func(m member) bool {
		return m.name == "signature" || m.name == "proof"
	})
	return &Document{value: &v}, nil
}
