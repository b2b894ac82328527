package api

import (
	"fmt"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"landfall/api/atom"
	"landfall/directory"
	"landfall/internal/httpkit"
)

// newestServers is how many entries a feed of servers has.
const newestServers = 50

// sectionAtom answers with the newest servers of a section as a feed. An entry is a server
// when it was heard of, and never changes.
func (a *api) sectionAtom(c *gin.Context, snapshot *directory.Snapshot, section *directory.Section) error {
	feed := &atom.Feed{
		ID: a.tag(strings.TrimPrefix(sectionAddress(section, ""), "/")), Title: "New servers: " + section.Label, Updated: snapshot.Totals().At, Author: "Landfall", AuthorURL: a.deps.Site + "/",
		URL: a.deps.Site + sectionAddress(section, ""), Self: a.deps.Site + sectionAddress(section, "."+feedFormat),
	}
	for i, server := range section.Newest(newestServers) {
		if i == 0 {
			feed.Updated = server.Discovered
		}
		feed.Entries = append(feed.Entries, a.newServerEntry(server))
	}
	body, err := feed.Bytes()
	if err != nil {
		return fmt.Errorf("encode feed: %w", err)
	}
	c.Header("Cache-Control", cacheFor)
	if !httpkit.NotModified(c, httpkit.ETag(body)) {
		c.Data(http.StatusOK, atom.MediaType, body)
	}
	return nil
}

func (a *api) newServerEntry(s *directory.Server) atom.Entry {
	page := "/s/" + s.Host.String()
	title := s.Display()
	if s.Facts.Name != "" {
		title = directory.Visible(s.Facts.Name) + " (" + title + ")"
	}
	return atom.Entry{
		ID: a.tag(page[1:]), Title: title, Text: directory.Visible(s.Facts.Description), Category: directory.SoftwareLabel(s.Facts.Software.Name),
		URL: a.deps.Site + page, Published: s.Discovered, Updated: s.Discovered,
	}
}
