package searchbox

import (
	"net/url"
	"slices"
	"strings"
)

// Key says what a chip is about: a key of the directory's address, or [KeyServer].
type Key string

// The keys, in the order in which meanings of one phrase are tried.
const (
	KeyServer   Key = "server" // a host: no facet, but the page of one server
	KeyTopic    Key = "topic"
	KeyPlace    Key = "place"
	KeyLanguage Key = "lang"
	KeySoftware Key = "sw"
	KeySignup   Key = "signup"
	KeySpeed    Key = "speed"
	KeySize     Key = "size"
	KeyKind     Key = "kind"
	KeyRules    Key = "rules" // a tag that is forbidden; see [Forbidden]
)

// keyText is where the rest goes.
const keyText = "q"

// keys are all keys in their order.
var keys = []Key{KeyServer, KeyTopic, KeyPlace, KeyLanguage, KeySoftware, KeySignup, KeySpeed, KeySize, KeyKind, KeyRules}

// Chip is one thing that the words of a query mean.
type Chip struct {
	Key   Key
	Value string // of the facet: "music.metal", "de.berlin", "open"
	Label string // for people: "Music → Metal"
	// Words are those of the input that it comes from, as they were written. Words that
	// only join, such as "in", are among them.
	Words string
	// Sure is false if the words may well mean something else: they are spelt otherwise, or
	// are a name that others have too.
	Sure bool
}

// Parsed is what an input means.
type Parsed struct {
	Chips []Chip // in the order of the keys and, within one, of the input
	Text  string // the rest, as it was written
}

// Values returns the parameters of an address that asks for the same: the values of a key
// joined by commas, and the text under "q". Nothing in it is not escaped yet.
func (p Parsed) Values() url.Values {
	values := url.Values{}
	for _, key := range keys {
		var list []string
		for _, chip := range p.Chips {
			if chip.Key == key && !slices.Contains(list, chip.Value) {
				list = append(list, chip.Value)
			}
		}
		if len(list) > 0 {
			slices.Sort(list)
			values.Set(string(key), strings.Join(list, ","))
		}
	}
	if p.Text != "" {
		values.Set(keyText, p.Text)
	}
	return values
}

// AsText returns an input that means the same but for one chip, whose words are text: they
// stand in quotes.
func (p Parsed) AsText(i int) string {
	var parts []string
	for j, chip := range p.Chips {
		if j != i {
			parts = append(parts, chip.Words)
		}
	}
	if p.Text != "" {
		parts = append(parts, p.Text)
	}
	return strings.Join(append(parts, `"`+p.Chips[i].Words+`"`), " ")
}
