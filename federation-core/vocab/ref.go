package vocab

// Ref is a reference to an object: by its identifier, by a copy embedded in the
// document, or both. An embedded object without a usable id has only the copy.
type Ref struct {
	IRI      ID
	Embedded *Document
	own      Object // what Write embeds
}

// IsZero reports that there is no reference.
func (r Ref) IsZero() bool { return r.IRI == "" && r.Embedded == nil && r.own == nil }

// Within returns the embedded copy if the origin of owner may speak for it: its id is
// of that origin, or it has none, so that it is part of the document around it. A copy
// from elsewhere is only an address to fetch (FEP-fe34), and nil here.
func (r Ref) Within(owner ID) *Document {
	if r.Embedded == nil || r.Embedded.Has("id") && !SameOrigin(r.Embedded.ID(), owner) {
		return nil
	}
	return r.Embedded
}

// ref reads a string or an object; nil is the zero Ref. A Link points by its href.
func (v *value) ref() Ref {
	switch {
	case v == nil:
		return Ref{}
	case v.kind == kindString:
		return Ref{IRI: v.id()}
	case v.kind == kindObject:
		d := &Document{value: v}
		if id := d.ID(); id != "" || d.Has("id") || !d.Is("Link", "Mention") {
			return Ref{IRI: id, Embedded: d}
		}
		return Ref{IRI: v.member("href").first().id()}
	}
	return Ref{}
}

// refs reads what stands alone or in an array, leaving out what is no reference.
func (v *value) refs(most int) (refs []Ref) {
	v.each(func(item *value) bool {
		if r := item.ref(); !r.IsZero() {
			refs = append(refs, r)
		}
		return len(refs) < most
	})
	return refs
}

// id reads a string as an identifier, "" if it is none.
func (v *value) id() ID {
	if v == nil || v.kind != kindString {
		return ""
	}
	id, err := ParseID(v.text)
	if err != nil {
		return ""
	}
	return id
}

// isPublic reports whether a value is one of the three spellings of Public.
func (v *value) isPublic() bool {
	if v == nil || v.kind != kindString {
		return false
	}
	return v.text == string(Public) || v.text == "as:Public" || v.text == "Public"
}
