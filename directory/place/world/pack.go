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

// Pack writes a table of the countries in a file of TopoJSON, to the degree's half. Rings
// that are smaller than that are left out, as is what lies south of the map. What is no such
// file is [landfall.ErrInvalid].
func Pack(w io.Writer, topojson io.Reader) error {
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
		var path strings.Builder
		for _, ring := range rings {
			path.WriteString(trace(ring))
		}
		if path.Len() > 0 {
			lines = append(lines, code(g.ID)+"\t"+path.String()+"\n")
		}
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

// rings returns the rings of a country as places on a map.
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
		long, lat := x*t.Transform.Scale[0]+t.Transform.Translate[0], y*t.Transform.Scale[1]+t.Transform.Translate[1]
		px, py := Place(lat, long)
		places = append(places, [2]float64{px, py})
	}
	if turned {
		slices.Reverse(places)
	}
	return places, nil
}

// trace is a ring as a path in halves of a unit, "" if that leaves it no area.
func trace(ring [][2]float64) string {
	var path strings.Builder
	var at [2]float64
	seen := map[[2]float64]bool{}
	flat := true
	for i, place := range ring {
		next := [2]float64{math.Round(2*place[0]) / 2, math.Round(2*place[1]) / 2}
		seen[next] = true
		flat = flat && next[1] == Height
		switch {
		case i == 0:
			path.WriteString("M" + half(next[0]) + " " + half(next[1]))
		case next != at:
			path.WriteString("l" + half(next[0]-at[0]) + " " + half(next[1]-at[1]))
		}
		at = next
	}
	if len(seen) < 3 || flat {
		return ""
	}
	return path.String() + "z"
}

func half(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }
