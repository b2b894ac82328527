package web

import (
	"context"
	"net/http"

	"github.com/gin-gonic/gin"

	"landfall/directory"
	"landfall/web/phrase"
	"landfall/web/tongue"
)

// programsPage lists the software of servers.
type programsPage struct {
	frame
	Rows    []programLine
	More    int // that the list leaves out, the rarest
	Without int
}

// programLine is a software in the list.
type programLine struct {
	Label, Href, Listed, Joinable, Newest, Current string
	Unknown                                        bool // whether servers are current
}

// programsShown is how many kinds of software the list shows: anybody can make up a name.
const programsShown = 100

func (s *Site) programs(c *gin.Context) error {
	ctx := c.Request.Context()
	snapshot := s.snapshot()
	f := s.frame(ctx, "/software", tongue.Say(ctx, "Software of the fediverse"), tongue.Say(ctx, "Which software fediverse servers run, in which versions, and how many are up to date."))
	f.JSONAlternative, f.Twins = "/api/v1/software", listTwins(ctx, "/software")
	page := programsPage{frame: f, Without: snapshot.Unsorted(directory.KeySoftware)}
	all := snapshot.Sections(directory.KeySoftware)
	page.More = max(len(all)-programsShown, 0)
	for _, p := range all[:min(len(all), programsShown)] {
		page.Rows = append(page.Rows, newProgramLine(ctx, &p))
	}
	return s.render(c, http.StatusOK, programsTempl(page))
}

func newProgramLine(ctx context.Context, c *directory.Section) programLine {
	line := programLine{
		Label: sectionTitle(ctx, c), Href: sectionPath(c.Key, c.Value), Listed: tongue.Number(ctx, c.Listed), Joinable: tongue.Number(ctx, c.Joinable),
		Newest: c.NewestRelease(), Current: tongue.Say(ctx, "Not known"), Unknown: true,
	}
	current, told := 0, 0
	for _, v := range c.Split(directory.KeyVersion) {
		if v.Value != directory.Unknown {
			told += v.Count
		}
		if v.Value == string(directory.StandingCurrent) {
			current = v.Count
		}
	}
	if told > 0 {
		line.Current, line.Unknown = phrase.Share(ctx, current, told), false
	}
	return line
}
