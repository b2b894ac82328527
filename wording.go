package landfall

import "time"

// Wording is an instance's rules in one wording, and when they were so worded. No rules at
// all are a wording too, if the instance states that it has none.
type Wording struct {
	Rules     []Rule    `json:"rules"`
	FirstSeen time.Time `json:"first_seen"`
	LastSeen  time.Time `json:"last_seen"`
}

// WordingsPerHost is how many wordings of one instance are kept: the first, and the last
// ones.
const WordingsPerHost = 50

// WordingOf returns the present wording of an instance's rules; ok is false if it does
// not state any.
func WordingOf(f *Facts) (w Wording, ok bool) {
	seen, ok := f.Evidence[FieldRules]
	return Wording{Rules: f.Rules, FirstSeen: seen.FirstSeen, LastSeen: seen.LastSeen}, ok
}

// Digest is a short name for the wording, equal only if it is: 32 hexadecimal digits.
func (w Wording) Digest() string { return digestRules(w.Rules) }
