package directory

import (
	"maps"
	"slices"
	"strings"

	"landfall"
)

// Coverage is how much Landfall has read from the servers of a section.
type Coverage struct {
	// Looked is how many servers the counts are over: all of a section up to 1,000, and of a
	// larger one as many, evenly by name.
	Looked int
	Fields []FieldCoverage // in the order pages show them
}

// FieldCoverage is how much of one field has been read.
type FieldCoverage struct {
	Field   landfall.Field
	Servers int // of those looked at, that state it
	// Document is the path of the document that it was read from on most of them, and
	// Documented on how many; "" if none states it.
	Document   string
	Documented int
}

// Coverage returns, for every field that anybody may see, how many servers of the section
// state it: what has been read, not what the software could tell.
func (c *Section) Coverage() Coverage {
	var all Coverage
	paths := map[landfall.Field]map[string]int{}
	all.Looked = c.some(mostLooked, func(s *Server) {
		for field, e := range s.Facts.Evidence {
			if paths[field] == nil {
				paths[field] = map[string]int{}
			}
			paths[field][documentPath(e.Source)]++
		}
	})
	for _, field := range landfall.Fields() {
		if field.HeldBack() {
			continue
		}
		row := FieldCoverage{Field: field}
		for _, path := range slices.Sorted(maps.Keys(paths[field])) {
			n := paths[field][path]
			row.Servers += n
			if n > row.Documented {
				row.Document, row.Documented = path, n
			}
		}
		all.Fields = append(all.Fields, row)
	}
	return all
}

// mostLooked bounds how many servers coverage is counted over.
const mostLooked = 1_000

// some calls fn for at most so many servers of the section, evenly spread, and returns how
// many there were.
func (c *Section) some(most int, fn func(*Server)) (looked int) {
	step := float64(max(c.Listed, most)) / float64(most)
	at := 0
	c.each(func(s *Server) {
		if float64(at) >= step*float64(looked) && looked < most {
			fn(s)
			looked++
		}
		at++
	})
	return looked
}

// documentPath returns the path of an address without its host, so that those of many
// servers can be told to be one document.
func documentPath(source string) string {
	_, rest, _ := strings.Cut(source, "://")
	_, path, _ := strings.Cut(rest, "/")
	path, _, _ = strings.Cut(path, "?")
	return "/" + path
}
