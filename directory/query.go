package directory

import (
	"maps"
	"slices"

	"landfall"
)

// Facet keys, as in the URL.
const (
	KeyTopic      = "topic"
	KeyPlace      = "place" // whom a server is for
	KeyLanguage   = "lang"
	KeySignup     = "signup"
	KeySpeed      = "speed"
	KeySize       = "size"
	KeyKind       = "kind" // what people do there
	KeyUp         = "up"
	KeyRules      = "rules"
	KeyOperator   = "by" // who runs it
	KeyAge        = "age"
	KeyPromise    = "promise"
	KeySoftware   = "sw"
	KeyVersion    = "version"
	KeyBased      = "based" // whose law it is under
	KeyHosted     = "host"  // country and network of its address
	KeyFederation = "fed"
	KeyFeature    = "feat"
	KeyShow       = "show"
)

// The other keys of the URL.
const (
	KeyText    = "q"
	KeySort    = "sort"
	KeyPage    = "page"
	KeyPerPage = "per"
	KeyView    = "view"
)

// Facet values that are not words of the root package.
const (
	// Unknown is the value of what a server does not state, in every facet.
	Unknown = "unknown"
	// Any, alone, lifts a filter that holds by default. Beside other values it means
	// nothing, so that a form may always send it along: a form does not send boxes
	// that are not ticked.
	Any = "any"
	// SignupNotClosed is the sign-up value of servers that take new people and do
	// not say whether at once or after approval.
	SignupNotClosed = "not_closed"
)

// Sort is an order of results.
type Sort string

// The sorts. Unknown values come last in either direction; ties break by host.
const (
	SortMatch    Sort = "match"    // best text match; only with text
	SortShuffle  Sort = "shuffle"  // the same for everybody on one day; default without text
	SortFastest  Sort = "fastest"  // each-click p75
	SortReliable Sort = "reliable" // availability
	SortActive   Sort = "active"   // most active first
	SortSmall    Sort = "small"    // fewest active first
	SortNewest   Sort = "newest"   // discovered last
	SortOldest   Sort = "oldest"
	SortName     Sort = "name"
)

// The views of a result.
const (
	ViewCards = "cards"
	ViewTable = "table"
)

// The bounds of a query.
const (
	MaxText    = 200    // runes
	MaxValues  = 50     // a facet
	MaxPage    = 10_000 // the last page that can be asked for
	MaxPerPage = 100

	defaultPerPage = 30
)

// Query is a request for servers: OR within a facet, AND between facets. The
// zero Query with DefaultQuery's choices is what /servers shows.
type Query struct {
	Text    string
	Chosen  Choices // never changed once it is part of a query
	Sort    Sort
	Page    int    // from 1
	PerPage int    // at most 100
	View    string // "cards" (default) or "table"
}

// Choices are the values that a query selects, by the key of their facet. A facet that
// is not among them filters nothing.
type Choices map[string][]string

// DefaultQuery returns what /servers shows when nothing is asked for: the servers
// that take new people. Those that do not say whether at once or after approval
// are among them, under a value of their own: nobody calls them open.
func DefaultQuery() Query {
	q := Query{Chosen: Choices{}}
	for i := range facets {
		q.Chosen[facets[i].key] = facets[i].usual
	}
	return q.normal()
}

func defaultSignup() []string { return []string{"approval", SignupNotClosed, "open"} }

// joinable reports whether the default query finds a sign-up.
func joinable(s landfall.Signup) bool { return slices.Contains(defaultSignup(), SignupValue(s)) }

// With returns the query with these as the only values of a facet, from its first
// page. Without values the facet filters nothing.
func (q Query) With(key string, values ...string) Query {
	q.Chosen = maps.Clone(q.Chosen)
	if q.Chosen == nil {
		q.Chosen = Choices{}
	}
	q.Chosen[key] = values
	q.Page = 1
	return q.normal()
}

// Without returns the query without one value of a facet, from its first page. A
// value that the query does not have changes nothing else.
func (q Query) Without(key, value string) Query {
	return q.With(key, slices.DeleteFunc(slices.Clone(q.Chosen[key]), func(v string) bool { return v == value })...)
}

// normal returns the query with every field in its one spelling and within its
// bounds. It shares no memory with q.
func (q Query) normal() Query {
	q.Text = cleanText(q.Text)
	chosen := make(Choices, len(q.Chosen))
	for i := range facets {
		if values := facets[i].normal(q.Chosen[facets[i].key]); len(values) > 0 {
			chosen[facets[i].key] = values
		}
	}
	q.Chosen = chosen
	q.Sort = q.normalSort()
	if q.Page < 1 || q.Page > MaxPage {
		q.Page = 1
	}
	if q.PerPage < 1 || q.PerPage > MaxPerPage {
		q.PerPage = defaultPerPage
	}
	if q.View != ViewTable {
		q.View = ViewCards
	}
	return q
}

// normalSort gives an unnamed or unusable sort its default.
func (q *Query) normalSort() Sort {
	switch {
	case q.Sort == SortMatch && q.Text == "", !q.Sort.valid():
		return q.defaultSort()
	}
	return q.Sort
}

func (q *Query) defaultSort() Sort {
	if q.Text != "" {
		return SortMatch
	}
	return SortShuffle
}

func (s Sort) valid() bool {
	return s == SortMatch || slices.Contains(fixedSorts(), s)
}

// fixedSorts are the sorts whose order does not depend on the query.
func fixedSorts() []Sort {
	return []Sort{SortShuffle, SortFastest, SortReliable, SortActive, SortSmall, SortNewest, SortOldest, SortName}
}
