package topic

import (
	"math"
	"strings"
)

// The rules for hashtags that are talked about: how many days an instance must show a
// tag, in how many instances' trends it may be, and how many must be known to tell.
const (
	trendDays    = 3
	trendShare   = 0.05
	trendServers = 20
	minTrend     = 0.15
	maxTrend     = 0.4
)

// Trend is how often a hashtag was among those talked about.
type Trend struct {
	Name string
	// Days is on how many of the last days the instance showed it.
	Days int
	// Servers is how many instances of the network showed it in the last three days.
	Servers int
}

// WeighTags weighs an instance's trending hashtags against the whole network: servers is
// the number of instances that published any in the last three days. A tag counts from
// its third day on, from 0.15 for one that many instances share to 0.4 for one that is
// theirs alone (inverse document frequency); what every twentieth instance talks about
// does not count, nor does anything in a network too small to tell.
func WeighTags(trends []Trend, servers int) []Tag {
	var tags []Tag
	for _, t := range trends {
		if w := t.weight(servers); w > 0 {
			tags = append(tags, Tag{Name: strings.TrimPrefix(t.Name, "#"), Weight: w})
		}
	}
	return tags
}

func (t Trend) weight(servers int) float64 {
	n := max(t.Servers, 1) // the instance itself
	if t.Days < trendDays || servers < trendServers || float64(n) > trendShare*float64(servers) {
		return 0
	}
	rarity := math.Log(float64(servers)/float64(n)) / math.Log(float64(servers))
	return minTrend + (maxTrend-minTrend)*rarity
}

// PlainTag returns a hashtag of which nothing is known but that it is talked about.
func PlainTag(name string) Tag {
	return Tag{Name: strings.TrimPrefix(name, "#"), Weight: weightOf[SourceTags]}
}
