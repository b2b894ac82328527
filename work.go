package landfall

import (
	"fmt"
	"strings"
)

// Work is what a visit is to find out, as a set.
type Work uint8

// The kinds of work. Each has a clock of its own; see [Agenda].
const (
	WorkHealth  Work = 1 << iota // is it there, and how fast? One request
	WorkProfile                  // what does it say of itself?
	WorkPeers                    // whom does it know?

	WorkAll = WorkHealth | WorkProfile | WorkPeers
)

// workNames are the words for the kinds of work, in order of their bits.
var workNames = []string{"health", "profile", "peers"}

// Has reports whether all of part belongs to the work.
func (w Work) Has(part Work) bool { return w&part == part }

// String joins the words of the set, as in "health+profile"; "" if it is empty.
func (w Work) String() string {
	var words []string
	for i, word := range workNames {
		if w.Has(1 << i) {
			words = append(words, word)
		}
	}
	return strings.Join(words, "+")
}

// MarshalText writes what String returns.
func (w Work) MarshalText() ([]byte, error) { return []byte(w.String()), nil }

// UnmarshalText reads what MarshalText wrote; other words are [ErrInvalid].
func (w *Work) UnmarshalText(text []byte) error {
	var read Work
next:
	for word := range strings.SplitSeq(string(text), "+") {
		for i, known := range workNames {
			if word == known {
				read |= 1 << i
				continue next
			}
		}
		if word != "" {
			return fmt.Errorf("work %q: %w", word, ErrInvalid)
		}
	}
	*w = read
	return nil
}
