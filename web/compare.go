package web

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"landfall"
	"landfall/directory"
	"landfall/web/tongue"
)

// comparePage shows two to four servers side by side.
type comparePage struct {
	frame
	Servers []compareColumn
	Groups  []compareGroup
	Notes   []string
	Kept    []kept // what the form for one more sends along
	Full    bool   // no more fit
	// Differing is set if rows that are the same for all are left out; Other leads to the
	// same table with them, or without.
	Differing bool
	Other     string
	CSV       string
}

// compareColumn is a server at the head of its column.
type compareColumn struct {
	identity
	Join    joinLink
	Without string // the table without it
}

// The parameters of the page. The servers may also be named one by one.
const (
	compareHosts     = "d"
	compareHost      = "s"
	compareDiffering = "diff"
	mostCompared     = 4
)

// comparison is what an address asks to be compared.
type comparison struct {
	servers   []*directory.Server
	differing bool
}

// path is the one address of a comparison.
func (c comparison) path() string {
	var parts []string
	if len(c.servers) > 0 {
		hosts := make([]string, len(c.servers))
		for i, server := range c.servers {
			hosts[i] = string(server.Host)
		}
		parts = append(parts, compareHosts+"="+strings.Join(hosts, ","))
	}
	if c.differing {
		parts = append(parts, compareDiffering+"=1")
	}
	if len(parts) == 0 {
		return "/compare"
	}
	return "/compare?" + strings.Join(parts, "&")
}

// without is the comparison of the others.
func (c comparison) without(server *directory.Server) comparison {
	c.servers = slices.DeleteFunc(slices.Clone(c.servers), func(s *directory.Server) bool { return s == server })
	return c
}

// readComparison finds the servers that are named, each once, and says what was left out.
func (s *Site) readComparison(ctx context.Context, values url.Values) (c comparison, notes []string) {
	c.differing = values.Get(compareDiffering) == "1"
	for _, text := range slices.Concat(values[compareHosts], values[compareHost]) {
		for name := range strings.SplitSeq(text, ",") {
			if name = strings.TrimSpace(name); name == "" {
				continue
			}
			server := s.named(name)
			switch {
			case server == nil:
				notes = append(notes, tongue.Say(ctx, "Landfall knows no server “{name}”.", "name", clip(name, 80)))
			case slices.Contains(c.servers, server):
			case len(c.servers) == mostCompared:
				notes = append(notes, tongue.Say(ctx, "{server} was left out: four fit side by side.", "server", server.Display()))
			default:
				c.servers = append(c.servers, server)
			}
			if len(notes) == mostCompared {
				return c, notes
			}
		}
	}
	return c, notes
}

// named finds the server of a name as people type it, nil if there is none.
func (s *Site) named(name string) *directory.Server {
	host, err := landfall.ParseSubmission(name)
	if err != nil {
		return nil
	}
	if server := s.snapshot().Server(host); server != nil {
		return server
	}
	return s.snapshot().Server(s.snapshot().Named(host))
}

func (s *Site) compare(c *gin.Context) error {
	ctx := c.Request.Context()
	asked, notes := s.readComparison(ctx, c.Request.URL.Query())
	return s.render(c, http.StatusOK, compareTempl(s.newComparePage(ctx, asked, notes)))
}

func (s *Site) newComparePage(ctx context.Context, asked comparison, notes []string) comparePage {
	names := make([]string, len(asked.servers))
	for i, server := range asked.servers {
		names[i] = server.Display()
	}
	title := tongue.Say(ctx, "Compare servers")
	if len(names) > 0 {
		title = tongue.Say(ctx, "Compare {servers}", "servers", tongue.List(ctx, names))
	}
	f := s.frame(ctx, asked.path(), title, tongue.Say(ctx, "Two to four servers side by side: joining, speed, uptime, people, rules, and how old each fact is."))
	f.Here, f.NoIndex = "/servers", len(asked.servers) > 0 || asked.differing
	page := comparePage{frame: f, Notes: notes, Full: len(asked.servers) == mostCompared, Differing: asked.differing}
	for _, server := range asked.servers {
		page.Servers = append(page.Servers, compareColumn{newIdentity(server), s.newJoinLink(server), asked.without(server).path()})
		page.Kept = append(page.Kept, kept{compareHosts, string(server.Host)})
	}
	other := asked
	other.differing = !asked.differing
	page.Other = other.path()
	if len(asked.servers) > 1 {
		query := asked
		query.differing = false
		page.JSONAlternative = "/api/v1" + query.path()
		page.CSV = strings.Replace(page.JSONAlternative, "/compare", "/compare.csv", 1)
		page.Groups = compareGroups(ctx, asked, f.Now)
	}
	return page
}
