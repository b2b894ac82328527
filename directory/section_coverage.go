package directory

import (
	"maps"
	"slices"
	"strings"

	"landfall"
)

// Coverage is how much of one field Landfall has read from the servers of a section.
type Coverage struct {
	Field   landfall.Field
	Servers int // that state it
	// Document is the path of the document that it was read from on most of them, and
	// Documented on how many; "" if none states it.
	Document   string
	Documented int
}

// Coverage returns, for every field that anybody may see, how many servers of the section
// state it: what has been read, not what the software could tell.
func (c *Section) Coverage() []Coverage {
	var all []Coverage
	paths := map[landfall.Field]map[string]int{}
	c.each(func(s *Server) {
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
		row := Coverage{Field: field}
		for _, path := range slices.Sorted(maps.Keys(paths[field])) {
			n := paths[field][path]
			row.Servers += n
			if n > row.Documented {
				row.Document, row.Documented = path, n
			}
		}
		all = append(all, row)
	}
	return all
}

// documentPath returns the path of an address without its host, so that those of many
// servers can be told to be one document.
func documentPath(source string) string {
	_, rest, _ := strings.Cut(source, "://")
	_, path, _ := strings.Cut(rest, "/")
	path, _, _ = strings.Cut(path, "?")
	return "/" + path
}
