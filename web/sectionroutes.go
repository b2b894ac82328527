package web

import (
	"fmt"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"landfall"
	"landfall/directory"
	"landfall/internal/httpkit"
	"landfall/web/tongue"
)

// sectionRoots are where the sections of a facet are, by its key.
var sectionRoots = map[string]string{
	directory.KeyTopic: "/topics",
}

// registerSections adds the pages of sections: of topics.
func (s *Site) registerSections(r gin.IRouter) {
	for path, page := range map[string]func(*gin.Context) error{
		"/topics":             s.topics,
		"/topics/:value":      s.topic,
		"/topics/:value/:sub": s.topic,
	} {
		r.GET(path, s.fromCache, httpkit.Handle(page))
	}
}

// sectionPath is the one address of the page of a value, "" if it has none: a part stands
// below its whole.
func sectionPath(key, value string) string {
	value, ok := directory.ParseValue(key, value)
	root := sectionRoots[key]
	if !ok || root == "" || value == directory.Unknown {
		return ""
	}
	if key == directory.KeyTopic || key == directory.KeyPlace {
		value = strings.Replace(value, ".", "/", 1)
	}
	return root + "/" + value
}

// section returns what a request for a page of a section is for. What is spelt in another
// way is led to its one address, and done.
func (s *Site) section(c *gin.Context, key string) (found directory.Section, done bool, err error) {
	value := c.Param("value")
	if sub := c.Param("sub"); sub != "" {
		value += "." + sub
	}
	found, ok := s.snapshot().Section(key, value)
	if !ok || !found.Known() {
		return found, false, fmt.Errorf("section %s=%q: %w", key, clip(value, 80), landfall.ErrNotFound)
	}
	path := sectionPath(key, found.Value)
	if asked := c.Request.URL.Path; asked != tongue.Path(c.Request.Context(), path) {
		s.redirect(c, http.StatusMovedPermanently, path)
		return found, true, nil
	}
	return found, false, nil
}
