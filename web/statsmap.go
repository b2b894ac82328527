package web

import (
	"context"
	"net/http"

	"github.com/gin-gonic/gin"

	"landfall/directory"
	"landfall/directory/place"
	outlines "landfall/directory/place/world"
	"landfall/directory/stats"
	"landfall/web/chart"
	"landfall/web/phrase"
	"landfall/web/tongue"
)

// mapPage is a map of one of the charts that count servers by country.
type mapPage struct {
	frame
	Views          []viewLink
	Heading, Note  string
	Empty          bool
	Map            chart.Map
	Towns          chart.Twin // of the dots, none on the map by hosting
	Few            string     // that not all towns have a dot
	Base, Period   string
	Beyond, Hidden string // what is not on the map
	Table          chartTable
	Chart          string // the address of the chart with the same numbers
	Notes          []directory.Note
}

// The two maps, by the value of the parameter "by", and the charts that they show.
const (
	byCommunity, byHosting = "community", "hosted"

	communityChart, hostingChart = "places", "hosting-countries"
)

func (s *Site) statsMap(c *gin.Context) error {
	ctx := c.Request.Context()
	by, notes := byCommunity, []directory.Note(nil)
	switch asked := c.Query("by"); asked {
	case "", byCommunity:
	case byHosting:
		by = byHosting
	default:
		notes = append(notes, directory.Note(tongue.Say(ctx, "There is no map by “{value}”: this is the one by whom servers are for.", "value", clip(asked, 40))))
	}
	return s.render(c, http.StatusOK, mapTempl(s.newMapPage(ctx, by, notes)))
}

func mapPath(by string) string {
	if by == byHosting {
		return "/stats/map?by=" + byHosting
	}
	return "/stats/map"
}

func (s *Site) newMapPage(ctx context.Context, by string, notes []directory.Note) mapPage {
	snapshot := s.snapshot()
	hosting := s.book.Chart(snapshot, hostingChart)
	shown := s.book.Chart(snapshot, communityChart)
	if by == byHosting {
		shown = hosting
	}
	f := s.frame(ctx, mapPath(by), tongue.Say(ctx, "Map of servers"), tongue.Say(ctx, "Fediverse servers on a map of the world: by the country that they are for, and by the one that they are hosted in."))
	f.Here, f.JSONAlternative = "/stats", "/stats/"+shown.ID+".json"
	f.Twins = chartTwins(ctx, shown)
	atlas, few := newAtlas(ctx, shown, outlines.Default()), ""
	towns := newWorldAtlas(tongue.Mark("Servers by city and region"), tongue.Mark("number"))
	if by == byCommunity {
		few = addTowns(ctx, &towns, snapshot.Places(directory.KeyPlace))
		atlas.Towns = append(atlas.Towns, towns.Towns...)
	}
	return mapPage{
		frame: f, Notes: notes, Heading: tongue.Say(ctx, shown.Title), Note: tongue.Say(ctx, shown.Note), Chart: "/stats/" + shown.ID,
		Views: []viewLink{
			{Label: tongue.Say(ctx, "Whom they are for"), Href: mapPath(byCommunity), Current: by == byCommunity},
			{Label: tongue.Say(ctx, "Where they are hosted"), Href: mapPath(byHosting), Current: by == byHosting},
		},
		Empty: shown.Empty(), Map: chart.NewMap(ctx, atlas), Towns: chart.NewMap(ctx, towns).Twin, Few: few,
		Base: baseSentence(ctx, shown.Base), Period: period(ctx, shown.From, shown.Through),
		Beyond: notOnTheMap(ctx, shown), Hidden: hiddenShare(ctx, hosting), Table: newChartTable(ctx, shown),
	}
}

// newAtlas puts the countries of a chart on a map.
func newAtlas(ctx context.Context, c *stats.Chart, land *outlines.Table) chart.Atlas {
	atlas := newWorldAtlas(c.Title, c.Columns[0].Label)
	atlas.World = land
	for i := range c.Lines {
		line := &c.Lines[i]
		if place.ID(line.Key).IsCountry() && len(line.Key) == 2 {
			addCountry(&atlas, chart.Country{Code: line.Key, Label: lineLabel(ctx, c, line), Value: line.Cells[0], Href: linePath(c, line)})
		}
	}
	return atlas
}

// notOnTheMap says how many servers are in no country of a chart.
func notOnTheMap(ctx context.Context, c *stats.Chart) string {
	missing := c.Base.Whole - c.Base.Known
	for _, line := range c.Lines {
		if line.Key == directory.HostedHidden {
			missing += int(*line.Cells[0])
		}
	}
	if missing == 0 {
		return ""
	}
	return tongue.Say(ctx, "Not on the map: {share}.", "share", shareOf(ctx, missing, c.Base.Whole))
}

// hiddenShare says how many servers stand behind delivery networks.
func hiddenShare(ctx context.Context, c *stats.Chart) string {
	for _, line := range c.Lines {
		if line.Key == directory.HostedHidden {
			return tongue.Say(ctx, "Where the machines of {share} stand is hidden by delivery networks.", "share", phrase.Share(ctx, int(*line.Cells[0]), c.Base.Whole))
		}
	}
	return ""
}

// chartTwins are the files of a chart.
func chartTwins(ctx context.Context, c *stats.Chart) []twin {
	path := "/stats/" + c.ID
	return []twin{{"text/csv", tongue.Say(ctx, "Table (CSV)"), path + ".csv"}, {"application/x-ndjson", tongue.Say(ctx, "Lines (NDJSON)"), path + ".ndjson"}}
}
