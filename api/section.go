package api

import (
	"fmt"
	"strings"

	"github.com/gin-gonic/gin"

	"landfall"
	"landfall/directory"
	"landfall/directory/topic"
	"landfall/internal/httpkit"
)

// registerSections adds the lists of topics and the like, and what each of them adds up to.
func (a *api) registerSections(r gin.IRouter) {
	for _, kind := range sectionKinds() {
		for _, form := range []struct{ ending, format string }{{"", ""}, {".json", ""}, {".csv", "csv"}, {".ndjson", "ndjson"}} {
			a.get(r, kind.root+form.ending, a.sections(kind, form.format))
		}
		a.get(r, kind.root+"/:value", a.section(kind))
		a.get(r, kind.root+"/:value/:sub", a.section(kind))
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

	Signups []countedValue `json:"signup"`
	Ranked  int            `json:"servers_ranked"` // that pass all conditions of the ranking
	Best    []rankedServer `json:"best"`
	Newest  []newServer    `json:"newest"`
	// Parts are the sections that are part of this one.
	Parts   []any          `json:"parts"`
	Terms   []sectionTerm  `json:"terms"`
	Related []relatedTopic `json:"related,omitempty"` // of a topic
}

type countedValue struct {
	Value   string `json:"value"`
	Label   string `json:"label"`
	Servers int    `json:"servers"`
}

// serverLink names a server.
type serverLink struct {
	Host string `json:"host"`
	Href string `json:"href"`
	Page string `json:"page"`
}

type rankedServer struct {
	serverLink
	Score float64 `json:"score"` // out of 100
}

type newServer struct {
	serverLink
	Discovered *string `json:"discovered"`
}

// sectionTerm is a word by which servers were found to belong to a section.
type sectionTerm struct {
	Term    string `json:"term"` // "*" stands for the rest of a word
	Hashtag bool   `json:"hashtag"`
	Servers int    `json:"servers"`
}

// relatedTopic occurs together with a topic more often than by chance.
type relatedTopic struct {
	Slug   string  `json:"slug"`
	Href   string  `json:"href"`
	Both   int     `json:"operators_with_both"`
	Chance float64 `json:"operators_by_chance"`
}

// How much a document lists.
const (
	sectionServers = 20
	sectionTerms   = 50
	sectionRelated = 20
)

// section answers the document of one section, or its feed.
func (a *api) section(kind sectionKind) func(*gin.Context) error {
	return func(c *gin.Context) error {
		value := c.Param("value")
		if sub := c.Param("sub"); sub != "" {
			value += "." + sub
		}
		value, format := cutFormat(value)
		snapshot := a.deps.Directory.Load()
		found, ok := snapshot.Section(kind.key, value)
		if !ok || !found.Known() {
			return fmt.Errorf("section %s: %w", kind.key, landfall.ErrNotFound)
		}
		if format == "atom" {
			return a.sectionAtom(c, snapshot, &found)
		}
		c.Header("Cache-Control", cacheFor)
		if httpkit.NotModified(c, httpkit.ETag(snapshot.Epoch(), kind.root, found.Value)) {
			return nil
		}
		return send(c, newSectionDocument(kind, snapshot, &found))
	}
}

// cutFormat parts the ending of a format from a value.
func cutFormat(text string) (value, format string) {
	for _, format := range []string{"json", "atom"} {
		if value, ok := strings.CutSuffix(text, "."+format); ok {
			return value, format
		}
	}
	return text, ""
}

func newSectionDocument(kind sectionKind, snapshot *directory.Snapshot, c *directory.Section) sectionDocument {
	d := sectionDocument{
		AsOf: moment(snapshot.Totals().At), Section: kind.row(c), Signups: []countedValue{},
		Best: []rankedServer{}, Newest: []newServer{}, Parts: []any{}, Terms: []sectionTerm{},
	}
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
	for _, v := range c.Split(directory.KeySignup) {
		d.Signups = append(d.Signups, countedValue{v.Value, v.Label, v.Count})
	}
	d.name(c)
	for _, part := range kind.of(snapshot) {
		if part.Under == c.Value {
			d.Parts = append(d.Parts, kind.row(&part))
		}
	}
	if kind.key == directory.KeyTopic {
		for _, r := range snapshot.Related(topic.ID(c.Value), sectionRelated) {
			other, _ := snapshot.Section(kind.key, r.ID)
			d.Related = append(d.Related, relatedTopic{r.ID, Prefix + sectionPath(&other), r.Both, r.Chance})
		}
	}
	return d
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

func newServerLink(host landfall.Host) serverLink {
	return serverLink{host.String(), Prefix + "/servers/" + host.String(), "/s/" + host.String()}
}
