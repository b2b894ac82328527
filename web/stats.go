package web

import (
	"fmt"
	"net/http"

	"github.com/a-h/templ"
	"github.com/gin-gonic/gin"

	"landfall"
	"landfall/directory/stats"
	"landfall/internal/httpkit"
	"landfall/web/tongue"
)

// registerStats adds the pages on the network as a whole.
func (s *Site) registerStats(r gin.IRouter) {
	r.GET("/stats", s.fromCache, httpkit.Handle(s.stats))
	r.GET("/stats/map", s.fromCache, httpkit.Handle(s.statsMap))
	r.GET("/stats/graph", s.fromCache, httpkit.Handle(s.statsGraph))
	r.GET("/status", s.fromCache, httpkit.Handle(s.status))
	r.GET("/stats/:chart", s.fromCache, httpkit.Handle(s.statsChart))
}

// statsPage is all charts.
type statsPage struct {
	frame
	Numbers []stat
	Sums    []sumRow
	Groups  []chartGroup
}

// chartGroup is charts on one thing at large.
type chartGroup struct {
	ID, Label string
	Charts    []statsFigure
}

// statsFigure is a chart with what is said of it.
type statsFigure struct {
	ID, Title, Note string
	Empty           bool
	Sentence        string
	Drawing         templ.Component
	Base            string // whom it is over
	Period          string // what time it is of, "" if nothing is measured yet
}

func (s *Site) stats(c *gin.Context) error {
	ctx := c.Request.Context()
	snapshot := s.snapshot()
	page := statsPage{frame: s.frame(ctx, "/stats", tongue.Say(ctx, "Statistics"), tongue.Say(ctx, "The fediverse in numbers: how large it is, what it runs, how fast it answers, whom it is for and where it stands."))}
	page.Here, page.JSONAlternative = "/stats", "/stats.json"
	page.Numbers, page.Sums = numbers(ctx, snapshot.Totals()), sumRows(ctx, snapshot.Totals())
	charts := s.book.Charts(snapshot)
	for _, g := range stats.Groups() {
		group := chartGroup{ID: string(g.Group), Label: tongue.Say(ctx, g.Label)}
		for i := range charts {
			if charts[i].Group == g.Group {
				group.Charts = append(group.Charts, newStatsFigure(ctx, charts[i].Since(overviewDays)))
			}
		}
		page.Groups = append(page.Groups, group)
	}
	return s.render(c, http.StatusOK, statsTempl(page))
}

// overviewDays is how much of a chart over time stands among the others: its own page has all.
const overviewDays = 90

// networkChartPage is one chart with all its numbers.
type networkChartPage struct {
	frame
	statsFigure
	Table  chartTable
	Terms  []term
	Cite   citation
	Others []chartLink
}

// chartLink leads to another chart.
type chartLink struct {
	ID, Title string
	Here      bool
}

func (s *Site) statsChart(c *gin.Context) error {
	ctx := c.Request.Context()
	snapshot := s.snapshot()
	chart := s.book.Chart(snapshot, c.Param("chart"))
	if chart == nil {
		return fmt.Errorf("chart: %w", landfall.ErrNotFound)
	}
	figure := newStatsFigure(ctx, chart)
	path := "/stats/" + chart.ID
	page := networkChartPage{
		frame: s.frame(ctx, path, figure.Title, figure.Title+". "+figure.Sentence), statsFigure: figure,
		Table: newChartTable(ctx, chart), Terms: chartTerms(ctx, chart), Cite: s.newCitation(ctx, chart, figure.Title),
	}
	page.Here, page.JSONAlternative = "/stats", path+".json"
	page.Twins = chartTwins(ctx, chart)
	for _, other := range s.book.Charts(snapshot) {
		page.Others = append(page.Others, chartLink{other.ID, tongue.Say(ctx, other.Title), other.ID == chart.ID})
	}
	return s.render(c, http.StatusOK, chartTempl(page))
}
