package world

import (
	"fmt"
	"strings"
	"sync"
)

// PortraitsFile is the name of the table of portraits in the folder dist.
const PortraitsFile = "portraits.tsv"

// The size of a portrait, and how much of it is left free at each edge at least.
const (
	PortraitWidth  = 540
	PortraitHeight = 360

	margin = 16
)

// Portrait is a map of one country: its largest part, with what lies near that.
type Portrait struct {
	// Outline is a path of SVG.
	Outline string

	left, top    float64 // of the meridian and the parallel of 0 degrees
	east, degree float64 // units to a degree of longitude and of latitude
}

// Portraits are by ISO 3166 code of two letters in small letters. They are safe for concurrent
// use.
type Portraits map[string]*Portrait

// DefaultPortraits are those that are part of the program; none if it was built without.
var DefaultPortraits = sync.OnceValue(func() Portraits {
	text, err := dist.ReadFile("dist/" + PortraitsFile)
	if err != nil {
		return nil
	}
	return NewPortraits(string(text))
})

// NewPortraits returns those in a text that [PackPortraits] wrote. Lines that it did not write
// are left out.
func NewPortraits(text string) Portraits {
	portraits := Portraits{}
	for line := range strings.Lines(text) {
		fields := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(fields) != 3 {
			continue
		}
		p := &Portrait{Outline: fields[2]}
		if _, err := fmt.Sscan(fields[1], &p.left, &p.top, &p.east, &p.degree); err == nil {
			portraits[fields[0]] = p
		}
	}
	return portraits
}

func (p *Portrait) String() string {
	return fmt.Sprintf("%.2f %.2f %.4f %.4f\t%s", p.left, p.top, p.east, p.degree, p.Outline)
}

// Place is where a place lies on the portrait, in degrees north and east; ok is false if it lies
// beyond an edge.
func (p *Portrait) Place(lat, long float64) (x, y float64, ok bool) {
	y = p.top - lat*p.degree
	for _, turn := range []float64{0, 360, -360} {
		if x = p.left + (long+turn)*p.east; x >= 0 && x <= PortraitWidth {
			return x, y, y >= 0 && y <= PortraitHeight
		}
	}
	return x, y, false
}
