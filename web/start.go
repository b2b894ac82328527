package web

import (
	"cmp"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"github.com/a-h/templ"
	"github.com/gin-gonic/gin"

	"landfall"
	"landfall/directory/starting"
	"landfall/web/tongue"
)

// startRoot is where the steps of starting a server are.
const startRoot = "/start"

func startPath(step string) string { return startRoot + "/" + step }

// startPage lists the steps.
type startPage struct {
	frame
	Steps []starting.Step
}

func (s *Site) start(c *gin.Context) error {
	ctx := c.Request.Context()
	f := s.frame(ctx, startRoot, tongue.Say(ctx, "Start a server of your own"), tongue.Say(ctx, "Eleven steps from the question whether you need one to the day on which it opens, with what it costs and which software suits."))
	return s.render(c, http.StatusOK, startTempl(startPage{f, starting.Steps()}))
}

// startStepPage is one step, with a tool if it has one.
type startStepPage struct {
	frame
	starting.Step
	Number, All    int
	Before, Beyond *starting.Step // nil at the ends
	Links          []part
	Sources        map[string]outsideLink // by what they are the source of
	Notes          []string               // what was wrong with values
	Tool           templ.Component
}

// startTool makes what a step has to work with from a query. The query that it returns has
// the same values tidied up.
type startTool func(s *Site, c *gin.Context, q *query) templ.Component

// startTools are the tools by their steps.
var startTools = map[string]startTool{
	"people": startPeople, "software": startSoftware, "hosting": startHosting, "cost": startCost, "rules": startRules,
}

func (s *Site) startStep(c *gin.Context) error {
	ctx, id := c.Request.Context(), c.Param("step")
	i := starting.Find(id)
	if i < 0 {
		return fmt.Errorf("step %q: %w", clip(id, 80), landfall.ErrNotFound)
	}
	steps := starting.Steps()
	page := startStepPage{Step: steps[i], Number: i + 1, All: len(steps), Links: startLinks()}
	if i > 0 {
		page.Before = &steps[i-1]
	}
	if i+1 < len(steps) {
		page.Beyond = &steps[i+1]
	}
	page.Sources = s.startSources(page.Parts)
	q := &query{ctx: ctx, values: c.Request.URL.Query(), tidy: url.Values{}}
	if tool := startTools[id]; tool != nil {
		page.Tool = tool(s, c, q)
	}
	path := startPath(id)
	if len(q.tidy) > 0 {
		path += "?" + q.tidy.Encode()
	}
	page.frame = s.frame(ctx, path, tongue.Say(ctx, page.Step.Title), tongue.Say(ctx, page.Lead))
	page.Notes, page.NoIndex = q.notes, len(q.tidy) > 0 || len(q.notes) > 0
	return s.render(c, http.StatusOK, startStepTempl(page))
}

// startLinks are the pages of ours that texts of steps lead to.
func startLinks() []part {
	var links []part
	for name, path := range starting.Pages() {
		links = append(links, link(name, path))
	}
	slices.SortFunc(links, func(a, b part) int { return cmp.Compare(a.name, b.name) })
	return links
}

// startSources are the links to what points rest on.
func (s *Site) startSources(parts []starting.Part) map[string]outsideLink {
	sources := map[string]outsideLink{}
	for _, p := range parts {
		for _, point := range p.Points {
			if l := s.publicLink(point.Source); l.Href != "" {
				sources[point.Text] = l
			}
		}
	}
	return sources
}

func digits(n int) string { return strconv.Itoa(n) }
