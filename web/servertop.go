package web

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"landfall"
	"landfall/directory"
	"landfall/web/tongue"
)

// serverTop is what every page of a server begins with: what the server is called, what
// there is to be told first, the verdict, and the way to its other pages.
type serverTop struct {
	identity
	Software string
	Seen     time.Time // the newest visit, zero if none
	Stale    string
	Silent   string
	Names    []string // other names, as a reader may see them
	Unlisted string   // why it is in no list, empty if it is
	// LooksLike is a much larger server that the name is easily taken for.
	LooksLike string
	// NeverAnswered is set if nothing is known but how the visits went.
	NeverAnswered bool
	Closing       *closingBanner
	Verdict       []stat
	Tabs          []tab
	Join          joinLink // zero on the page that tells how to join
	// Crumb is what the page is called among the server's, empty of the first.
	Crumb string
}

// newServerTop gathers it for one of the server's pages. The numbers are of sum.
func (s *Site) newServerTop(ctx context.Context, server *directory.Server, sum landfall.Summary, here tabName) serverTop {
	now := s.deps.Now()
	top := serverTop{
		identity: newIdentity(server), Seen: server.LastVisit, Stale: s.stale(ctx, server.LastVisit, now), Silent: silent(ctx, &server.Instance, now),
		LooksLike: server.LooksLike.String(), Closing: newClosingBanner(ctx, server, now), Verdict: verdict(ctx, server, sum),
		Tabs: s.tabs(ctx, server, here),
	}
	if here != tabJoin {
		top.Join = s.newJoinLink(server)
	}
	for _, t := range top.Tabs {
		if t.Here && here != tabOverview {
			top.Crumb = t.Label
		}
	}
	top.Unlisted, _ = unlisted(ctx, server, now)
	if top.NeverAnswered = server.Unlisted(now) == directory.UnlistedNeverAnswered; top.NeverAnswered {
		top.Silent = ""
	}
	if !server.Facts.Software.IsZero() {
		top.Software = directory.SoftwareLabel(server.Facts.Software.Name) + " " + server.Facts.Software.Version
		if server.Upkeep.Standing == directory.StandingBehind {
			top.Software = tongue.Say(ctx, "{software} (newest release widely run: {newest})", "software", top.Software, "newest", server.Upkeep.Newest)
		}
	}
	for _, a := range server.Names {
		top.Names = append(top.Names, a.Name.Display())
	}
	return top
}

// serverAt finds the server of the page /s/{host} or of one below it. It returns nil and
// no error once it has led the reader to the one address of the page.
func (s *Site) serverAt(c *gin.Context, below tabName) (*directory.Server, error) {
	host, err := landfall.ParseHost(c.Param("host"))
	if err != nil {
		// To a reader, a name that cannot be is one that is not there.
		return nil, fmt.Errorf("server page %q: %w", clip(c.Param("host"), 80), landfall.ErrNotFound)
	}
	server := s.snapshot().Server(host)
	instance := host
	if named := s.snapshot().Named(host); server == nil && named != "" {
		instance = named
	} else if server == nil {
		return nil, fmt.Errorf("server page %s: %w", host, landfall.ErrNotFound)
	}
	if c.Param("host") != string(instance) {
		path := below.path(instance)
		if query := c.Request.URL.RawQuery; query != "" {
			path += "?" + query
		}
		s.redirect(c, http.StatusMovedPermanently, path)
		return nil, nil
	}
	return server, nil
}
