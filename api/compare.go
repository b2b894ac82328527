package api

import (
	"bytes"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"landfall"
	"landfall/directory"
	"landfall/internal/rows"
)

// mostCompared is how many servers are compared at once.
const mostCompared = 4

// compareDocument is the answer of GET /compare?d=a,b: one to four servers, each as in its
// own document, with where every fact comes from and how old it is.
type compareDocument struct {
	AsOf    *string          `json:"as_of"`
	Servers []serverDocument `json:"servers"`
}

// compared returns the servers that d names, each once, in its order.
func (a *api) compared(c *gin.Context) (snapshot *directory.Snapshot, servers []*directory.Server, err error) {
	snapshot = a.deps.Directory.Load()
	for name := range strings.SplitSeq(strings.Join(c.QueryArray("d"), ","), ",") {
		host, err := landfall.ParseHost(strings.TrimSpace(name))
		if err != nil {
			return nil, nil, badParameter("d", "It is names of hosts with commas between them.")
		}
		server := snapshot.Server(host)
		switch {
		case server == nil:
			return nil, nil, fmt.Errorf("compare %s: %w", host, landfall.ErrNotFound)
		case slices.Contains(servers, server):
		case len(servers) == mostCompared:
			return nil, nil, badParameter("d", fmt.Sprintf("It names %d servers at most.", mostCompared))
		default:
			servers = append(servers, server)
		}
	}
	return snapshot, servers, nil
}

// compare answers GET /compare.
func (a *api) compare(c *gin.Context) error {
	snapshot, servers, err := a.compared(c)
	if err != nil {
		return err
	}
	at := snapshot.Totals().At
	d := compareDocument{AsOf: moment(at)}
	for _, server := range servers {
		document := newServerDocument(server, at)
		if document.history, err = a.history(c.Request.Context(), server.Host, at); err != nil {
			return fmt.Errorf("history of %s: %w", server.Host, err)
		}
		d.Servers = append(d.Servers, document)
	}
	c.Header("Cache-Control", cacheFor)
	return send(c, d)
}

// compareRow is a server in a table. What is not known is an empty cell.
type compareRow struct {
	Host         string   `json:"host"`
	Name         *string  `json:"name"`
	Software     *string  `json:"software"`
	Version      *string  `json:"version"`
	Signup       string   `json:"signup_mode"`
	MinAge       *int     `json:"min_age_years"`
	ClickP50     *float64 `json:"each_click_ms_p50"`
	ClickP75     *float64 `json:"each_click_ms_p75"`
	ClickP95     *float64 `json:"each_click_ms_p95"`
	FirstP50     *float64 `json:"first_visit_ms_p50"`
	Visits       int      `json:"visits_90d"`
	Availability *float64 `json:"availability_90d"`
	Users        *int64   `json:"users_total"`
	ActiveMonth  *int64   `json:"users_active_month"`
	Posts        *int64   `json:"posts"`
	Languages    []string `json:"languages"` // a list in JSON
	LastVisit    *string  `json:"last_visit"`
	LastSeen     *string  `json:"last_seen"`
}

// compareTable answers GET /compare.csv.
func (a *api) compareTable(c *gin.Context) error {
	_, servers, err := a.compared(c)
	if err != nil {
		return err
	}
	var body bytes.Buffer
	table := rows.New(&body, rows.CSV, compareRow{})
	for _, server := range servers {
		if err := table.Write(newCompareRow(server)); err != nil {
			return fmt.Errorf("write %s: %w", server.Host, err)
		}
	}
	if err := table.Close(); err != nil {
		return err
	}
	c.Header("Cache-Control", cacheFor)
	c.Data(http.StatusOK, "text/csv; charset=utf-8; header=present", body.Bytes())
	return nil
}

func newCompareRow(s *directory.Server) compareRow {
	r := newRow(s)
	out := compareRow{
		Host: r.Host, Name: r.Name, Software: r.Software, Version: r.Version, Signup: string(r.Mode), MinAge: r.MinAge,
		Visits: r.Visits, Availability: r.Availability, Users: r.Users, ActiveMonth: r.ActiveMonth, Posts: r.Posts,
		Languages: r.Languages, LastVisit: r.LastVisit, LastSeen: r.LastSeen,
	}
	out.ClickP50, out.ClickP75, out.ClickP95, _ = percentiles(s.Summary.Click)
	out.FirstP50, _, _, _ = percentiles(s.Summary.First)
	return out
}
