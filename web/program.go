package web

import (
	"context"
	"net/http"
	"slices"

	"github.com/gin-gonic/gin"

	"landfall/directory"
	"landfall/directory/kind"
	"landfall/web/chart"
	"landfall/web/phrase"
	"landfall/web/tongue"
)

// programPage is the servers with one software.
type programPage struct {
	frame
	sectionView
	Kinds    []string // what people do with it
	Kin      []tag    // what it was made from, and what was made from it
	Standing split
	Newest   string
	Releases chart.Stacked
	Adoption chart.Sparkline
	Adopted  bool
	Speeds   split
	Fields   []fieldLine
	Unread   []string // fields that no server of it states
	Looked   string   // how many servers that is over
	CSV      string
}

func (s *Site) program(c *gin.Context) error {
	found, done, err := s.section(c, directory.KeySoftware)
	if err != nil || done {
		return err
	}
	return s.render(c, http.StatusOK, programTempl(s.newProgramPage(c.Request.Context(), &found)))
}

func (s *Site) newProgramPage(ctx context.Context, c *directory.Section) programPage {
	path := sectionPath(c.Key, c.Value)
	f := s.frame(ctx, path, tongue.Say(ctx, "{software}: servers and versions", "software", c.Label),
		tongue.Count(ctx, c.Listed, "{n} fediverse server runs {software}: its version, its speed, and what can be read from it.", "{n} fediverse servers run {software}: their versions, how many are current, their speed, and what can be read from them.", "software", c.Label))
	f.JSONAlternative, f.NoIndex = "/api/v1"+path, c.Listed == 0
	page := programPage{
		frame: f, sectionView: s.newSectionView(ctx, c, f.Now), Newest: c.NewestRelease(), CSV: path + ".csv",
		Standing: newSplit(ctx, c, directory.KeyVersion), Speeds: newSplit(ctx, c, directory.KeySpeed),
	}
	page.Twins = page.forms(ctx, c)
	for _, k := range kind.Of(c.Value) {
		page.Kinds = append(page.Kinds, kindName(ctx, k))
	}
	for _, name := range directory.Kin(c.Value) {
		if other, ok := s.snapshot().Section(c.Key, name); ok && other.Listed > 0 {
			page.Kin = append(page.Kin, countedTag(ctx, &other))
		}
	}
	page.Releases = newReleases(ctx, c)
	page.Adoption, page.Adopted = newAdoption(ctx, c)
	page.read(ctx, c)
	return page
}

// releasesDrawn is how many versions are told apart: those that most servers run.
const releasesDrawn = 24

func newReleases(ctx context.Context, c *directory.Section) chart.Stacked {
	shares := chart.Shares{Title: tongue.Mark("Servers by version"), Unit: tongue.Mark("servers"), Of: tongue.Mark("version")}
	all := c.Releases()
	least, others := 0, 0
	if len(all) > releasesDrawn {
		counts := make([]int, 0, len(all))
		for _, r := range all {
			counts = append(counts, r.Servers)
		}
		slices.Sort(counts)
		least = counts[len(counts)-releasesDrawn]
	}
	for _, r := range all {
		if r.Servers < least || len(shares.Parts) == releasesDrawn {
			others += r.Servers
			continue
		}
		shares.Parts = append(shares.Parts, chart.Part{Label: releaseName(ctx, r), Value: new(float64(r.Servers))})
	}
	if others > 0 {
		shares.Parts = append(shares.Parts, chart.Part{Label: tongue.Say(ctx, "All other versions"), Value: new(float64(others))})
	}
	return chart.NewStacked(ctx, shares)
}

func releaseName(ctx context.Context, r directory.Release) string {
	switch {
	case r.Version == "":
		return tongue.Say(ctx, "Not known")
	case r.Early:
		return tongue.Say(ctx, "{version}, before its release", "version", r.Version)
	}
	return r.Version
}

// adoptionDays is how far back adoption is drawn.
const adoptionDays = 90

// newAdoption draws since when servers run the newest release; false if there is no line to
// draw.
func newAdoption(ctx context.Context, c *directory.Section) (chart.Sparkline, bool) {
	a := c.Adoption(adoptionDays)
	if len(a.Days) < 2 {
		return chart.Sparkline{}, false
	}
	series := chart.Series{Title: tongue.Mark("Servers that run the newest release, by the day on which they were first seen with it"), Unit: tongue.Mark("servers"), Value: tongue.Mark("number")}
	for _, d := range a.Days {
		series.Points = append(series.Points, chart.Point{At: d.Day, Value: new(float64(d.Servers))})
	}
	return chart.NewSparkline(ctx, series), true
}

// fieldLine is a field, how many servers state it, and where it is mostly read.
type fieldLine struct{ Label, Count, Share, Document string }

// read tells which fields have been read from servers of the software.
func (p *programPage) read(ctx context.Context, c *directory.Section) {
	coverage := c.Coverage()
	p.Looked = tongue.Number(ctx, coverage.Looked)
	for _, f := range coverage.Fields {
		name := fieldLabel(ctx, f.Field)
		if f.Servers == 0 {
			p.Unread = append(p.Unread, name)
			continue
		}
		p.Fields = append(p.Fields, fieldLine{name, tongue.Number(ctx, f.Servers), phrase.Share(ctx, f.Servers, coverage.Looked), clip(directory.Visible(f.Document), 60)})
	}
}
