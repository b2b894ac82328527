package topic

import (
	"math"
	"strings"

	"landfall/directory/lexicon"
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
	// Days is on how many days the instance showed it.
	Days int
	// Servers is how many instances of the network showed it in three days, and Of how
	// many showed any hashtag in the same three days.
	Servers, Of int
}

// Weight is what the hashtag weighs as evidence. It counts from its third day on, from
// 0.15 for one that many instances share to 0.4 for one that is theirs alone (inverse
// document frequency); what more than every twentieth instance talks about weighs 0, as
// does anything in a network too small to tell.
func (t Trend) Weight() float64 {
	n, of := float64(max(t.Servers, 1)), float64(t.Of)
	if t.Days < trendDays || t.Of < trendServers || n > trendShare*of {
		return 0
	}
	rarity := math.Log(of/n) / math.Log(of)
	return minTrend + (maxTrend-minTrend)*rarity
}

// PlainTag returns a hashtag of which nothing is known but that it is talked about.
func PlainTag(name string) Tag {
	return Tag{Name: strings.TrimPrefix(name, "#"), Weight: weightOf[SourceTags]}
}

// sameTag is the form in which spellings of one hashtag are the same.
func sameTag(name string) string { return lexicon.FoldTerm(strings.TrimPrefix(name, "#")) }
