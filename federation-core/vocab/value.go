package vocab

import (
	"bytes"
	"errors"
	"io"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
)

// value is one JSON value as it was read. Text is a string's text, a number's digits or
// the JSON of an array or object. An array's elements are members without a name.
type value struct {
	kind    jsontext.Kind
	text    string
	members []member
}

type member struct {
	name  string
	value value
}

// kinds of values, named for what they are.
const (
	kindNull   = jsontext.Kind('n')
	kindTrue   = jsontext.Kind('t')
	kindFalse  = jsontext.Kind('f')
	kindString = jsontext.Kind('"')
	kindNumber = jsontext.Kind('0')
	kindObject = jsontext.Kind('{')
	kindArray  = jsontext.Kind('[')
)

// member returns the value of the object's member with exactly that name, nil if there
// is none or v is no object.
func (v *value) member(name string) *value {
	if v.kind != kindObject {
		return nil
	}
	for i := range v.members {
		if v.members[i].name == name {
			return &v.members[i].value
		}
	}
	return nil
}

// each visits what stands alone or in an array as a list: null is an empty one. Arrays
// in arrays are not looked into.
func (v *value) each(visit func(*value) (more bool)) {
	switch {
	case v == nil || v.kind == kindNull:
	case v.kind != kindArray:
		visit(v)
	default:
		for i := range v.members {
			if item := &v.members[i].value; item.kind != kindNull && !visit(item) {
				return
			}
		}
	}
}

// first returns the first of what stands alone or in an array, or nil.
func (v *value) first() (found *value) {
	v.each(func(item *value) bool { found = item; return false })
	return found
}

// decoder reads values within the bounds of one document.
type decoder struct {
	tokens *jsontext.Decoder
	body   string
	values int
}

// decode reads a body that is one JSON value. Half a surrogate pair, as left by
// software that cuts texts by UTF-16 units, becomes U+FFFD.
func decode(body []byte) (value, error) {
	d := decoder{
		tokens: jsontext.NewDecoder(bytes.NewBuffer(body), jsontext.AllowInvalidUTF8(true)),
		body:   string(body),
	}
	v, err := d.value()
	if err != nil {
		return value{}, err
	}
	if _, err := d.tokens.ReadToken(); !errors.Is(err, io.EOF) {
		return value{}, &Error{Reason: "json_trailing_data"}
	}
	return v, nil
}

func (d *decoder) value() (value, error) {
	if d.values++; d.values > MaxValues {
		return value{}, &Error{Reason: "json_too_many_values"}
	}
	token, err := d.tokens.ReadToken()
	if err != nil {
		return value{}, malformed(err)
	}
	switch v := (value{kind: token.Kind()}); v.kind {
	case kindObject, kindArray:
		return d.nested(v)
	case kindString:
		v.text = token.String()
		return v, noNUL(v.text)
	case kindNumber:
		if v.text = token.String(); len(v.text) > maxNumber {
			return value{}, &Error{Reason: "json_number_too_long"}
		}
		return v, nil
	default:
		return v, nil
	}
}

// nested reads what is in an array or object that has just been opened.
func (d *decoder) nested(v value) (value, error) {
	if d.tokens.StackDepth() > MaxDepth {
		return value{}, &Error{Reason: "json_too_deep"}
	}
	start := d.tokens.InputOffset() - 1
	for {
		switch d.tokens.PeekKind() {
		case '}', ']':
			if _, err := d.tokens.ReadToken(); err != nil {
				return value{}, malformed(err)
			}
			v.text = d.body[start:d.tokens.InputOffset()]
			return v, nil
		}
		if err := d.into(&v); err != nil {
			return value{}, err
		}
	}
}

// into reads one element or member more.
func (d *decoder) into(v *value) error {
	if v.kind == kindArray {
		item, err := d.value()
		v.members = append(v.members, member{value: item})
		return err
	}
	if len(v.members) >= MaxMembers {
		return &Error{Reason: "json_too_many_members"}
	}
	token, err := d.tokens.ReadToken()
	if err != nil {
		return malformed(err)
	}
	if v.members == nil {
		v.members = make([]member, 0, 4) // most objects have that many
	}
	name := token.String()
	if err := noNUL(name); err != nil {
		return err
	}
	inner, err := d.value()
	v.members = append(v.members, member{name, inner})
	return err
}

func noNUL(s string) error {
	if strings.IndexByte(s, 0) >= 0 {
		return &Error{Reason: "json_nul"}
	}
	return nil
}

// malformed says in a word what the tokenizer found.
func malformed(err error) error {
	if errors.Is(err, jsontext.ErrDuplicateName) {
		return &Error{Reason: "json_duplicate_name"}
	}
	return &Error{Reason: "json_malformed"}
}
