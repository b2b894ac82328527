package world

import (
	_ "embed"
	"strconv"
	"strings"
	"sync"
)

// points are a place well inside of each country, for maps on which its outline is missing
// or too small to see.
//
//go:embed points.tsv
var points string

var pointsByCode = sync.OnceValue(func() map[string][2]float64 {
	all := map[string][2]float64{}
	for line := range strings.Lines(points) {
		fields := strings.Fields(line)
		if len(fields) != 3 {
			continue
		}
		lat, badLat := strconv.ParseFloat(fields[1], 64)
		long, badLong := strconv.ParseFloat(fields[2], 64)
		if badLat == nil && badLong == nil {
			all[fields[0]] = [2]float64{lat, long}
		}
	}
	return all
})

// Point returns a place inside of a country by its ISO 3166 code of two letters, in degrees
// north and east; ok is false if there is none. It needs no outlines.
func Point(country string) (lat, long float64, ok bool) {
	p, ok := pointsByCode()[strings.ToLower(country)]
	return p[0], p[1], ok
}
