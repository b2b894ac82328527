package world

import (
	"errors"
	"os"
	"strings"
	"testing"

	"landfall"
)

// two countries that share an arc, an island that is too small, and one without a code.
const atlas = `{"transform": {"scale": [1, 1], "translate": [0, 0]},
	"objects": {"countries": {"geometries": [
		{"id": "276", "type": "Polygon", "arcs": [[0, 1]]},
		{"id": "250", "type": "MultiPolygon", "arcs": [[[-1, 2]], [[3]]]},
		{"type": "Polygon", "arcs": [[3, 3]]},
		{"type": "Polygon", "arcs": [[4]]}]}},
	"arcs": [
		[[10, 40], [0, 5], [0, 5]],
		[[10, 50], [10, 0], [0, -10], [-10, 0]],
		[[10, 40], [-5, 0], [0, 10], [5, 0]],
		[[30, 30], [0.1, 0], [0, 0.1], [-0.1, -0.1]],
		[[40, 40], [4, 0], [0, 4], [-4, -4]]]}`

func TestPack(t *testing.T) {
	var out strings.Builder
	if err := Pack(&out, strings.NewReader(atlas)); err != nil {
		t.Fatal(err)
	}
	const de, fr, nobody = "M380 90l0-20 20 0 0 20z", "M380 70l0 20-10 0 0-20z", "M440 90l8 0 0-8z"
	if want := "\t" + nobody + "\nde\t" + de + "\nfr\t" + fr + "\n"; out.String() != want {
		t.Errorf("packed %q; want %q", out.String(), want)
	}
	table := New(out.String())
	if table.Outline("DE") != de || table.Outline("fr") != fr || table.Outline("") != "" || table.Land() != nobody+de+fr {
		t.Errorf("read %+v", table)
	}
}

// A country on both sides of the date line is drawn at both edges, and not across the map.
func TestACountryOnTheDateLineIsCut(t *testing.T) {
	const atlas = `{"transform": {"scale": [1, 1], "translate": [0, 0]},
		"objects": {"countries": {"geometries": [{"id": "242", "type": "Polygon", "arcs": [[0]]}]}},
		"arcs": [[[178, 20], [2, 0], [-358, 0], [0, 5], [-2, 0], [358, 0], [0, -5]]]}`
	var out strings.Builder
	if err := Pack(&out, strings.NewReader(atlas)); err != nil {
		t.Fatal(err)
	}
	if want := "fj\tM716 130l4 0 0-10-4 0zM0 130l4 0 0-10-4 0z\n"; out.String() != want {
		t.Errorf("packed %q; want %q", out.String(), want)
	}
}

func TestWhatIsNoWorldIsNotPacked(t *testing.T) {
	for _, bad := range []string{``, `{}`, `[]`,
		`{"objects": {"countries": {"geometries": [{"type": "Point", "arcs": []}]}}}`,
		`{"objects": {"countries": {"geometries": [{"type": "Polygon", "arcs": [[7]]}]}}}`,
		`{"objects": {"countries": {"geometries": [{"type": "Polygon", "arcs": [[-9]]}]}}}`,
		`{"objects": {"countries": {"geometries": [{"type": "Polygon", "arcs": "x"}]}}}`} {
		if err := Pack(&strings.Builder{}, strings.NewReader(bad)); !errors.Is(err, landfall.ErrInvalid) {
			t.Errorf("%s: %v", bad, err)
		}
	}
}

func TestPlacesAreOnTheMap(t *testing.T) {
	for _, p := range [][2]float64{{90, -180}, {-90, 180}, {0, 0}} {
		if x, y := Place(p[0], p[1]); x < 0 || x > Width || y < 0 || y > Height {
			t.Errorf("%v is at %v, %v", p, x, y)
		}
	}
}

func TestNoTableIsAnEmptyOne(t *testing.T) {
	var none *Table
	if none.Land() != "" || none.Outline("de") != "" || New("nonsense").Land() != "" {
		t.Error("nothing has an outline")
	}
}

// The table that was built in has most countries and is small enough for a page.
func TestDefault(t *testing.T) {
	world := built(t)
	for _, code := range []string{"de", "us", "jp", "br", "za", "au", "in"} {
		if world.Outline(code) == "" {
			t.Errorf("no outline of %s", code)
		}
	}
	if n := len(world.Land()); n > 40<<10 {
		t.Errorf("all outlines have %d bytes", n)
	}
}

// built is the table that was built in, mandatory in CI.
func built(t *testing.T) *Table {
	t.Helper()
	table := Default()
	if table.Land() == "" {
		if os.Getenv("CI") != "" {
			t.Fatal("the outlines of countries are mandatory in CI: run make data")
		}
		t.Skip("built without outlines: run make data")
	}
	return table
}
