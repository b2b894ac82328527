package web

import (
	"cmp"
	"context"
	"net/http"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"landfall"
	"landfall/directory"
	"landfall/web/phrase"
	"landfall/web/tongue"
)

// crawlerPage is where the User-Agent leads an admin.
type crawlerPage struct {
	frame
	UserAgent, VisitEvery, Contact string
	Requests                       []requestRow
	Diaries                        bool
	Found                          []foundRow // by software, the most first
	FoundAll                       string
}

// requestRow is one kind of request that the crawler makes.
type requestRow struct{ Path, Why string }

func (r requestRow) isPath() bool { return strings.HasPrefix(r.Path, "/") }

func (s *Site) crawler(c *gin.Context) error {
	ctx := c.Request.Context()
	f := s.frame(ctx, "/crawler", tongue.Say(ctx, "For admins: the crawler"), tongue.Say(ctx, "What Landfall’s crawler asks your server for, how often, and how to opt out."))
	f.Here = "/crawler"
	page := crawlerPage{
		frame: f, UserAgent: s.cfg.UserAgent, VisitEvery: phrase.Every(ctx, s.cfg.VisitEvery), Contact: s.cfg.Contact,
		Requests: requestRows(ctx, s.cfg.ReadsPinned),
	}
	page.Diaries = s.deps.Entries != nil
	if s.deps.Finds != nil {
		page.Found, page.FoundAll = newFound(ctx, s.deps.Finds())
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

func newFound(ctx context.Context, finds []Find) (rows []foundRow, all string) {
	finds = slices.DeleteFunc(slices.Clone(finds), func(f Find) bool { return f.Day == 0 && f.Usual.N == 0 })
	slices.SortStableFunc(finds, func(a, b Find) int { return cmp.Or(b.Day-a.Day, cmp.Compare(b.Usual.N, a.Usual.N)) })
	sum := 0
	for _, f := range finds {
		label := tongue.Say(ctx, "Other software, lists and visitors")
		if f.Family != "other" {
			label = directory.SoftwareLabel(f.Family)
		}
		usual := tongue.Say(ctx, "Not known yet")
		if f.Usual.Known {
			usual = tongue.Number(ctx, f.Usual.N)
		}
		rows = append(rows, foundRow{Software: label, Day: tongue.Number(ctx, f.Day), Usual: usual})
		sum += f.Day
	}
	return rows, tongue.Count(ctx, sum, "{n} name", "{n} names")
}

func requestRows(ctx context.Context, pinned bool) []requestRow {
	rows := []requestRow{
		{"/robots.txt", tongue.Say(ctx, "before anything else, and again after a day")},
		{"/.well-known/nodeinfo", tongue.Say(ctx, "finds the nodeinfo document")},
		{tongue.Say(ctx, "the nodeinfo document it names"), tongue.Say(ctx, "software, version, sign-up, counts; every hour alone, to see whether the server is there")},
		{tongue.Say(ctx, "the software’s own description"), tongue.Say(ctx, "name, description, rules, sign-up, languages: /api/v2/instance or /api/v1/instance, /api/meta (by POST), /api/v3/site or /api/v4/site, /api/v1/config, /friendica/json, /siteinfo.json and the like, one or two of them")},
		{"/statistics.json", tongue.Say(ctx, "only where there is none of these")},
		{tongue.Say(ctx, "one more, in turns"), tongue.Say(ctx, "the longer description, rules, busy tags, announcements, how many servers are blocked, how long applications wait; where the software has a document for it")},
		{"/api/v1/instance/peers", tongue.Say(ctx, "names of other servers, where the software publishes them")},
		{tongue.Say(ctx, "/api/federation/instances, /api/v3/federated_instances, /api/v4/federated_instances, /api/v1/server/followers and /following, /api/federated, /pods.json"), tongue.Say(ctx, "the same, on Misskey, Lemmy, PeerTube, Mbin and diaspora*; at most five pages of a list")},
		{tongue.Say(ctx, "/.well-known/host-meta or host-meta.json"), tongue.Say(ctx, "where the server of a domain is, if none of the above is there")},
	}
	if pinned {
		rows = append(rows, requestRow{"/api/v1/accounts/…/statuses?pinned=true", tongue.Say(ctx, "whether the published contact account has pinned a post in which the server says that it closes; on Mastodon, Pleroma and their forks, in place of the one in turns")})
	}
	return rows
}
