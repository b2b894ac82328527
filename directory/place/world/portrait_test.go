package world

import (
	"errors"
	"os"
	"strings"
	"testing"

	"landfall"
)

// A country on the date line with an island beside it, another far away and one that is large.
const scattered = `{"transform": {"scale": [1, 1], "translate": [0, 0]},
	"objects": {"countries": {"geometries": [
		{"id": "554", "type": "MultiPolygon", "arcs": [[[0]], [[1]], [[2]], [[3]]]},
		{"type": "Polygon", "arcs": [[0]]}]}},
	"arcs": [
		[[160, -10], [20, 0], [0, 20], [-20, 0], [0, -20]],
		[[-180, 0], [2, 0], [0, 2], [-2, 0], [0, -2]],
		[[0, 0], [2, 0], [0, 2], [-2, 0], [0, -2]],
		[[100, -10], [10, 0], [0, 20], [-10, 0], [0, -20]]]}`

func TestPackPortraits(t *testing.T) {
	var out strings.Builder
	if err := PackPortraits(&out, strings.NewReader(scattered)); err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(out.String(), "\n"); n != 1 {
		t.Fatalf("%d countries in %q", n, out.String())
	}
	p := NewPortraits(out.String() + "no portrait\nde\t1 2 three 4\tM0 0l1 1z\n")
	if len(p) != 1 || strings.Count(p["nz"].Outline, "M") != 3 {
		t.Fatalf("read %v", p)
	}
	for _, tt := range []struct {
		lat, long, x, y float64
		ok              bool
	}{
		{10, 100, 16, 118, true}, {-10, 180, 511, 242, true}, {-10, -178, 524, 242, true}, {0, 1, 0, 0, false}, {60, 150, 0, 0, false},
	} {
		x, y, ok := p["nz"].Place(tt.lat, tt.long)
		if ok != tt.ok || ok && (x-tt.x > 1 || tt.x-x > 1 || y-tt.y > 1 || tt.y-y > 1) {
			t.Errorf("%v %v is at %.1f %.1f, %v; want %+v", tt.lat, tt.long, x, y, ok, tt)
		}
	}
	if err := PackPortraits(&out, strings.NewReader("[]")); !errors.Is(err, landfall.ErrInvalid) {
		t.Errorf("what is no world: %v", err)
	}
}

// Every country that has a point and a portrait has the point on it, and no portrait makes a page
// heavy.
func TestPointsAreOnPortraits(t *testing.T) {
	portraits := DefaultPortraits()
	if len(portraits) == 0 {
		if os.Getenv("CI") != "" {
			t.Fatal("the outlines of countries are mandatory in CI: run make data")
		}
		t.Skip("built without outlines: run make data")
	}
	seen := 0
	for code, p := range portraits {
		if len(p.Outline) > 16<<10 {
			t.Errorf("the portrait of %s has %d bytes", code, len(p.Outline))
		}
		if lat, long, ok := Point(code); ok {
			seen++
			if x, y, ok := p.Place(lat, long); !ok && code != "ki" && code != "va" && code != "mc" { // specks, and a speck is not where a point to a tenth is
				t.Errorf("the middle of %s is at %.0f %.0f", code, x, y)
			}
		}
	}
	if seen < 200 {
		t.Errorf("only %d countries have both", seen)
	}
}
