package landfall

import "time"

// ClueKind says what a [Clue] is about.
type ClueKind string

// The kinds.
const (
	ClueTopic    ClueKind = "topic"
	CluePlace    ClueKind = "place"
	ClueLanguage ClueKind = "language"
	ClueRule     ClueKind = "rule"
	CluePromise  ClueKind = "promise"
)

// Clue is one piece of evidence for or against something that is said of an
// instance, as it is kept. Of one host those are told apart by Kind, ID, Source, Term
// and Against; the other fields are as they were last seen.
type Clue struct {
	Kind ClueKind
	ID   string // of the topic, the language, the rule; of a place or promise after the question or kind and ":"
	// Source is where Term was found, such as "description".
	Source, Term string
	Snippet      string
	// Weight is from 0 to 1. It is kept to three decimals.
	Weight  float64
	Against bool
	Rule    string // the version of the rules
	// FirstSeen and LastSeen are kept to the microsecond.
	FirstSeen, LastSeen time.Time
}

// ClueKey tells the clues of one host apart.
type ClueKey struct {
	Kind         ClueKind
	ID           string
	Source, Term string
	Against      bool
}

// Key returns what tells the clue from others of its host.
func (c *Clue) Key() ClueKey { return ClueKey{c.Kind, c.ID, c.Source, c.Term, c.Against} }

// CluesPerHost is how many clues are kept of one host at most: those last seen,
// and of these the weightiest.
const CluesPerHost = 200

// ClueDays is how many days a clue is kept that is seen no more.
const ClueDays = 400
