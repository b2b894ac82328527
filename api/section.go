package api

import (
	"fmt"

	"github.com/gin-gonic/gin"

	"landfall"
	"landfall/directory"
	"landfall/directory/topic"
	"landfall/internal/httpkit"
	"landfall/internal/rows"
)

// registerSections adds the lists of topics, places, languages and software, and what each
// of them adds up to.
func (a *api) registerSections(r gin.IRouter) {
	for _, kind := range sectionKinds() {
		for ending, format := range map[string]string{"": "", ".json": "", ".csv": rows.CSV, ".ndjson": rows.NDJSON} {
			a.get(r, kind.root+ending, a.sections(kind, format))
		}
		a.get(r, kind.root+"/:value", a.section(kind))
		a.get(r, kind.root+"/:value/:sub", a.section(kind))
	}
}

// section answers the document of one section, its table, or its feed.
func (a *api) section(kind sectionKind) func(*gin.Context) error {
	return func(c *gin.Context) error {
		key, err := kind.facet(c)
		if err != nil {
			return err
		}
		value, sub := c.Param("value"), c.Param("sub")
		if kind.key == directory.KeySoftware && sub != "" {
			return a.adopted(c, value, sub)
		}
		if sub != "" {
			value += "." + sub
		}
		value, format := cutFormat(value)
		snapshot := a.deps.Directory.Load()
		found, ok := snapshot.Section(key, value)
		if _, place := directory.ParseValue(directory.KeyPlace, value); kind.key == directory.KeyPlace && !place {
			ok = false // networks are none, though servers are hosted in them
		}
		if !ok || !found.Known() {
			return fmt.Errorf("section %s: %w", key, landfall.ErrNotFound)
		}
		if format == feedFormat {
			return a.sectionAtom(c, snapshot, &found)
		}
		c.Header("Cache-Control", cacheFor)
		if httpkit.NotModified(c, httpkit.ETag(snapshot.Epoch(), key, found.Value, format)) {
			return nil
		}
		if format != "" {
			return sendTable(c, format, countedRow{}, append(newCountedRows(&found), newPartRows(kind, snapshot, &found)...))
		}
		return send(c, newSectionDocument(kind, snapshot, &found))
	}
}

// sectionDocument is what the servers of a section add up to.
type sectionDocument struct {
	AsOf    *string `json:"as_of"`
	Section any     `json:"section"` // as in the list
	// ActiveMonth adds up the people that servers state, without numbers that are hard to
	// believe, and ActiveOver is how many servers that is over; null below ten people.
	ActiveMonth       *int64  `json:"users_active_month"`
	ActiveMonthReason *string `json:"users_active_month_reason"`
	ActiveOver        int     `json:"users_active_month_servers"`
	// ClickMedian is the median of click_ms_p50 over so many servers.
	ClickMedian *float64 `json:"click_ms_p50_median"`
	ClickReason *string  `json:"click_ms_p50_median_reason"`
	ClickOver   int      `json:"click_servers"`

	Ranked int            `json:"servers_ranked"` // that pass all conditions of the ranking
	Best   []rankedServer `json:"best"`
	Newest []newServer    `json:"newest"`
	// Counts are the servers of the section by the values of other filters.
	Counts []countedRow `json:"counts"`
	// Parts are the sections that are part of this one.
	Parts    []any          `json:"parts"`
	Terms    []sectionTerm  `json:"terms"`
	Related  []relatedTopic `json:"related,omitempty"`  // of a topic
	Adoption *adoption      `json:"adoption,omitempty"` // of a software
	Fields   []fieldRow     `json:"fields,omitempty"`   // of a software
}

// How much a document lists.
const (
	sectionServers = 20
	sectionTerms   = 50
	sectionRelated = 20
)

func newSectionDocument(kind sectionKind, snapshot *directory.Snapshot, c *directory.Section) sectionDocument {
	d := sectionDocument{
		AsOf: moment(snapshot.Totals().At), Section: kind.row(c), Counts: []countedRow{},
		Best: []rankedServer{}, Newest: []newServer{}, Parts: []any{}, Terms: []sectionTerm{},
	}
	d.add(c)
	d.name(c)
	for _, row := range newCountedRows(c) {
		d.Counts = append(d.Counts, row.(countedRow))
	}
	for _, part := range kind.of(snapshot, c.Key) {
		if part.Under == c.Value {
			d.Parts = append(d.Parts, kind.row(&part))
		}
	}
	switch c.Key {
	case directory.KeyTopic:
		for _, r := range snapshot.Related(topic.ID(c.Value), sectionRelated) {
			other, _ := snapshot.Section(c.Key, r.ID)
			d.Related = append(d.Related, relatedTopic{r.ID, Prefix + sectionAddress(&other, ""), r.Both, r.Chance})
		}
	case directory.KeySoftware:
		d.Adoption, d.Fields = newAdoption(c), newFieldRows(c)
	}
	return d
}

// add adds up people and speeds.
func (d *sectionDocument) add(c *directory.Section) {
	active := c.Active()
	d.ActiveOver = active.Counted
	count := landfall.Known(active.Believed)
	if active.Counted == 0 {
		count = landfall.Missing(landfall.WhyNotStated)
	}
	d.ActiveMonth, d.ActiveMonthReason = people(count)
	d.ClickReason = text(reasonNotMeasured)
	if click, n := c.Typical(); n > 0 {
		median := ms(click)
		d.ClickMedian, d.ClickOver, d.ClickReason = &median, n, nil
	}
}

// name adds servers and words.
func (d *sectionDocument) name(c *directory.Section) {
	best := c.Best()
	d.Ranked = best.Len()
	for _, r := range best.Results(0, sectionServers) {
		d.Best = append(d.Best, rankedServer{newServerLink(r.Host), float64(r.Score.Total) / 10})
	}
	for _, server := range c.Newest(sectionServers) {
		d.Newest = append(d.Newest, newServer{newServerLink(server.Host), moment(server.Discovered)})
	}
	for _, t := range c.Terms(sectionTerms) {
		d.Terms = append(d.Terms, sectionTerm{t.Text, t.Hashtag, t.Servers})
	}
}
