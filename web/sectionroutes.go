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
	directory.KeyTopic: "/topics", directory.KeyLanguage: "/languages", directory.KeySoftware: "/software",
	directory.KeyPlace: placesRoot, directory.KeyBased: placesRoot, directory.KeyHosted: placesRoot,
}

const placesRoot = "/places"

// registerSections adds the pages of topics, places, languages and software.
func (s *Site) registerSections(r gin.IRouter) {
	for path, page := range map[string]func(*gin.Context) error{
		"/topics":             s.topics,
		"/topics/:value":      s.topic,
		"/topics/:value/:sub": s.topic,
		"/places":             s.places,
		"/places/:value":      s.place,
		"/places/:value/:sub": s.place,
		"/languages":          s.languages,
		"/languages/:value":   s.language,
		"/software":           s.programs,
		"/software/:value":    s.program,
	} {
		r.GET(path, s.fromCache, httpkit.Handle(page))
	}
}

// sectionPath is the one address of the page of a value, "" if it has none: a part stands
// below its whole.
func sectionPath(key, value string) string { return sectionForm(key, value, "") }

// sectionForm is the address of a page in the form of an extension, such as ".atom".
func sectionForm(key, value, extension string) string {
	value, ok := directory.ParseValue(key, value)
	root := sectionRoots[key]
	if !ok || root == "" || value == directory.Unknown {
		return ""
	}
	if key != directory.KeySoftware {
		value = strings.Replace(value, ".", "/", 1)
	}
	return withMeaning(root+"/"+value+extension, key)
}

// withMeaning adds to an address below [placesRoot] which question is asked, but the first.
func withMeaning(path, key string) string {
	for _, m := range directory.Meanings() {
		if m.Key == key && key != directory.KeyPlace {
			return path + "?" + directory.KeyMeaning + "=" + m.Value
		}
	}
	return path
}

// section returns what a request for a page of a section is for. What is spelt in another
// way is led to its one address, and done.
func (s *Site) section(c *gin.Context, key string) (found directory.Section, done bool, err error) {
	value := c.Param("value")
	if sub := c.Param("sub"); sub != "" {
		value += "." + sub
	}
	found, ok := s.snapshot().Section(key, value)
	if !ok || !found.Known() || strings.HasPrefix(found.Value, directory.FamilyPrefix) {
		return found, false, fmt.Errorf("section %s=%q: %w", key, clip(value, 80), landfall.ErrNotFound)
	}
	path := sectionPath(key, found.Value)
	plain, _, _ := strings.Cut(path, "?")
	if c.Request.URL.Path != tongue.Path(c.Request.Context(), plain) {
		s.redirect(c, http.StatusMovedPermanently, path)
		return found, true, nil
	}
	return found, false, nil
}
