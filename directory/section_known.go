package directory

import (
	"slices"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"landfall/directory/place"
)

// Known reports whether the value of the section means something: a topic, a country, a
// language with a name, a software with a spelling of its own, or whatever some server has,
// listed or not. Other values only look as if they did.
func (c *Section) Known() bool {
	switch c.Key {
	case KeyTopic:
		return true
	case KeyPlace, KeyBased, KeyHosted:
		if len(c.Value) == len("xx") && place.ID(c.Value).IsCountry() {
			return true
		}
	case KeyLanguage:
		if tag, err := language.Parse(c.Value); err == nil && display.English.Tags().Name(tag) != "" {
			return true
		}
	case KeySoftware:
		if softwareNames[c.Value] != "" {
			return true
		}
	}
	return c.Listed > 0 || c.snapshot.any(c.Key, c.Value)
}

// any reports whether some server has a value, be it in no list. It looks at all of them.
func (s *Snapshot) any(key, value string) bool {
	of := s.facet(key).kind.of
	for _, server := range s.servers {
		if slices.Contains(of(server), value) {
			return true
		}
	}
	return false
}
