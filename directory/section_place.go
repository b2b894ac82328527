package directory

// KeyMeaning is the parameter that says which of three questions about places is asked.
const KeyMeaning = "meaning"

// Meaning is a question about places. The three are never answered together.
type Meaning struct {
	Value string // of [KeyMeaning]
	Key   string // of the facet that answers it
}

// Meanings are the questions about places: whom a server is for, which is asked unless
// another one is, whose law it says it is under, and where its address is registered.
func Meanings() []Meaning {
	return []Meaning{{"community_for", KeyPlace}, {"legally_based", KeyBased}, {"hosted_in", KeyHosted}}
}

// MeaningOf returns the facet that answers a question about places; ok is false if there is
// no such question. No text asks the first.
func MeaningOf(text string) (key string, ok bool) {
	for _, m := range Meanings() {
		if text == m.Value || text == "" {
			return m.Key, true
		}
	}
	return "", false
}

// Places returns the sections of the places of a question, the largest first: of
// [KeyHosted] the countries, without networks.
func (s *Snapshot) Places(key string) []Section {
	var places []Section
	for _, c := range s.Sections(key) {
		if _, ok := parsePlace(c.Value); ok {
			places = append(places, c)
		}
	}
	return places
}
