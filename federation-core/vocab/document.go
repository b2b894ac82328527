package vocab

import (
	"encoding/json"
	"math"
	"slices"
	"strconv"
	"time"
)

// Document is one object of a stranger's JSON, the whole of it or one embedded in it.
// It does not change.
type Document struct{ value *value }

// ID is the document's id, "" if it has none that is an identifier.
func (d *Document) ID() ID { return d.value.member("id").first().id() }

// Types are the document's types as it names them, in their order.
func (d *Document) Types() (types []string) {
	d.value.member("type").each(func(v *value) bool {
		if v.kind == kindString && v.text != "" {
			types = append(types, cutRunes(v.text, MaxName))
		}
		return len(types) < maxTypes
	})
	return types
}

// Type is the document's first type, "" if it has none.
func (d *Document) Type() string {
	if v := d.value.member("type").first(); v != nil && v.kind == kindString {
		return cutRunes(v.text, MaxName)
	}
	return ""
}

// Is reports whether one of the document's types is among those.
func (d *Document) Is(types ...string) bool { return d.among(types) != "" }

// among is the first of the document's types that is one of those.
func (d *Document) among(types []string) (found string) {
	n := 0
	d.value.member("type").each(func(v *value) bool {
		if n++; slices.Contains(types, v.text) {
			found = v.text
		}
		return found == "" && n < maxTypes
	})
	return found
}

// Has reports whether the document has a member of that name that is not null.
func (d *Document) Has(name string) bool {
	v := d.value.member(name)
	return v != nil && v.kind != kindNull
}

// String is a member's text: the first, if there are several; "" if there is none.
func (d *Document) String(name string) string {
	if v := d.value.member(name).first(); v != nil && v.kind == kindString {
		return v.text
	}
	return ""
}

// Ref is the object that a member refers to: the first, if there are several.
func (d *Document) Ref(name string) Ref { return d.value.member(name).first().ref() }

// Refs are at most so many objects that a member refers to.
func (d *Document) Refs(name string, most int) []Ref { return d.value.member(name).refs(most) }

// IDs are at most so many identifiers that a member has, embedded objects by their id.
func (d *Document) IDs(name string, most int) (ids []ID) {
	d.value.member(name).each(func(v *value) bool {
		if r := v.ref(); r.IRI != "" {
			ids = append(ids, r.IRI)
		}
		return len(ids) < most
	})
	return ids
}

// Documents are at most so many objects embedded under a member.
func (d *Document) Documents(name string, most int) (docs []*Document) {
	d.value.member(name).each(func(v *value) bool {
		if v.kind == kindObject {
			docs = append(docs, &Document{value: v})
		}
		return len(docs) < most
	})
	return docs
}

// Document is the first object embedded under a member, or nil.
func (d *Document) Document(name string) *Document {
	if v := d.value.member(name).first(); v != nil && v.kind == kindObject {
		return &Document{value: v}
	}
	return nil
}

// Bool is a member that is true, or says so in a string; everything else is false.
func (d *Document) Bool(name string) bool {
	v := d.value.member(name).first()
	return v != nil && (v.kind == kindTrue || v.kind == kindString && v.text == "true")
}

// Count is a member that is a whole number from 0 on; -1 stands for unknown.
func (d *Document) Count(name string) int {
	v := d.value.member(name).first()
	if v == nil || v.kind != kindNumber && v.kind != kindString {
		return -1
	}
	n, err := strconv.ParseFloat(v.text, 64)
	if err != nil || n < 0 || n > math.MaxInt32 || n != math.Trunc(n) {
		return -1
	}
	return int(n)
}

// Time is a member that is a date and time in UTC; the zero time stands for unknown.
func (d *Document) Time(name string) time.Time { return parseTime(d.String(name)) }

// Raw is the JSON of the document as it was received. It is a copy.
func (d *Document) Raw() json.RawMessage { return json.RawMessage(d.value.text) }

// raw is the JSON of a member that is an object or array, nil if there is none.
func (d *Document) raw(name string) json.RawMessage {
	if v := d.value.member(name); v != nil && (v.kind == kindObject || v.kind == kindArray) {
		return json.RawMessage(v.text)
	}
	return nil
}
