package sim

import (
	"fmt"
	"strings"

	"golang.org/x/net/idna"
)

// mark is in every simulated name, so that none passes for a real one.
const mark = "-sim"

var (
	nameFirst = []string{
		"amber", "brisk", "calm", "dapper", "early", "fern", "gentle", "hazel", "ivory", "jolly",
		"kind", "lunar", "mellow", "nimble", "opal", "patient", "quiet", "rustic", "silver", "tidal",
		"upland", "velvet", "warm", "yonder", "zesty", "autumn", "breezy", "copper", "dusky", "ember",
		"foggy", "golden", "humble", "indigo", "jade", "lively", "misty", "northern", "oaken", "pebble",
		"quaint", "rolling", "snowy", "sunny", "thistle", "umber", "violet", "wandering", "winter", "wooden",
	}
	nameSecond = []string{
		"otter", "heron", "badger", "lantern", "harbour", "meadow", "fox", "kettle", "comet", "anchor",
		"willow", "raven", "teapot", "orchard", "beacon", "lynx", "pond", "acorn", "bridge", "marten",
		"cloud", "dormouse", "ferry", "gull", "hedgehog", "island", "jackdaw", "kestrel", "lagoon", "moth",
		"newt", "owl", "piano", "quail", "river", "sparrow", "toad", "urchin", "valley", "walrus",
		"yak", "wren", "tram", "stoat", "robin", "plover", "magpie", "lemur", "hare", "finch",
	}
	nameSuffixes = []string{
		"social", "town", "garden", "club", "online", "cafe", "world", "space", "blog", "photos",
		"network", "org", "net", "community", "zone", "chat", "party", "cloud", "eu", "xyz",
	}
	nameServices = []string{"social", "mastodon", "fedi", "toot", "m", "hub", "community"}
	// nameForeign are words that need an A-label.
	nameForeign = []string{"bücher", "café", "straße", "smørrebrød", "mañana", "größe", "みなと", "海辺", "島", "łąka"}
)

// namer gives out names, each once.
type namer struct {
	seed  uint64
	taken map[string]bool
}

// name invents the host name of the instance with the given index: below a
// registrable domain of its own, in canonical form.
func (n *namer) name(index int, t traits) string {
	for attempt := uint64(0); ; attempt++ {
		c := &chance{state: key(n.seed, uint64(index), uint64(forName), attempt)}
		label := nameLabel(c, t)
		if attempt > 3 {
			label = fmt.Sprintf("%s-%d", label, index)
		}
		domain := label + mark + "." + nameSuffix(c, t)
		ascii, err := idna.Lookup.ToASCII(domain)
		if err != nil || n.taken[ascii] {
			continue
		}
		n.taken[ascii] = true
		if c.hit(0.1) {
			return pick(c, nameServices) + "." + ascii
		}
		return ascii
	}
}

func nameLabel(c *chance, t traits) string {
	switch {
	case c.hit(0.015):
		return pick(c, nameForeign) + "-" + pick(c, nameSecond)
	case t.topic > 0 && c.hit(0.3):
		return topicSlugs[t.topic] + "-" + pick(c, nameSecond)
	default:
		return pick(c, nameFirst) + "-" + pick(c, nameSecond)
	}
}

func nameSuffix(c *chance, t traits) string {
	share := 0.5 // of names below their country's suffix
	if t.tongue == &english {
		share = 0.1
	}
	if c.hit(share) {
		return pick(c, t.tongue.suffixes)
	}
	return pick(c, nameSuffixes)
}

// properName is the name of a host in words, such as "Amber Otter".
func properName(host string) string {
	if unicode, err := idna.ToUnicode(host); err == nil {
		host = unicode
	}
	label := host
	for part := range strings.SplitSeq(host, ".") {
		if strings.HasSuffix(part, mark) {
			label = part
		}
	}
	words := strings.Split(strings.TrimSuffix(label, mark), "-")
	for i, word := range words {
		runes := []rune(word)
		if len(runes) > 0 {
			words[i] = strings.ToUpper(string(runes[0])) + string(runes[1:])
		}
	}
	return strings.Join(words, " ")
}
