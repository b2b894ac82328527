package nodeinfo

import (
	"encoding/json"
	"regexp"
	"slices"
)

// Path is where the links to a server's documents are.
const Path = "/.well-known/nodeinfo"

// Application is the relation of a link to the actor of a server itself (FEP-2677).
const Application = "https://www.w3.org/ns/activitystreams#Application"

// known are the versions there are, the best first.
var known = []Version{"2.2", "2.1", "2.0", "1.1", "1.0"}

// Rel is the relation of links to documents of the version, the URL of its schema.
func (v Version) Rel() string { return "http://nodeinfo.diaspora.software/ns/schema/" + string(v) }

// rels are relations as servers spell them: http or https, with a slash or hash at the end.
var rels = regexp.MustCompile(`(?i)^\s*https?://\S*/schema/([0-9]+\.[0-9]+)[/#]*\s*$`)

// VersionOf returns the version that links of a relation lead to, however it is spelt. It is
// false for a relation, or a version, that is not known.
func VersionOf(rel string) (Version, bool) {
	match := rels.FindStringSubmatch(rel)
	if match == nil {
		return "", false
	}
	v := Version(match[1])
	return v, v.Known()
}

// Known reports whether there is such a version.
func (v Version) Known() bool { return slices.Contains(known, v) }

// Compare puts the better one of two versions that are known first.
func Compare(a, b Version) int { return slices.Index(known, a) - slices.Index(known, b) }

// Link is one link.
type Link struct {
	Rel  string `json:"rel"`
	Href string `json:"href"`
}

// WriteLinks is the document at [Path] of a server with documents of both versions: their
// links and others.
func WriteLinks(origin string, others ...Link) ([]byte, error) {
	var doc struct {
		Links []Link `json:"links"`
	}
	for _, v := range []Version{V20, V21} {
		doc.Links = append(doc.Links, Link{v.Rel(), origin + v.Path()})
	}
	doc.Links = append(doc.Links, others...)
	return json.Marshal(doc)
}
