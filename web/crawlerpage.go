package web

import (
	"cmp"
	"net/http"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"landfall"
	"landfall/directory"
	"landfall/web/phrase"
)

// crawlerPage is where the User-Agent leads an admin.
type crawlerPage struct {
	frame
	UserAgent, VisitEvery, Contact string
	Requests                       []requestRow
	Refused                        string // how many hosts asked not to be measured
	Diaries                        bool
	Found                          []foundRow // by software, the most first
	FoundAll                       string
}

// requestRow is one kind of request that the crawler makes.
type requestRow struct{ Path, Why string }

func (r requestRow) isPath() bool { return strings.HasPrefix(r.Path, "/") }

func (s *Site) crawler(c *gin.Context) error {
	f := s.frame(c.Request.Context(), "/crawler", "For admins: the crawler", "What Landfall’s crawler asks your server for, how often, and how to opt out.")
	f.Here = "/crawler"
	page := crawlerPage{
		frame: f, UserAgent: s.cfg.UserAgent, VisitEvery: phrase.Every(s.cfg.VisitEvery), Contact: s.cfg.Contact,
		Requests: requestRows(),
		Refused:  phrase.Of(s.snapshot().Totals().Refused, "host has", "hosts have"),
	}
	page.Diaries = s.deps.Entries != nil
	if s.deps.Finds != nil {
		page.Found, page.FoundAll = newFound(s.deps.Finds())
	}
	return s.render(c, http.StatusOK, crawlerTempl(page))
}

// Find is how many new names instances of one family of software named.
type Find struct {
	Family string // "other" for what no instance of known software named
	Day    int    // in the last 24 hours
	// Usual is the same on a usual day before, unknown in the first week.
	Usual landfall.Count
}

// foundRow is one line of what was found lately.
type foundRow struct{ Software, Day, Usual string }

func newFound(finds []Find) (rows []foundRow, all string) {
	finds = slices.DeleteFunc(slices.Clone(finds), func(f Find) bool { return f.Day == 0 && f.Usual.N == 0 })
	slices.SortStableFunc(finds, func(a, b Find) int { return cmp.Or(b.Day-a.Day, cmp.Compare(b.Usual.N, a.Usual.N)) })
	sum := 0
	for _, f := range finds {
		label := "Other software, lists and visitors"
		if f.Family != "other" {
			label = directory.SoftwareLabel(f.Family)
		}
		usual := "Not known yet"
		if f.Usual.Known {
			usual = phrase.Number(f.Usual.N)
		}
		rows = append(rows, foundRow{Software: label, Day: phrase.Number(f.Day), Usual: usual})
		sum += f.Day
	}
	return rows, phrase.Of(sum, "name", "names")
}

func requestRows() []requestRow {
	return []requestRow{
		{"/robots.txt", "before anything else, and again after a day"},
		{"/.well-known/nodeinfo", "finds the nodeinfo document"},
		{"the nodeinfo document it names", "software, version, sign-up, counts; every hour alone, to see whether the server is there"},
		{"the software’s own description", "name, description, rules, sign-up, languages: /api/v2/instance or /api/v1/instance, /api/meta (by POST), /api/v3/site or /api/v4/site, /api/v1/config, /friendica/json, /siteinfo.json and the like, one or two of them"},
		{"/statistics.json", "only where there is none of these"},
		{"one more, in turns", "the longer description, rules, busy tags, announcements, how many servers are blocked, how long applications wait; where the software has a document for it"},
		{"/api/v1/instance/peers", "names of other servers, where the software publishes them"},
		{"/api/federation/instances, /api/v3/federated_instances, /api/v4/federated_instances, /api/v1/server/followers and /following, /api/federated, /pods.json", "the same, on Misskey, Lemmy, PeerTube, Mbin and diaspora*; at most five pages of a list"},
		{"/.well-known/host-meta or host-meta.json", "where the server of a domain is, if none of the above is there"},
	}
}
