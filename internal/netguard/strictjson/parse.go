// Package strictjson reads JSON documents from strangers. It compares keys
// exactly, as encoding/json does not, so one document can never mean two things;
// it rejects duplicate keys, invalid UTF-8, deep nesting, endless objects and
// anything after the document; and it hands out values without guessing types.
// Whatever it accepts means the same to encoding/json.
package strictjson

import (
	"bytes"
	"errors"
	"fmt"
	"unicode/utf8"
)

// Bounds on one document. Together they bound the work and the memory that any
// document can cost: Parse allocates at most 16 bytes for each key and value.
const (
	MaxBytes  = 64 << 20
	MaxDepth  = 64     // nested arrays and objects
	MaxKeys   = 10_000 // keys in the whole document
	MaxValues = 500_000
	maxNumber = 64 // bytes of one number
)

// Error is a fault in a document. Its Reason is a snake_case word that fits an
// Observation, such as "json_duplicate_key".
type Error struct {
	Reason string
	Detail string
	// At is the byte of the document that parsing stopped at, 0 if it did not begin.
	At int
}

func (e *Error) Error() string {
	if e.Detail == "" {
		return e.Reason
	}
	return e.Reason + ": " + e.Detail
}

// Reason returns the word of the document fault in err's chain, or "".
func Reason(err error) string {
	if fault, ok := errors.AsType[*Error](err); ok {
		return fault.Reason
	}
	return ""
}

// Parse reads one whole document of any kind. The values it hands out read from
// data, which must not change while they are in use.
func Parse(data []byte) (Value, error) {
	switch {
	case len(data) > MaxBytes:
		return Value{}, &Error{Reason: "json_too_large"}
	case len(bytes.TrimSpace(data)) == 0:
		return Value{}, &Error{Reason: "json_empty"}
	case bytes.HasPrefix(data, []byte("\xef\xbb\xbf")):
		return Value{}, &Error{Reason: "json_byte_order_mark"}
	case !utf8.Valid(data):
		return Value{}, &Error{Reason: "json_invalid_utf8"}
	}
	p := parser{document: document{data: data, nodes: make([]node, 0, nodesAtMost(data))}}
	if err := p.value(0); err != nil {
		if fault, ok := errors.AsType[*Error](err); ok {
			fault.At = p.at
		}
		return Value{}, err
	}
	if p.space(); p.at < len(data) {
		return Value{}, &Error{Reason: "json_trailing_data", Detail: fmt.Sprintf("at byte %d", p.at), At: p.at}
	}
	doc := p.document
	return Value{doc: &doc}, nil
}

// nodesAtMost bounds the nodes of a document, so that they are allocated once:
// every node but the first follows one of four marks.
func nodesAtMost(data []byte) int {
	n := 1
	for _, mark := range []byte(",:[{") {
		n += bytes.Count(data, []byte{mark})
	}
	return min(n, MaxKeys+MaxValues)
}

// document is a parsed document: its text, and its keys and values in the order
// of the text. An object's members follow it as key, value, key, value; an
// array's elements follow it.
type document struct {
	data  []byte
	nodes []node
}

type kind uint8

const (
	kindNull kind = iota
	kindFalse
	kindTrue
	kindNumber
	kindText    // its bytes are its text
	kindEscaped // a text with backslash escapes
	kindArray
	kindObject
)

// node is one key or value. Start and end bound its text in the document,
// without quotes; for an array or object, start counts its elements or members.
// Next is the node behind it and everything in it.
type node struct {
	start, end, next uint32
	kind             kind
}
