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
	w = Wording{FirstSeen: seen.FirstSeen, LastSeen: seen.LastSeen}
	if len(f.Rules) > 0 { // an empty list is read back as nil, and would have another digest
		w.Rules = f.Rules
	}
	return w, ok
}

// Digest is a short name for the wording, equal only if it is: 32 hexadecimal digits.
func (w Wording) Digest() string { return digestRules(w.Rules) }
