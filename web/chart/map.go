package chart

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"strings"

	"landfall/directory/place/world"
	"landfall/web/tongue"
)

// Atlas is values of countries and of towns: what [NewMap] draws.
type Atlas struct {
	// Title, Unit and Value are as those of a [Series].
	Title, Unit, Value string
	Countries          []Country
	Towns              []Town
	// World has the outlines of countries. Without it there are lines of latitude and
	// longitude, and the countries' values are in the table only.
	World *world.Table
	// Alone is the country that the map is of, nil for the world.
	Alone *world.Portrait
}

// Country is a value of a country.
type Country struct {
	Code  string // ISO 3166, two letters
	Label string
	Value *float64 // nil if unknown
	Href  string   // of its page, "" if it has none
}

// Town is a value of a place, in degrees north and east.
type Town struct {
	Label     string
	Lat, Long float64  // not a number if that is unknown
	Value     *float64 // nil if unknown
	Href      string   // of its page, "" if it has none
}

// Map is a map of the world or of a country: countries are the fuller the
// higher their value, dots the larger, by their area. What is unknown is hollow.
type Map struct {
	Twin

	Box string // the viewBox
	// Land is a path of all outlines, Lines one of latitudes and longitudes.
	Land, Lines string
	Areas       []MapArea
	// Dots lead nowhere, Links each to its page: those are for a pointer, and the table has
	// the same links for everybody.
	Dots, Links []MapDot
	Key         []MapKey
	// Note says what dots and hollow shapes are, empty if there are none.
	Note string
}

// MapArea is all countries of about one value.
type MapArea struct {
	Outline, Opacity string // from 0 to 1
	Unknown          bool
}

// MapDot is a circle for a town.
type MapDot struct {
	X, Y, Radius string
	Unknown      bool
	Name, Href   string // of a link
	size         float64
}

// MapKey says what a fullness stands for.
type MapKey struct{ Label, Opacity string }

// smallestDot and largestDot are radii on a map of the world, and aloneTimes how much larger
// dots are on one of a country.
const smallestDot, largestDot, aloneTimes = 2.0, 8.0, 1.6

// opacities of the levels of a country's value.
var opacities = [...]string{".3", ".45", ".6", ".8", "1"}

// NewMap draws an atlas.
func NewMap(ctx context.Context, a Atlas) Map {
	m := Map{Twin: newTwin(ctx, a.Title, column{name: tongue.Mark("place")}, column{a.Value, a.Unit})}
	var places []Part
	for _, c := range a.Countries {
		places = append(places, Part{c.Label, c.Value})
		m.link(ctx, c.Label, c.Href, c.Value)
	}
	for _, t := range a.Towns {
		places = append(places, Part{t.Label, t.Value})
		m.link(ctx, t.Label, t.Href, t.Value)
	}
	m.Sentence = placesSentence(ctx, places, a.Unit)
	m.lay(ctx, a)
	m.mark(ctx, a)
	switch {
	case len(m.Dots)+len(m.Links) > 0:
		m.Note = tongue.Say(ctx, "A dot is a place: the larger, the more. Hollow: unknown.")
	case slices.ContainsFunc(m.Areas, func(a MapArea) bool { return a.Unknown }):
		m.Note = tongue.Say(ctx, "Hollow: unknown.")
	}
	return m
}

// lay draws what dots lie on.
func (m *Map) lay(ctx context.Context, a Atlas) {
	m.Box = fmt.Sprintf("0 0 %d %d", int(world.Width), int(world.Height))
	m.Land = a.World.Land()
	switch {
	case a.Alone != nil:
		m.Box = fmt.Sprintf("0 0 %d %d", world.PortraitWidth, world.PortraitHeight)
		m.Land = a.Alone.Outline
	case m.Land == "":
		m.Lines = graticule()
	default:
		m.shade(ctx, a)
	}
}

// shade fills countries, of each level together.
func (m *Map) shade(ctx context.Context, a Atlas) {
	values := make([]*float64, 0, len(a.Countries))
	for _, c := range a.Countries {
		values = append(values, c.Value)
	}
	low, high := extent(values)
	var outlines [heatLevels]strings.Builder
	var unknown strings.Builder
	for _, c := range a.Countries {
		if x, ok := known(c.Value); ok {
			outlines[level(x, low, high)-1].WriteString(a.World.Outline(c.Code))
		} else {
			unknown.WriteString(a.World.Outline(c.Code))
		}
	}
	for i := range outlines {
		if outlines[i].Len() > 0 {
			m.Areas = append(m.Areas, MapArea{Outline: outlines[i].String(), Opacity: opacities[i]})
			to := low + (high-low)*float64(i+1)/heatLevels
			if whole(values) {
				to = math.Floor(to + 1e-9)
			}
			m.Key = append(m.Key, MapKey{tongue.Say(ctx, "up to {amount}", "amount", amount(ctx, to, a.Unit)), opacities[i]})
		}
	}
	if unknown.Len() > 0 {
		m.Areas = append(m.Areas, MapArea{Outline: unknown.String(), Unknown: true})
	}
}

// whole reports whether values are whole numbers, of which none lies between two.
func whole(values []*float64) bool {
	return !slices.ContainsFunc(values, func(v *float64) bool {
		x, ok := known(v)
		return ok && x != math.Trunc(x)
	})
}

// mark draws towns, the largest first, so that none is hidden. A town without a place, or
// beyond the edge of a country's map, is in the table only.
func (m *Map) mark(ctx context.Context, a Atlas) {
	most := 0.0
	for _, t := range a.Towns {
		if x, ok := known(t.Value); ok {
			most = max(most, x)
		}
	}
	for _, t := range a.Towns {
		if !(math.Abs(t.Lat) <= 90 && math.Abs(t.Long) <= 180) {
			continue
		}
		dot, value := MapDot{size: smallestDot, Href: t.Href}, tongue.Say(ctx, "unknown")
		if x, ok := known(t.Value); !ok {
			dot.Unknown = true
		} else {
			dot.size, value = max(smallestDot, largestDot*math.Sqrt(max(x, 0)/max(most, math.SmallestNonzeroFloat64))), amount(ctx, x, a.Unit)
		}
		dot.Name = tongue.Labelled(ctx, t.Label, value)
		switch {
		case !dot.place(a.Alone, t):
		case dot.Href == "":
			m.Dots = append(m.Dots, dot)
		default:
			m.Links = append(m.Links, dot)
		}
	}
	for _, dots := range [][]MapDot{m.Dots, m.Links} {
		slices.SortStableFunc(dots, func(a, b MapDot) int { return cmp.Compare(b.size, a.size) })
	}
}

// place puts a dot where its town is, within the edges; ok is false if that is beyond them.
func (d *MapDot) place(alone *world.Portrait, t Town) (ok bool) {
	width, height := world.Width, world.Height
	x, y := world.Place(t.Lat, t.Long)
	if alone != nil {
		width, height = world.PortraitWidth, world.PortraitHeight
		d.size *= aloneTimes
		if x, y, ok = alone.Place(t.Lat, t.Long); !ok {
			return false
		}
	}
	d.X = tenth(min(max(x, d.size), width-d.size))
	d.Y = tenth(min(max(y, d.size), height-d.size))
	d.Radius = tenth(d.size)
	return true
}

func (d *MapDot) class() string {
	if d.Unknown {
		return "bar-unknown"
	}
	return "dot"
}

// graticule is a path of lines, thirty degrees apart.
func graticule() string {
	var path strings.Builder
	for long := -180.0; long <= 180; long += 30 {
		x, _ := world.Place(0, long)
		path.WriteString("M" + tenth(x) + " 0V" + tenth(world.Height))
	}
	for lat := -60.0; lat <= 60; lat += 30 {
		_, y := world.Place(lat, 0)
		path.WriteString("M0 " + tenth(y) + "H" + tenth(world.Width))
	}
	return path.String()
}

// placesSentence says where the value is highest.
func placesSentence(ctx context.Context, places []Part, unit string) string {
	top, unknown := -1, 0
	for i, p := range places {
		if x, ok := known(p.Value); !ok {
			unknown++
		} else if top < 0 || x > *places[top].Value {
			top = i
		}
	}
	if top < 0 {
		return tongue.Say(ctx, "Nothing is known of any place.")
	}
	return tongue.Count(ctx, len(places), "{where}: {peak}.", "{where} has the most of {n} places: {peak}.", "peak", amount(ctx, *places[top].Value, unit),
		"where", places[top].Label) + unknownShare(ctx, unknown, len(places))
}
