package directory

import (
	"cmp"
	"slices"
	"strings"

	"landfall"
)

// Facet is one group of filter values with disjunctive counts: what each value
// would give with the other facets as they are.
type Facet struct {
	Key    string
	Label  string
	Values []FacetValue
}

// FacetValue is one choice.
type FacetValue struct {
	Value    string
	Label    string // "Open now", "Mastodon", "Deutsch"
	Count    int
	Selected bool
}

// facetKind is what the code knows of a facet before any server is looked at.
type facetKind struct {
	key, label string
	// values lists the values in the order pages show them; nil if the servers
	// decide what values there are.
	values []string
	// parse reads one value from outside into its one spelling.
	parse func(string) (string, bool)
	// complaint follows a value that parse refuses.
	complaint string
	// of returns the values of a server, at least one and each once.
	of func(*Server) []string
	// name returns the label of a value.
	name func(value string) string
}

// facets are all facets, in the order pages show them.
var facets = [...]facetKind{
	fixedFacet(KeySignup, "Sign-up", signupLabels, "is not a way to sign up.",
		func(s *Server) string { return SignupValue(s.Facts.Signup) }),
	{
		key: KeyLanguage, label: "Language",
		parse: parseLanguage, complaint: "is not a language code such as “de” or “pt-PT”.",
		of: languagesOf, name: LanguageLabel,
	},
	{
		key: KeySoftware, label: "Software",
		parse: parseSoftware, complaint: "is not the name of a software.",
		of: func(s *Server) []string { return []string{cmp.Or(s.Facts.Software.Name, Unknown)} }, name: SoftwareLabel,
	},
	fixedFacet(KeySize, "Active people", sizeLabels, "is not a size.",
		func(s *Server) string { return string(s.Size) }),
	fixedFacet(KeySpeed, "Speed", speedLabels, "is not a speed.",
		func(s *Server) string { return string(s.Speed) }),
}

// fixedFacet makes a facet whose values and labels are known beforehand.
func fixedFacet(key, label string, labels []label, complaint string, of func(*Server) string) facetKind {
	kind := facetKind{key: key, label: label, complaint: complaint}
	for _, l := range labels {
		kind.values = append(kind.values, l.value)
	}
	kind.parse = func(text string) (string, bool) {
		text = strings.ToLower(text)
		return text, slices.Contains(kind.values, text)
	}
	kind.of = func(s *Server) []string { return []string{of(s)} }
	kind.name = func(value string) string { return labelOf(labels, value) }
	return kind
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

// parseSoftware reads a nodeinfo software name.
func parseSoftware(text string) (string, bool) {
	text = strings.ToLower(text)
	const maxName = 64
	if len(text) > maxName || strings.Trim(text, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" {
		return "", false
	}
	return text, true
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
