package web

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"landfall"
	"landfall/directory"
	"landfall/web/tongue"
)

// gonePage is the servers that have closed or vanished, the latest first.
type gonePage struct {
	frame
	Text  string // what is searched for
	Notes []directory.Note
	Total int // that fit the search
	Known int // without it
	Rows  []closing
	Pager pager
}

// goneHostPage is all notices of one host.
type goneHostPage struct {
	frame
	identity
	List []closing
}

const gonePerPage = 30

func gonePath(host landfall.Host) string { return "/gone/" + string(host) }

func (s *Site) gone(c *gin.Context) error {
	ctx := c.Request.Context()
	here, note := pageAsked(ctx, c.Query(directory.KeyPage))
	page := s.newGonePage(ctx, clip(c.Query(directory.KeyText), directory.MaxText), here)
	if note != "" {
		page.Notes = append(page.Notes, note)
	}
	return s.render(c, http.StatusOK, goneTempl(page))
}

func (s *Site) newGonePage(ctx context.Context, text string, here int) gonePage {
	query := ""
	if text != "" {
		query = directory.KeyText + "=" + url.QueryEscape(text)
	}
	f := s.frame(ctx, pagedPath("/gone", query, here), tongue.Say(ctx, "Servers that have closed"), tongue.Say(ctx, "Fediverse servers that have closed, after a notice or without one that is known."))
	f.Here = "/notices"
	page := gonePage{frame: f, Text: text}
	var found []*landfall.Notice
	for _, n := range s.snapshot().Notices() {
		if !n.State.Gone() {
			continue
		}
		page.Known++
		if s.called(n.Host, text) {
			found = append(found, n)
		}
	}
	page.Total = len(found)
	pages := (len(found) + gonePerPage - 1) / gonePerPage
	page.Pager = newPager(ctx, here, pages, func(n int) string { return pagedPath("/gone", query, n) })
	from := min((here-1)*gonePerPage, len(found))
	page.Rows = s.newClosings(ctx, found[from:min(from+gonePerPage, len(found))], f.Now)
	return page
}

// called reports whether a host, in either spelling, or the name of its server has a
// text in it.
func (s *Site) called(host landfall.Host, text string) bool {
	names := []string{string(host), host.Display()}
	if server := s.snapshot().Server(host); server != nil {
		names = append(names, server.Facts.Name)
	}
	text = strings.ToLower(text)
	return slices.ContainsFunc(names, func(name string) bool { return strings.Contains(strings.ToLower(name), text) })
}

// goneHost shows what is known of the closings of a host, also of one that nobody
// here has ever measured.
func (s *Site) goneHost(c *gin.Context) error {
	ctx := c.Request.Context()
	host, err := landfall.ParseHost(c.Param("host"))
	if err != nil {
		return fmt.Errorf("notices of %q: %w", clip(c.Param("host"), 80), landfall.ErrNotFound)
	}
	notices := s.snapshot().NoticesOf(host)
	if len(notices) == 0 {
		return fmt.Errorf("notices of %s: %w", host, landfall.ErrNotFound)
	}
	if c.Param("host") != string(host) {
		s.redirect(c, http.StatusMovedPermanently, gonePath(host))
		return nil
	}
	id := noticeIdentity(host, s.snapshot().Server(host))
	f := s.frame(ctx, gonePath(host), tongue.Say(ctx, "Closings of {server}", "server", id.Domain),
		tongue.Say(ctx, "What is known of the closing of {server}: the days, who said so, and what became of it.", "server", id.Domain))
	f.Here = "/notices"
	return s.render(c, http.StatusOK, goneHostTempl(goneHostPage{frame: f, identity: id, List: s.newClosings(ctx, notices, f.Now)}))
}
