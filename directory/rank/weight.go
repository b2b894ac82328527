package rank

// Version names the rules of this package. It rises with every change that can move a
// server, and permanent links carry it.
const Version = "v1"

const (
	// Prior is what a part of which nothing is known is worth, from 0 to 1.
	Prior = 0.4
	// MatterWeight is what each answer to "what matters" adds to the weight of its part.
	MatterWeight = 10
	// Equal is how far apart scores of equals are at most.
	Equal Points = 50
)

// part is a part of the score: its place in Weights.
type part int

const (
	about part = iota
	tongue
	near
	speed
	reliability
	size
	stewardship
	parts
)

// Weight is one part of the score: how much it weighs, and what it measures.
type Weight struct {
	Key    string
	Label  string // as in "topic 35"
	Weight int    // of a wish for which nothing matters more than usual
	How    string // how it is reckoned, from 0 to 1
}

// Weights returns the parts of the score, in the order in which scores show them.
func Weights() []Weight { return append([]Weight(nil), weights[:]...) }

var weights = [parts]Weight{
	about: {"topic", "topic", 35,
		"The best over the topics asked for: the confidence that the server is about it; of its topic, for a sub-topic, 0.6 of that; " +
			"of being a general place, 0.35. Left out if no topic is asked for."},
	tongue: {"language", "language", 20,
		"1 if its first language is read, 0.7 if one of its others is, 0 if none is. Left out if no language is asked for."},
	near: {"place", "place", 0,
		"The confidence that it is for people of the place asked for; of its country, for a city, 0.6 of that; 0 if it is for others. " +
			"Only if a place is asked for: then it weighs 10, as all that matters does."},
	speed: {"speed", "speed", 15,
		"The 75th percentile of what each click costs from the region asked for: 1 up to 250 ms, falling evenly on a logarithmic scale to 0 at 3 s."},
	reliability: {"reliability", "reliability", 15,
		"The lower end of the 95% Wilson interval of 90-day availability: 0 at 97%, 1 at 99.9%; 0.1 less for each unexplained outage of more than an hour."},
	size: {"size", "size", 10,
		"People active in a month: 1 from 50 to 5,000, less below, falling to 0 at 2% of the network, or at 10,000 if that is more. " +
			"Asked for small: 1 from 10 to 500, 0 at 5,000. Asked for lively: 0 at 20, 1 from 1,000 to 5,000, and falling in the same way."},
	stewardship: {"stewardship", "care", 5,
		"0.2 each: rules, a contact, two admins or more, a promise of notice before closing, more than a year of age. " +
			"Each of strict, organisation and long-running, if it matters, weighs 10 beside these 5: the share of harms that its rules forbid, " +
			"whether more than one person runs it, and its age out of six years."},
}

// Change is one version of the rules, for people who want to know what became of a rank.
type Change struct {
	Version string
	Date    string // "2006-01-02"
	Text    string
}

// Changelog returns the versions of the rules, the newest first.
func Changelog() []Change {
	return []Change{{
		Version: "v1", Date: "2026-11-26",
		Text: "The first version: a gate, a score of six parts and, if a place is asked for, a seventh, and a weekly rotation of equals.",
	}}
}
