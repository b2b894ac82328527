package api

import (
	"bytes"
	"fmt"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"landfall/directory"
	"landfall/directory/topic"
	"landfall/internal/httpkit"
	"landfall/internal/rows"
)

// sectionKind is a facet whose values have lists and documents of their own.
type sectionKind struct {
	key  string
	root string // below which they are, for programs as for people
	// of returns those of a list.
	of func(*directory.Snapshot) []directory.Section
	// row makes what a list has of one, and shape is one without content.
	row   func(*directory.Section) any
	shape any
}

func sectionKinds() []sectionKind {
	return []sectionKind{
		{directory.KeyTopic, "/topics", allTopics, func(c *directory.Section) any { return newTopicRow(c) }, topicRow{}},
	}
}

// sectionRow is a section in a list.
type sectionRow struct {
	Slug     string  `json:"slug"`  // never changes; the value of the parameter that finds its servers
	Label    string  `json:"label"` // in English
	Under    *string `json:"under"` // the section that it is part of
	Listed   int     `json:"servers_listed"`
	Joinable int     `json:"servers_joinable"` // of the listed, those that take new people
	Href     string  `json:"href"`             // this section in the API
	Servers  string  `json:"servers_href"`     // its servers in the API
	Page     string  `json:"page"`             // and for people
}

func newSectionRow(c *directory.Section) sectionRow {
	path := sectionPath(c)
	return sectionRow{
		Slug: c.Value, Label: c.Label, Under: text(c.Under), Listed: c.Listed, Joinable: c.Joinable,
		Href: Prefix + path, Servers: Prefix + "/servers?" + c.Query().Canonical(), Page: path,
	}
}

// sectionPath is the address of a section's page: a part stands below its whole.
func sectionPath(c *directory.Section) string {
	for _, kind := range sectionKinds() {
		if kind.key == c.Key {
			if c.Under != "" {
				return kind.root + "/" + c.Under + "/" + strings.TrimPrefix(c.Value, c.Under+".")
			}
			return kind.root + "/" + c.Value
		}
	}
	return ""
}

// topicRow is a topic or a sub-topic.
type topicRow struct {
	sectionRow
	Sensitive bool `json:"sensitive"` // taken from servers' own words about themselves only
	Adult     bool `json:"adult"`     // lists show its servers to nobody who does not ask
}

func newTopicRow(c *directory.Section) topicRow {
	t, _ := topic.Default().Topic(topic.ID(c.Value))
	return topicRow{newSectionRow(c), t.Sensitive, t.Adult}
}

// allTopics are those of the taxonomy, in its order.
func allTopics(s *directory.Snapshot) []directory.Section {
	topics := topic.Default().Topics
	all := make([]directory.Section, 0, len(topics))
	for _, t := range topics {
		c, _ := s.Section(directory.KeyTopic, string(t.ID))
		all = append(all, c)
	}
	return all
}

// sectionList is the answer of GET /topics and the like.
type sectionList struct {
	AsOf     *string `json:"as_of"`
	Filter   string  `json:"filter"`          // the parameter of /servers that takes the slugs
	Without  int     `json:"servers_without"` // listed servers of which no value is known
	Sections []any   `json:"sections"`
}

// sections answers the list of a kind of sections in a format.
func (a *api) sections(kind sectionKind, format string) func(*gin.Context) error {
	return func(c *gin.Context) error {
		snapshot := a.deps.Directory.Load()
		c.Header("Cache-Control", cacheFor)
		if httpkit.NotModified(c, httpkit.ETag(snapshot.Epoch(), kind.root, format)) {
			return nil
		}
		list := sectionList{AsOf: moment(snapshot.Totals().At), Filter: kind.key, Without: snapshot.Unsorted(kind.key), Sections: []any{}}
		for _, section := range kind.of(snapshot) {
			list.Sections = append(list.Sections, kind.row(&section))
		}
		if format == "" {
			return send(c, list)
		}
		return sendRows(c, format, kind.shape, list.Sections)
	}
}

// sendRows answers with a table in a format of package rows.
func sendRows(c *gin.Context, format string, shape any, list []any) error {
	var body bytes.Buffer
	table := rows.New(&body, format, shape)
	for _, row := range list {
		if err := table.Write(row); err != nil {
			return fmt.Errorf("write row: %w", err)
		}
	}
	if err := table.Close(); err != nil {
		return err
	}
	media := "application/x-ndjson"
	if format == rows.CSV {
		media = "text/csv; charset=utf-8; header=present"
	}
	c.Data(http.StatusOK, media, body.Bytes())
	return nil
}
