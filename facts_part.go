package landfall

// Only returns the part of the facts that consists of the given fields.
func (f Facts) Only(fields []Field) Facts {
	var part Facts
	for _, field := range fields {
		seen, stated := f.Evidence[field]
		if !stated {
			continue
		}
		if part.Evidence == nil {
			part.Evidence = make(map[Field]Evidence)
		}
		part.take(&f, field)
		part.Evidence[field] = seen
	}
	return part
}

// From lists the fields whose present value was read from the document at source.
func (f *Facts) From(source string) []Field {
	var fields []Field
	for _, field := range Fields() {
		if seen, stated := f.Evidence[field]; stated && seen.Source == source {
			fields = append(fields, field)
		}
	}
	return fields
}
