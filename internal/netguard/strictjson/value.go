package strictjson

// Value is one value of a document, or nothing at all. Reading never fails: what
// is absent or of another type says so in the second result. Texts are copies;
// only Values themselves keep the document alive.
type Value struct {
	doc *document
	at  int
}

func (v Value) is(k kind) bool { return v.doc != nil && v.doc.nodes[v.at].kind == k }

// Get follows keys into nested objects. A key that is absent, or a step into
// something that is no object, gives a Value that does not exist.
func (v Value) Get(keys ...string) Value {
	for _, key := range keys {
		if !v.IsObject() {
			return Value{}
		}
		at := v.doc.member(v.at, v.doc.after(v.at), []byte(key))
		if at < 0 {
			return Value{}
		}
		v.at = at
	}
	return v
}

// Exists reports whether the document has the value, null included.
func (v Value) Exists() bool { return v.doc != nil }

// IsNull reports whether the value is there and null.
func (v Value) IsNull() bool { return v.is(kindNull) }

// IsObject reports whether the value is an object.
func (v Value) IsObject() bool { return v.is(kindObject) }

// Text returns a string.
func (v Value) Text() (string, bool) {
	if v.is(kindText) || v.is(kindEscaped) {
		return string(v.doc.textAt(v.at)), true
	}
	return "", false
}

// Bool returns a boolean. The strings "true" and "FALSE" are not booleans.
func (v Value) Bool() (value, ok bool) {
	value = v.is(kindTrue)
	return value, value || v.is(kindFalse)
}

// Array returns the elements of an array.
func (v Value) Array() ([]Value, bool) {
	if !v.is(kindArray) {
		return nil, false
	}
	elements := make([]Value, 0, v.doc.nodes[v.at].start)
	for at := v.at + 1; at < v.doc.after(v.at); at = v.doc.after(at) {
		elements = append(elements, Value{v.doc, at})
	}
	return elements, true
}

// Object returns the members of an object.
func (v Value) Object() (map[string]Value, bool) {
	if !v.IsObject() {
		return nil, false
	}
	members := make(map[string]Value, v.doc.nodes[v.at].start)
	for at := v.at + 1; at < v.doc.after(v.at); at = v.doc.after(at + 1) {
		members[string(v.doc.textAt(at))] = Value{v.doc, at + 1}
	}
	return members, true
}

// Int returns a whole number; 3.0 and 1e3 are whole, 3.7 and "42" are not. A
// whole number too large for 64 bits comes back with ok and overflow set.
func (v Value) Int() (n int64, overflow, ok bool) {
	if !v.is(kindNumber) {
		return 0, false, false
	}
	node := v.doc.nodes[v.at]
	return wholeNumber(v.doc.data[node.start:node.end])
}
