package world

import (
	"cmp"
	"io"
	"math"
	"slices"
	"strings"
)

// What is drawn of a country beside its largest part: what is at least so large, as a share of
// that, and what is not farther from the rest than so much of that part's longer side. The
// possessions overseas of some countries would make a dot of the rest.
const (
	largeShare = .25
	nearShare  = .33

	speck = .001 // of the largest part, below which a part is not drawn
)

// PackPortraits writes a table of portraits of the countries in a file of TopoJSON, each as
// large as its sheet allows. Like [Place] they are equirectangular, but with the country's own
// middle parallel at its true length, so that those in the north are not drawn out. What is no
// such file is [landfall.ErrInvalid].
func PackPortraits(w io.Writer, topojson io.Reader) error {
	return pack(w, topojson, func(code string, rings [][][2]float64) string {
		rings = together(rings)
		if code == "" || len(rings) == 0 {
			return ""
		}
		around := boundsOf(rings...)
		p := &Portrait{degree: min((PortraitWidth-2*margin)/(around.width()*around.narrow()), (PortraitHeight-2*margin)/around.height())}
		p.east = p.degree * around.narrow()
		p.left = PortraitWidth/2 - p.east*(around.west+around.east)/2
		p.top = PortraitHeight/2 + p.degree*(around.south+around.north)/2
		var path strings.Builder
		for _, ring := range rings {
			for i, at := range ring {
				ring[i] = [2]float64{p.left + at[0]*p.east, p.top - at[1]*p.degree}
			}
			path.WriteString(trace(ring))
		}
		p.Outline = path.String()
		return code + "\t" + p.String() + "\n"
	})
}

// together returns the rings that are drawn, each on the side of the date line where the largest
// is.
func together(rings [][][2]float64) [][][2]float64 {
	if len(rings) == 0 {
		return nil
	}
	largest := slices.MaxFunc(rings, func(a, b [][2]float64) int { return cmp.Compare(extentOf(a), extentOf(b)) })
	around := boundsOf(largest)
	reach, middle := nearShare*max(around.width()*around.narrow(), around.height()), (around.west+around.east)/2
	var left, drawn [][][2]float64
	for _, ring := range rings {
		if extentOf(ring) < speck*extentOf(largest) {
			continue
		}
		at := boundsOf(ring)
		turn := math.Round((middle-(at.west+at.east)/2)/360) * 360
		for i := range ring {
			ring[i][0] += turn
		}
		left = append(left, ring)
	}
	for more := true; more; {
		more = false
		for i, ring := range left {
			if ring != nil && (extentOf(ring) >= largeShare*extentOf(largest) || around.gap(boundsOf(ring)) <= reach) {
				drawn, left[i], more = append(drawn, ring), nil, true
				around = around.with(boundsOf(ring))
			}
		}
	}
	return drawn
}

// extentOf is twice the area of a ring of degrees, in what a square degree is at the equator.
func extentOf(ring [][2]float64) float64 {
	sum := 0.0
	for i, at := range ring {
		next := ring[(i+1)%len(ring)]
		sum += at[0]*next[1] - next[0]*at[1]
	}
	return math.Abs(sum) * boundsOf(ring).narrow()
}

// bounds are around places, in degrees.
type bounds struct{ west, south, east, north float64 }

func boundsOf(rings ...[][2]float64) bounds {
	b := bounds{math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)}
	for _, ring := range rings {
		for _, at := range ring {
			b = b.with(bounds{at[0], at[1], at[0], at[1]})
		}
	}
	return b
}

func (b bounds) width() float64  { return b.east - b.west }
func (b bounds) height() float64 { return b.north - b.south }

// narrow is how long a degree of longitude is in the middle, as a share of one of
// latitude.
func (b bounds) narrow() float64 { return math.Cos((b.south + b.north) / 2 * math.Pi / 180) }

func (b bounds) with(o bounds) bounds {
	return bounds{min(b.west, o.west), min(b.south, o.south), max(b.east, o.east), max(b.north, o.north)}
}

// gap is how far others are away, in degrees of latitude.
func (b bounds) gap(o bounds) float64 {
	across := max(o.west-b.east, b.west-o.east, 0) * b.narrow()
	return math.Hypot(across, max(o.south-b.north, b.south-o.north, 0))
}
