package place

import (
	"math"
	"testing"
)

// A town is where the table has it, by whatever name the project's own list has it; a country, a
// region and a state that is called as some town are nowhere.
func TestTownsAreSomewhere(t *testing.T) {
	needTowns(t)
	f := Default()
	for id, want := range map[ID][2]float64{
		"de.berlin": {52.52, 13.41}, "it.venezia": {45.44, 12.33}, "us.new-york": {40.71, -74.01}, "nz.auckland": {-36.85, 174.76},
		"de": {}, "de.bayern": {}, "us.oregon": {}, "us.wyoming": {}, "xx.nowhere": {},
	} {
		lat, long, ok := f.Point(id)
		if known := want != [2]float64{}; ok != known || math.Abs(lat-want[0]) > .05 || math.Abs(long-want[1]) > .05 {
			t.Errorf("%s is at %.2f %.2f, %v; want %v", id, lat, long, ok, want)
		}
	}
}
