package web

import (
	"context"
	"math"

	"landfall/directory"
	"landfall/directory/place"
	outlines "landfall/directory/place/world"
	"landfall/web/chart"
	"landfall/web/tongue"
)

// townsDrawn is how many towns a map has a dot for at most, the ones with most servers.
const townsDrawn = 60

// newWorldAtlas is an empty map of the world.
func newWorldAtlas(title, value string) chart.Atlas {
	return chart.Atlas{Title: title, Unit: tongue.Mark("servers"), Value: value, World: outlines.Default()}
}

// addCountry puts a country on a map: one without an outline as a dot.
func addCountry(a *chart.Atlas, c chart.Country) {
	if a.World.Outline(c.Code) != "" {
		a.Countries = append(a.Countries, c)
	} else if lat, long, ok := outlines.Point(c.Code); ok {
		a.Towns = append(a.Towns, chart.Town{Label: c.Label, Lat: lat, Long: long, Value: c.Value, Href: c.Href})
	}
}

// addTowns puts the towns among sections of places on a map, as far as it is known where they
// are, and says it if there are too many.
func addTowns(ctx context.Context, a *chart.Atlas, sections []directory.Section) (few string) {
	drawn := 0
	for i := range sections {
		town := newTown(ctx, &sections[i])
		switch {
		case math.IsNaN(town.Lat):
		case drawn == townsDrawn:
			return tongue.Say(ctx, "Of towns, the {n} with most servers have a dot.", "n", townsDrawn)
		default:
			drawn++
			a.Towns = append(a.Towns, town)
		}
	}
	return ""
}

// newTown is a town or region; where a region is, is not a number.
func newTown(ctx context.Context, c *directory.Section) chart.Town {
	lat, long, ok := place.Default().Point(place.ID(c.Value))
	if !ok {
		lat, long = math.NaN(), math.NaN()
	}
	return chart.Town{Label: sectionTitle(ctx, c), Lat: lat, Long: long, Value: new(float64(c.Listed)), Href: sectionPath(c.Key, c.Value)}
}

// countryMap draws the towns and regions of a country, which are given, on its outline. Regions,
// and towns that lie beyond its edge, are in its table only; off tells that there are such. There
// is no map without a dot.
func countryMap(ctx context.Context, country string, parts []directory.Section) (m chart.Map, off, ok bool) {
	alone := outlines.DefaultPortraits()[country]
	if alone == nil {
		return chart.Map{}, false, false
	}
	atlas := chart.Atlas{Title: tongue.Mark("Servers by city and region"), Unit: tongue.Mark("servers"), Value: tongue.Mark("number"), Alone: alone}
	for i := range parts {
		atlas.Towns = append(atlas.Towns, newTown(ctx, &parts[i]))
	}
	m = chart.NewMap(ctx, atlas)
	return m, len(m.Links) < len(parts), len(m.Links) > 0
}
