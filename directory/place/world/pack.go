package world

import (
	"encoding/json"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/language"

	"landfall"
)

// topology is what is read of a file of TopoJSON
// (https://github.com/topojson/topojson-specification).
type topology struct {
	Transform struct {
		Scale     [2]float64 `json:"scale"`
		Translate [2]float64 `json:"translate"`
	} `json:"transform"`
	Objects struct {
		Countries struct {
			Geometries []geometry `json:"geometries"`
		} `json:"countries"`
	} `json:"objects"`
	Arcs [][][2]float64 `json:"arcs"`
}

type geometry struct {
	ID   string          `json:"id"` // ISO 3166 in digits
	Type string          `json:"type"`
	Arcs json.RawMessage `json:"arcs"`
}

// Pack writes a table of the countries in a file of TopoJSON, to half
// a degree. Rings that are smaller than that are left out, as is what lies south of the map.
// What is no such file is [landfall.ErrInvalid].
func Pack(w io.Writer, topojson io.Reader) error {
	return pack(w, topojson, func(code string, rings [][][2]float64) string {
		var path strings.Builder
		for _, ring := range rings {
			for i, at := range ring {
				ring[i][0], ring[i][1] = Place(at[1], at[0])
			}
			for _, part := range cut(ring) {
				path.WriteString(trace(part))
			}
		}
		if path.Len() == 0 {
			return ""
		}
		return code + "\t" + path.String() + "\n"
	})
}

// pack writes a line, in their order, for each country in a file of TopoJSON: what draw makes of
// its code, "" if it has none, and of its rings of degrees east and north.
func pack(w io.Writer, topojson io.Reader, draw func(code string, rings [][][2]float64) string) error {
	var t topology
	if err := json.NewDecoder(topojson).Decode(&t); err != nil {
		return fmt.Errorf("world: %w: %w", landfall.ErrInvalid, err)
	}
	if len(t.Objects.Countries.Geometries) == 0 {
		return fmt.Errorf("world: no countries: %w", landfall.ErrInvalid)
	}
	var lines []string
	for _, g := range t.Objects.Countries.Geometries {
		rings, err := t.rings(g)
		if err != nil {
			return fmt.Errorf("world: country %q: %w", g.ID, err)
		}
		lines = append(lines, draw(code(g.ID), rings))
	}
	slices.Sort(lines)
	if _, err := io.WriteString(w, strings.Join(lines, "")); err != nil {
		return fmt.Errorf("world: %w", err)
	}
	return nil
}

// code returns the two letters of a country's digits, "" if there are none.
func code(digits string) string {
	number, err := strconv.Atoi(digits)
	if err != nil {
		return ""
	}
	region, err := language.EncodeM49(number)
	if err != nil || !region.IsCountry() {
		return ""
	}
	return strings.ToLower(region.String())
}

// rings returns the rings of a country, in degrees east and north.
func (t *topology) rings(g geometry) ([][][2]float64, error) {
	var polygons [][][]int
	var err error
	switch g.Type {
	case "Polygon":
		polygons = make([][][]int, 1)
		err = json.Unmarshal(g.Arcs, &polygons[0])
	case "MultiPolygon":
		err = json.Unmarshal(g.Arcs, &polygons)
	default:
		err = fmt.Errorf("type %q", g.Type)
	}
	if err != nil {
		return nil, fmt.Errorf("%w: %w", landfall.ErrInvalid, err)
	}
	var rings [][][2]float64
	for _, polygon := range polygons {
		for _, arcs := range polygon {
			var ring [][2]float64
			for _, i := range arcs {
				arc, err := t.arc(i)
				if err != nil {
					return nil, err
				}
				ring = append(ring, arc...)
			}
			rings = append(rings, ring)
		}
	}
	return rings, nil
}

// arc returns an arc by its number. One's complement stands for the arc turned round.
func (t *topology) arc(i int) ([][2]float64, error) {
	turned := i < 0
	if turned {
		i = ^i
	}
	if i >= len(t.Arcs) {
		return nil, fmt.Errorf("no arc %d: %w", i, landfall.ErrInvalid)
	}
	var x, y float64
	places := make([][2]float64, 0, len(t.Arcs[i]))
	for _, step := range t.Arcs[i] {
		x, y = x+step[0], y+step[1]
		places = append(places, [2]float64{x*t.Transform.Scale[0] + t.Transform.Translate[0], y*t.Transform.Scale[1] + t.Transform.Translate[1]})
	}
	if turned {
		slices.Reverse(places)
	}
	return places, nil
}

// trace is a ring as a path of whole units, "" if that leaves it no area.
func trace(ring [][2]float64) string {
	var corners [][2]int
	for _, place := range ring {
		corners = turn(corners, [2]int{int(math.Round(place[0])), int(math.Round(place[1]))})
	}
	if len(corners) > 1 && corners[0] == corners[len(corners)-1] {
		corners = corners[:len(corners)-1] // the path closes itself
	}
	if area(corners) == 0 {
		return ""
	}
	var path strings.Builder
	fmt.Fprintf(&path, "M%d %dl", corners[0][0], corners[0][1])
	for i, c := range corners[1:] {
		step := fmt.Sprintf("%d %d", c[0]-corners[i][0], c[1]-corners[i][1])
		if i > 0 && step[0] != '-' {
			path.WriteByte(' ')
		}
		path.WriteString(strings.Replace(step, " -", "-", 1))
	}
	return path.String() + "z"
}

// area is twice the area within corners.
func area(corners [][2]int) int {
	sum := 0
	for i, c := range corners {
		next := corners[(i+1)%len(corners)]
		sum += c[0]*next[1] - next[0]*c[1]
	}
	return max(sum, -sum)
}

// cut returns the parts of a ring that goes across the date line, one for either side of the
// map; any other ring as it is.
func cut(ring [][2]float64) [][][2]float64 {
	var whole [][2]float64
	turns, most, least := 0.0, 0.0, 0.0
	for i, place := range ring {
		if i > 0 {
			switch step := place[0] - ring[i-1][0]; {
			case step > Width/2:
				turns--
			case step < -Width/2:
				turns++
			}
		}
		most, least = max(most, turns), min(least, turns)
		whole = append(whole, [2]float64{place[0] + turns*Width, place[1]})
	}
	var parts [][][2]float64
	for turn := least; turn <= most; turn++ {
		part := make([][2]float64, 0, len(whole))
		for _, place := range whole {
			part = append(part, [2]float64{min(max(place[0]-turn*Width, 0), Width), place[1]})
		}
		parts = append(parts, part)
	}
	return parts
}

// turn adds a corner to a line. One that the line goes straight through is none.
func turn(line [][2]int, next [2]int) [][2]int {
	n := len(line)
	if n > 0 && line[n-1] == next {
		return line
	}
	if n > 1 {
		a, b := line[n-2], line[n-1]
		ax, ay, bx, by := b[0]-a[0], b[1]-a[1], next[0]-b[0], next[1]-b[1]
		if ax*by == ay*bx && ax*bx+ay*by > 0 {
			line[n-1] = next
			return line
		}
	}
	return append(line, next)
}
