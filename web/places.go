package web

import (
	"context"
	"net/http"

	"github.com/gin-gonic/gin"

	"landfall/directory"
	"landfall/directory/place"
	outlines "landfall/directory/place/world"
	"landfall/web/chart"
	"landfall/web/tongue"
)

// placesPage lists countries, and cities and regions in them, by one of three questions.
type placesPage struct {
	frame
	meaningView
	Countries, Parts []tag
	Map              chart.Map
	Few              string // that not all towns have a dot
	CSV              string
	// Without is how many listed servers nothing is known of, Hidden how many stand behind
	// a delivery network.
	Without, Hidden int
}

// meaningView is which question about places is asked, and the way to the others.
type meaningView struct {
	Key   string
	Views []viewLink
	Notes []directory.Note
}

// partsShown is how many cities and regions the page shows.
const partsShown = 60

func (s *Site) places(c *gin.Context) error {
	ctx := c.Request.Context()
	m := newMeaningView(ctx, c.Query(directory.KeyMeaning))
	return s.render(c, http.StatusOK, placesTempl(s.newPlacesPage(ctx, m)))
}

// newMeaningView reads which question is asked.
func newMeaningView(ctx context.Context, asked string) meaningView {
	key, ok := directory.MeaningOf(asked)
	v := meaningView{Key: key}
	if !ok {
		v.Key = directory.KeyPlace
		v.Notes = []directory.Note{directory.Note(tongue.Say(ctx, "There is no question “{value}” about places: this is whom servers are for.", "value", clip(asked, 40)))}
	}
	return v
}

// lead adds the way to each question, which is at an address of its own.
func (v *meaningView) lead(ctx context.Context, path func(key string) string) {
	for _, m := range directory.Meanings() {
		if to := path(m.Key); to != "" {
			v.Views = append(v.Views, viewLink{Label: meaningName(ctx, m.Key), Href: to, Current: m.Key == v.Key})
		}
	}
}

func meaningName(ctx context.Context, key string) string {
	switch key {
	case directory.KeyBased:
		return tongue.Say(ctx, "Legally based there")
	case directory.KeyHosted:
		return tongue.Say(ctx, "Hosted there")
	}
	return tongue.Say(ctx, "For people there")
}

func (s *Site) newPlacesPage(ctx context.Context, m meaningView) placesPage {
	snapshot := s.snapshot()
	f := s.frame(ctx, withMeaning(placesRoot, m.Key), tongue.Say(ctx, "Fediverse servers by place"),
		tongue.Say(ctx, "Fediverse servers by country and city: whom they are for, whose law they are under, and where their machines are, each apart."))
	f.Here, f.JSONAlternative = placesRoot, withMeaning("/api/v1"+placesRoot, m.Key)
	m.lead(ctx, func(key string) string { return withMeaning(placesRoot, key) })
	page := placesPage{frame: f, meaningView: m, Without: snapshot.Unsorted(m.Key), CSV: withMeaning(placesRoot+".csv", m.Key)}
	page.Twins = []twin{
		{"text/csv", tongue.Say(ctx, "Table (CSV)"), page.CSV},
		{"application/x-ndjson", tongue.Say(ctx, "Lines (NDJSON)"), withMeaning(placesRoot+".ndjson", m.Key)},
	}
	atlas, all := newWorldAtlas(mapTitle(m.Key), tongue.Mark("number")), snapshot.Places(m.Key)
	for _, c := range all {
		t := countedTag(ctx, &c)
		switch {
		case c.Under == "":
			page.Countries = append(page.Countries, t)
			addCountry(&atlas, chart.Country{Code: c.Value, Label: t.Label, Value: new(float64(c.Listed)), Href: t.Href})
		case len(page.Parts) < partsShown:
			t.Label = label(ctx, c.Key, c.Value, c.Label)
			page.Parts = append(page.Parts, t)
		}
	}
	page.Few = addTowns(ctx, &atlas, all)
	page.Map = chart.NewMap(ctx, atlas)
	if hidden, ok := snapshot.Section(directory.KeyHosted, directory.HostedHidden); ok && m.Key == directory.KeyHosted {
		page.Hidden = hidden.Listed
	}
	return page
}

// mapTitle is said by the chart.
func mapTitle(key string) string {
	switch key {
	case directory.KeyBased:
		return tongue.Mark("Servers by the country whose law they say they are under")
	case directory.KeyHosted:
		return tongue.Mark("Servers by the country that their address is registered in")
	}
	return tongue.Mark("Servers by the country that they are for")
}

// hostedMap draws where the servers of a section are hosted, with how many are hidden.
func hostedMap(ctx context.Context, c *directory.Section) (m chart.Map, hidden int) {
	var countries []chart.Country
	for _, v := range c.Split(directory.KeyHosted) {
		switch {
		case v.Value == directory.HostedHidden:
			hidden = v.Count
		case place.ID(v.Value).IsCountry() && len(v.Value) == len("xx"):
			countries = append(countries, chart.Country{Code: v.Value, Label: label(ctx, directory.KeyHosted, v.Value, v.Label), Value: new(float64(v.Count))})
		}
	}
	if len(countries) == 0 {
		return chart.Map{}, hidden
	}
	return chart.NewMap(ctx, chart.Atlas{
		Title: tongue.Mark("Where the machines of these servers are"), Unit: tongue.Mark("servers"), Value: tongue.Mark("number"), Countries: countries, World: outlines.Default(),
	}), hidden
}
