package topic

import (
	"slices"
	"strings"
	"time"
)

// How many communities must be about a topic, and which share of all, for it to be what
// the instance is about: every large instance has a few about technology.
const (
	minAgreeing   = 3
	shareAgreeing = 1.0 / 3
)

// agreed returns what the names of an instance's communities declare together. They say
// nothing of sensitive topics: people who come together are not the instance's own words.
func (c *Classifier) agreed(communities []string, at time.Time) []Declaration {
	about := map[ID][]string{}
	for _, name := range communities {
		for _, id := range c.namedBy(name) {
			about[id] = append(about[id], name)
		}
	}
	var declared []Declaration
	for _, t := range c.taxonomy.Topics {
		if names := about[t.ID]; len(names) >= minAgreeing && float64(len(names)) >= shareAgreeing*float64(len(communities)) {
			declared = append(declared, Declaration{Source: SourceCommunities, Topic: t.ID, Note: strings.Join(names, ", "), At: at})
		}
	}
	return declared
}

// namedBy returns the topics that a community's name names, a sub-topic's topic as well.
func (c *Classifier) namedBy(community string) []ID {
	r := c.read(Text{Source: SourceCommunities, Text: "#" + strings.ReplaceAll(community, "_", " ")})
	var ids []ID
	for _, f := range r.found {
		whole := f.start == 1 && f.end == len(r.Folded.Text)
		if f.kind > kindTag || !whole && (f.weak || f.need > 0) {
			continue
		}
		t := c.taxonomy.Topics[f.topic]
		for _, id := range []ID{t.ID, t.ID.Parent()} {
			if !t.Sensitive && id != General && !slices.Contains(ids, id) {
				ids = append(ids, id)
			}
		}
	}
	return ids
}
