package directory

import (
	"slices"
	"strings"

	"landfall"
)

// Facet is one group of filter values with disjunctive counts: what each value
// would give with the other facets as they are.
type Facet struct {
	Key    string
	Label  string
	Note   string // how it is known, in a sentence; "" where that needs no word
	Group  Group
	Values []FacetValue
}

// FacetValue is one choice.
type FacetValue struct {
	Value string
	Label string // "Open now", "Mastodon", "Deutsch", "Music › Metal"
	Under string // the value that this one is part of, "" if none
	Count int
	// Adds is how many of the count are servers that are only shown to who asks, in a
	// facet of such.
	Adds     int
	Selected bool
}

// Group says how soon a reader needs a facet.
type Group int

// The groups, in the order pages show them.
const (
	GroupMain Group = iota
	GroupMore
	GroupAdvanced
)

// String returns "main", "more" or "advanced".
func (g Group) String() string { return [...]string{"main", "more", "advanced"}[g] }

// facetKind is what the code knows of a facet before any server is looked at.
type facetKind struct {
	key, label, note string
	group            Group
	// values lists the values in the order pages show them; nil if the servers
	// decide what values there are.
	values []string
	// sparse leaves out those of values that give nothing.
	sparse bool
	// usual are the values that are chosen unless the query says otherwise, sorted.
	usual []string
	// include makes it a facet whose values add servers that are otherwise left out.
	include bool
	// parse reads one value from outside into its one spelling.
	parse func(string) (string, bool)
	// complaint follows a value that parse refuses.
	complaint string
	// of returns the values of a server, each once.
	of func(*Server) []string
	// name returns the label of a value.
	name func(value string) string
	// under returns the value that a value is part of, "" if none; nil: none is. A
	// server with the part has the whole too.
	under func(value string) string
	// family is like under, but of values that are choices of their own. A family is only
	// shown if it has more servers than each of its members; nil: there are none.
	family func(value string) string
}

// facets are all facets, in the order pages show them. Whoever adds one adds a line.
var facets = [...]facetKind{
	topicFacet(), placeFacet(), languageFacet(), signupFacet(), speedFacet(), sizeFacet(),
	kindFacet(), upFacet(), rulesFacet(), operatorFacet(), ageFacet(), promiseFacet(), softwareFacet(), versionFacet(),
	basedFacet(), hostedFacet(), federationFacet(), featureFacet(), showFacet(),
}

// fixedFacet makes a facet whose values and labels are known beforehand.
func fixedFacet(key, label string, labels []label, complaint string, of func(*Server) []string) facetKind {
	kind := facetKind{key: key, label: label, complaint: complaint, of: of}
	for _, l := range labels {
		kind.values = append(kind.values, l.value)
	}
	kind.parse = func(text string) (string, bool) {
		text = strings.ToLower(text)
		return text, slices.Contains(kind.values, text)
	}
	kind.name = func(value string) string { return labelOf(labels, value) }
	return kind
}

// oneOf makes the values of a server out of its one value.
func oneOf(of func(*Server) string) func(*Server) []string {
	return func(s *Server) []string { return []string{of(s)} }
}

func signupFacet() facetKind {
	f := fixedFacet(KeySignup, "Sign-up", signupLabels, "is not a way to sign up.",
		oneOf(func(s *Server) string { return SignupValue(s.Facts.Signup) }))
	f.usual = defaultSignup()
	return f
}

func speedFacet() facetKind {
	f := fixedFacet(KeySpeed, "Speed", speedLabels, "is not a speed.", oneOf(func(s *Server) string { return string(s.Speed) }))
	f.note = "What three of four clicks take at most."
	return f
}

func sizeFacet() facetKind {
	f := fixedFacet(KeySize, "Active people", sizeLabels, "is not a size.", oneOf(func(s *Server) string { return string(s.Size) }))
	f.note = "In a month, as the server states it."
	return f
}

// SignupValue returns the value of the sign-up facet that a sign-up falls under: its
// mode, or [SignupNotClosed] where that is all that is known.
func SignupValue(s landfall.Signup) string {
	switch {
	case s.Mode != "" && s.Mode != landfall.SignupUnknown:
		return string(s.Mode)
	case s.NotClosed:
		return SignupNotClosed
	}
	return Unknown
}

// normal returns the values that parse, sorted, each once, at most MaxValues.
func (f *facetKind) normal(values []string) []string {
	var kept []string
	for _, value := range values {
		if parsed, ok := f.parse(value); ok {
			kept = append(kept, parsed)
		}
	}
	slices.Sort(kept)
	kept = slices.Compact(kept)
	return kept[:min(len(kept), MaxValues)]
}

// partOf returns the value that a value is part of, "" if none.
func (f *facetKind) partOf(value string) string {
	if f.under == nil {
		return ""
	}
	return f.under(value)
}

// withWholes adds to values those that they are part of, each once.
func withWholes(values []string, under func(string) string) []string {
	for _, value := range values {
		if whole := under(value); whole != "" && !slices.Contains(values, whole) {
			values = append(values, whole)
		}
	}
	return values
}
