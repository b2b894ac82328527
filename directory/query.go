package directory

import (
	"slices"

	"landfall"
)

// Facet keys, as in the URL.
const (
	KeySoftware = "sw"
	KeySignup   = "signup"
	KeyLanguage = "lang"
	KeySize     = "size"
	KeySpeed    = "speed"
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
	// AnySignup, alone, lifts the default sign-up filter. Beside other values it
	// means nothing, so that a form may always send it along: a form does not send
	// boxes that are not ticked.
	AnySignup = "any"
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
// zero Query with DefaultQuery's sign-up filter is what /servers shows.
type Query struct {
	Text     string
	Software []string
	Signup   []string // empty: any
	Language []string
	Size     []string
	Speed    []string
	Sort     Sort
	Page     int    // from 1
	PerPage  int    // at most 100
	View     string // "cards" (default) or "table"
}

// DefaultQuery returns what /servers shows when nothing is asked for: the servers
// that take new people. Those that do not say whether at once or after approval
// are among them, under a value of their own: nobody calls them open.
func DefaultQuery() Query {
	return Query{Signup: defaultSignup()}.normal()
}

func defaultSignup() []string { return []string{"approval", SignupNotClosed, "open"} }

// joinable reports whether the default query finds a sign-up.
func joinable(s landfall.Signup) bool { return slices.Contains(defaultSignup(), SignupValue(s)) }

// Without returns the query without one value of a facet, from its first page. A
// value that the query does not have changes nothing else.
func (q Query) Without(key, value string) Query {
	if field := q.field(key); field != nil {
		*field = slices.DeleteFunc(slices.Clone(*field), func(v string) bool { return v == value })
		q.Page = 1
	}
	return q.normal()
}

// field returns the values that a facet key selects, nil if there is no such facet.
func (q *Query) field(key string) *[]string {
	switch key {
	case KeySoftware:
		return &q.Software
	case KeySignup:
		return &q.Signup
	case KeyLanguage:
		return &q.Language
	case KeySize:
		return &q.Size
	case KeySpeed:
		return &q.Speed
	}
	return nil
}

// normal returns the query with every field in its one spelling and within its
// bounds. It shares no memory with q.
func (q Query) normal() Query {
	q.Text = cleanText(q.Text)
	for i := range facets {
		field := q.field(facets[i].key)
		*field = facets[i].normal(*field)
	}
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
