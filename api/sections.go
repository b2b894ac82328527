package api

import (
	"bytes"
	"fmt"
	"net/http"

	"github.com/gin-gonic/gin"

	"landfall/directory"
	"landfall/directory/topic"
	"landfall/internal/httpkit"
	"landfall/internal/rows"
)

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
	return sectionRow{
		Slug: c.Value, Label: c.Label, Under: text(c.Under), Listed: c.Listed, Joinable: c.Joinable,
		Href: Prefix + sectionAddress(c, ""), Servers: Prefix + "/servers?" + c.Query().Canonical(), Page: sectionAddress(c, ""),
	}
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

// placeRow is a country, or a city or region in one.
type placeRow struct {
	sectionRow
	Meaning string `json:"meaning"` // which question it answers: community_for, legally_based or hosted_in
}

func newPlaceRow(c *directory.Section) placeRow {
	row := placeRow{sectionRow: newSectionRow(c)}
	for _, m := range directory.Meanings() {
		if m.Key == c.Key {
			row.Meaning = m.Value
		}
	}
	return row
}

// languageRow is a language, or a variant of one that differs from what it means by itself.
type languageRow struct {
	sectionRow
	Declared int `json:"servers_declared"` // that say they use it
	Observed int `json:"servers_observed"` // whose own texts are in it
	Both     int `json:"servers_both"`
}

func newLanguageRow(c *directory.Section) languageRow {
	n := c.Spoken()
	return languageRow{newSectionRow(c), n.Declared, n.Observed, n.Both}
}

// softwareRow is a software by its nodeinfo name.
type softwareRow struct {
	sectionRow
	Newest  *string `json:"newest_version"` // the newest release that is widely run; null: it cannot be told
	Current int     `json:"servers_current"`
	Behind  int     `json:"servers_behind"`
}

func newSoftwareRow(c *directory.Section) softwareRow {
	row := softwareRow{sectionRow: newSectionRow(c), Newest: text(c.NewestRelease())}
	for _, v := range c.Split(directory.KeyVersion) {
		switch directory.Standing(v.Value) {
		case directory.StandingCurrent:
			row.Current = v.Count
		case directory.StandingBehind:
			row.Behind = v.Count
		case directory.StandingUnknown:
		}
	}
	return row
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
		key, err := kind.facet(c)
		if err != nil {
			return err
		}
		snapshot := a.deps.Directory.Load()
		c.Header("Cache-Control", cacheFor)
		if httpkit.NotModified(c, httpkit.ETag(snapshot.Epoch(), key, format)) {
			return nil
		}
		list := sectionList{AsOf: moment(snapshot.Totals().At), Filter: key, Without: snapshot.Unsorted(key), Sections: []any{}}
		for _, section := range kind.of(snapshot, key) {
			list.Sections = append(list.Sections, kind.row(&section))
		}
		if format == "" {
			return send(c, list)
		}
		return sendTable(c, format, kind.shape, list.Sections)
	}
}

// sendTable answers with a table in a format of package rows.
func sendTable(c *gin.Context, format string, shape any, list []any) error {
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
