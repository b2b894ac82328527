package web

import (
	"context"
	"net/http"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"landfall/web/tongue"
)

// groups calls register for the pages in each language: English at the root, the others
// below their prefix.
func (s *Site) groups(r gin.IRouter, register func(gin.IRouter)) {
	for _, t := range s.tongues {
		group := r.Group(t.Prefix)
		group.Use(func(c *gin.Context) { c.Request = c.Request.WithContext(tongue.With(c.Request.Context(), t)) })
		register(group)
		if t.Prefix != "" { // as people type it
			r.GET(t.Prefix, func(c *gin.Context) { c.Redirect(http.StatusMovedPermanently, t.Prefix+"/") })
		}
	}
}

// redirect leads to another page in the same language.
func (s *Site) redirect(c *gin.Context, status int, path string) {
	c.Redirect(status, tongue.Path(c.Request.Context(), path))
}

// inLanguage finds the language that an address is in, and the address of the same page in
// English. It is for requests that no route has taken.
func (s *Site) inLanguage(path string) (t *tongue.Tongue, english string) {
	for _, t := range s.tongues {
		rest, ok := strings.CutPrefix(path, t.Prefix)
		if t.Prefix != "" && ok && (rest == "" || rest[0] == '/') {
			return t, "/" + strings.TrimLeft(rest, "/")
		}
	}
	return tongue.English(), path
}

// version is a page in one language.
type version struct {
	Code, Name, Href string
	Here             bool // the page that is shown
}

// pages returns the page in each language that it is in, each named in itself.
func (f *frame) pages(ctx context.Context) []version {
	var all []version
	for _, t := range f.Tongues {
		all = append(all, version{Code: t.Code, Name: t.Name, Href: tongue.Path(tongue.With(ctx, t), f.Path), Here: t == tongue.From(ctx)})
	}
	return all
}

// versions returns the same for search engines, with the one for readers of any other
// language; none if there is one language only.
func (f *frame) versions(ctx context.Context) []version {
	all := f.pages(ctx)
	if len(all) < 2 {
		return nil
	}
	return append(all, version{Code: "x-default", Href: all[0].Href})
}

// offeredKey is where a request has the language that its page offers.
const offeredKey = "landfall/web.offered"

// offer notes the language that a browser asks for, if pages are in it and this is in
// another; else nil. The page depends on it, and says so.
func (s *Site) offer(c *gin.Context) {
	c.Writer.Header().Add("Vary", "Accept-Language")
	t := tongue.Offer(c.GetHeader("Accept-Language"))
	if t == tongue.From(c.Request.Context()) || !slices.Contains(s.tongues, t) {
		t = nil
	}
	c.Set(offeredKey, t)
}

// offered returns the language that a page offers, nil if none.
func offered(c *gin.Context) *tongue.Tongue {
	t, _ := c.Value(offeredKey).(*tongue.Tongue)
	return t
}
