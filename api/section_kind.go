package api

import (
	"strings"

	"github.com/gin-gonic/gin"

	"landfall/directory"
	"landfall/directory/topic"
)

// sectionKind is a kind of sections with a list, and a document of each.
type sectionKind struct {
	key  string // of their facet
	root string // below which they are, for programs as for people
	// of returns those of a list, and row what the list has of one; shape is one without
	// content.
	of    func(s *directory.Snapshot, key string) []directory.Section
	row   func(*directory.Section) any
	shape any
}

func sectionKinds() []sectionKind {
	return []sectionKind{
		{directory.KeyTopic, "/topics", allTopics, func(c *directory.Section) any { return newTopicRow(c) }, topicRow{}},
		{directory.KeyPlace, "/places", (*directory.Snapshot).Places, func(c *directory.Section) any { return newPlaceRow(c) }, placeRow{}},
		{directory.KeyLanguage, "/languages", (*directory.Snapshot).Sections, func(c *directory.Section) any { return newLanguageRow(c) }, languageRow{}},
		{directory.KeySoftware, "/software", (*directory.Snapshot).Sections, func(c *directory.Section) any { return newSoftwareRow(c) }, softwareRow{}},
	}
}

// facet returns the key that a request is about: of places, the one that answers the question
// of the parameter meaning.
func (k sectionKind) facet(c *gin.Context) (string, error) {
	if k.key != directory.KeyPlace {
		return k.key, nil
	}
	key, ok := directory.MeaningOf(c.Query(directory.KeyMeaning))
	if !ok {
		return "", badParameter(directory.KeyMeaning, "It is community_for, legally_based or hosted_in.")
	}
	return key, nil
}

// has reports whether a facet is of the kind.
func (k sectionKind) has(key string) bool {
	return key == k.key || k.key == directory.KeyPlace && (key == directory.KeyBased || key == directory.KeyHosted)
}

// sectionAddress is the address of a section's page, in the form of an extension: a part
// stands below its whole.
func sectionAddress(c *directory.Section, extension string) string {
	path := ""
	for _, kind := range sectionKinds() {
		if kind.has(c.Key) {
			path = kind.root + "/" + c.Value
		}
	}
	if c.Under != "" {
		path = strings.Replace(path, c.Under+".", c.Under+"/", 1)
	}
	path += extension
	for _, m := range directory.Meanings() {
		if m.Key == c.Key && c.Key != directory.KeyPlace {
			return path + "?" + directory.KeyMeaning + "=" + m.Value
		}
	}
	return path
}

// allTopics are those of the taxonomy, in its order.
func allTopics(s *directory.Snapshot, key string) []directory.Section {
	topics := topic.Default().Topics
	all := make([]directory.Section, 0, len(topics))
	for _, t := range topics {
		c, _ := s.Section(key, string(t.ID))
		all = append(all, c)
	}
	return all
}
