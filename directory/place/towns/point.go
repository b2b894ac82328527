package towns

import (
	"fmt"
	"io"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"

	"landfall"
)

// PointsFile is the name of the table of where towns are, in the folder dist.
const PointsFile = "points.tsv"

// Points says where towns are. It is safe for concurrent use.
type Points map[string]Point // by country and key, as "de.berlin"

// Point is a place in hundredths of a degree north and east, which is a kilometre or so.
type Point struct{ Lat, Long int16 }

// DefaultPoints are those that are part of the program; none if it was built without. They are
// read once, when they are first asked for.
var DefaultPoints = sync.OnceValue(func() Points {
	text, err := dist.ReadFile("dist/" + PointsFile)
	if err != nil {
		return nil
	}
	return NewPoints(string(text))
})

// NewPoints returns the points in a text that [PackPoints] wrote. Lines that it did not write
// are left out.
func NewPoints(text string) Points {
	points := make(Points, strings.Count(text, "\n"))
	for line := range strings.Lines(text) {
		fields := strings.Fields(line)
		if len(fields) != 3 {
			continue
		}
		lat, badLat := strconv.ParseInt(fields[1], 10, 16)
		long, badLong := strconv.ParseInt(fields[2], 10, 16)
		if badLat == nil && badLong == nil {
			points[fields[0]] = Point{int16(lat), int16(long)}
		}
	}
	return points
}

// Of returns where a town is by its country and key, in degrees north and east; ok is false if
// that is not known.
func (p Points) Of(country, key string) (lat, long float64, ok bool) {
	at, ok := p[country+"."+key]
	return float64(at.Lat) / 100, float64(at.Long) / 100, ok
}

// PackPoints writes where the towns in one of GeoNames' tables of cities are; of those of one
// country with one name the largest. What is no such table is [landfall.ErrInvalid].
func PackPoints(w io.Writer, geonames io.Reader) error {
	lines, largest := map[string]string{}, map[string]int{}
	err := each(geonames, func(fields []string, inhabitants int) error {
		lat, badLat := strconv.ParseFloat(fields[columnLatitude], 64)
		long, badLong := strconv.ParseFloat(fields[columnLongitude], 64)
		if badLat != nil || badLong != nil || math.Abs(lat) > 90 || math.Abs(long) > 180 {
			return fmt.Errorf("%s is at %q %q: %w", fields[columnName], fields[columnLatitude], fields[columnLongitude], landfall.ErrInvalid)
		}
		id := strings.ToLower(fields[columnCountry]) + "." + Key(fields[columnName])
		if inhabitants > largest[id] {
			largest[id] = inhabitants
			lines[id] = fmt.Sprintf("%s %.0f %.0f\n", id, lat*100, long*100)
		}
		return nil
	})
	if err != nil {
		return err
	}
	if _, err := io.WriteString(w, strings.Join(slices.Sorted(maps.Values(lines)), "")); err != nil {
		return fmt.Errorf("towns: %w", err)
	}
	return nil
}
