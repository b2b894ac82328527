package world

import (
	"embed"
	"strings"
	"sync"
)

// File is the name of the table in the folder dist.
const File = "world.tsv"

//go:embed all:dist
var dist embed.FS

// Width and Height are the size of a map. It ends in the south where nobody lives.
const (
	Width  = 360 * scale
	Height = 150 * scale

	scale = 2.0  // units to a degree
	north = 85.0 // latitude of the upper edge
)

// Place is where a place lies on a map, in degrees north and east: equirectangular. What lies
// beyond an edge is on it.
func Place(lat, long float64) (x, y float64) {
	return min(max((long+180)*scale, 0), Width), min(max((north-lat)*scale, 0), Height)
}

// Table is outlines, each a path of SVG. Nil is an empty one. It is safe for concurrent use.
type Table struct {
	outlines map[string]string
	land     string
}

// Default is the table that is part of the program; empty if it was built without.
var Default = sync.OnceValue(func() *Table {
	text, err := dist.ReadFile("dist/" + File)
	if err != nil {
		return New("")
	}
	return New(string(text))
})

// New returns the table in a text that [Pack] wrote. Lines that it did not write are left out.
func New(text string) *Table {
	t := &Table{outlines: map[string]string{}}
	var land strings.Builder
	for line := range strings.Lines(text) {
		code, path, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		if !ok {
			continue
		}
		land.WriteString(path)
		if code != "" {
			t.outlines[code] = path
		}
	}
	t.land = land.String()
	return t
}

// Outline returns the outline of a country by its ISO 3166 code of two letters; "" if there
// is none.
func (t *Table) Outline(country string) string {
	if t == nil {
		return ""
	}
	return t.outlines[strings.ToLower(country)]
}

// Land returns all outlines in one path; "" if there are none.
func (t *Table) Land() string {
	if t == nil {
		return ""
	}
	return t.land
}
