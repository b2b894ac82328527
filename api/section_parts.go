package api

import (
	"landfall"
	"landfall/directory"
)

// countedRow is how many servers of a section have a value of a filter. Of a software the
// versions are among them, by the filter "release".
type countedRow struct {
	Filter  string `json:"filter"` // a parameter of /servers, or release
	Value   string `json:"value"`
	Label   string `json:"label"`
	Servers int    `json:"servers"`
}

// keyRelease stands for versions, which /servers has no filter for.
const keyRelease = "release"

// splitKeys are the filters by which a section is counted.
var splitKeys = []string{
	directory.KeyTopic, directory.KeyPlace, directory.KeyLanguage, directory.KeySignup, directory.KeySpeed, directory.KeySize,
	directory.KeySoftware, directory.KeyVersion, directory.KeyBased, directory.KeyHosted,
}

func newCountedRows(c *directory.Section) []any {
	var all []any
	for _, key := range splitKeys {
		if key == c.Key {
			continue
		}
		for _, v := range c.Split(key) {
			all = append(all, countedRow{key, v.Value, v.Label, v.Count})
		}
	}
	if c.Key != directory.KeySoftware {
		return all
	}
	for _, r := range c.Releases() {
		row := countedRow{keyRelease, r.Version, r.Version, r.Servers}
		switch {
		case r.Version == "":
			row.Value, row.Label = directory.Unknown, "Not known"
		case r.Early:
			row.Value, row.Label = r.Version+"-pre", r.Version+", before its release"
		}
		all = append(all, row)
	}
	return all
}

// newPartRows counts the servers of the parts of a section, as its page does.
func newPartRows(kind sectionKind, snapshot *directory.Snapshot, c *directory.Section) []any {
	var all []any
	for _, part := range kind.of(snapshot, c.Key) {
		if part.Under == c.Value {
			all = append(all, countedRow{part.Key, part.Value, part.Label, part.Listed})
		}
	}
	return all
}

// serverLink names a server.
type serverLink struct {
	Host string `json:"host"`
	Href string `json:"href"`
	Page string `json:"page"`
}

func newServerLink(host landfall.Host) serverLink {
	return serverLink{host.String(), Prefix + "/servers/" + host.String(), "/s/" + host.String()}
}

type rankedServer struct {
	serverLink
	Score float64 `json:"score"` // out of 100
}

type newServer struct {
	serverLink
	Discovered *string `json:"discovered"`
}

// sectionTerm is a word by which servers were found to belong to a section.
type sectionTerm struct {
	Term    string `json:"term"` // "*" stands for the rest of a word
	Hashtag bool   `json:"hashtag"`
	Servers int    `json:"servers"`
}

// relatedTopic occurs together with a topic more often than by chance.
type relatedTopic struct {
	Slug   string  `json:"slug"`
	Href   string  `json:"href"`
	Both   int     `json:"operators_with_both"`
	Chance float64 `json:"operators_by_chance"`
}

// fieldRow is how many servers of a software state a field, and in which document most do.
type fieldRow struct {
	Field    landfall.Field `json:"field"`
	Servers  int            `json:"servers"`
	Looked   int            `json:"servers_looked_at"` // all up to 1,000, and of more as many
	Document *string        `json:"document"`
}

func newFieldRows(c *directory.Section) []fieldRow {
	var fields []fieldRow
	coverage := c.Coverage()
	for _, f := range coverage.Fields {
		fields = append(fields, fieldRow{f.Field, f.Servers, coverage.Looked, text(directory.Visible(f.Document))})
	}
	return fields
}
