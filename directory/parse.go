package directory

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"landfall"
	"landfall/directory/search"
)

// Note tells a reader about a value that was dropped, in a sentence.
type Note string

// ValueError is a parameter value that breaks a rule. It is a [landfall.ErrInvalid].
type ValueError struct {
	Key   string
	Value string // as given, made printable and cut to 40 runes
	Why   string // a sentence that names the value and the rule
	// cut is set if the value was shortened rather than dropped.
	cut bool
}

// Error returns the key and the sentence.
func (b *ValueError) Error() string { return b.Key + ": " + b.Why }

// Unwrap returns [landfall.ErrInvalid].
func (b *ValueError) Unwrap() error { return landfall.ErrInvalid }

// ParseQuery reads URL parameters. Values may be repeated or comma-joined.
// Unknown parameters are ignored; bad values are dropped with a note.
func ParseQuery(values url.Values) (Query, []Note) {
	q, bad := CheckQuery(values)
	notes := make([]Note, 0, len(bad))
	for _, b := range bad {
		notes = append(notes, b.note())
	}
	return q, notes
}

func (b *ValueError) note() Note {
	if b.cut {
		return Note(b.Why)
	}
	return Note(b.Why + " It was left out.")
}

// CheckQuery is ParseQuery for readers who want to refuse bad values: it returns
// them all, in the order of the keys on the page, beside the query without them.
func CheckQuery(values url.Values) (Query, []*ValueError) {
	p := parser{values: values}
	q := Query{Text: p.text(), Chosen: Choices{}}
	for i := range facets {
		f := &facets[i]
		q.Chosen[f.key] = f.usual
		if chosen, asked := p.facet(f); asked {
			q.Chosen[f.key] = chosen
		}
	}
	q.Sort = p.sort(q.Text != "")
	q.Page = p.number(KeyPage, 1, MaxPage)
	q.PerPage = p.number(KeyPerPage, defaultPerPage, MaxPerPage)
	q.View = p.word(KeyView, ViewCards, ViewTable)
	return q.normal(), p.bad
}

// parser collects what is wrong with a set of parameters.
type parser struct {
	values url.Values
	bad    []*ValueError
}

// What is said of values that no facet refuses. It follows the value.
const (
	complaintWordless = "has no letter or digit to search for."
	complaintOrder    = "is not an order that servers can be sorted in."
	complaintMatch    = "needs words to match."
)

var (
	complaintLong = fmt.Sprintf("is longer than %d characters and was cut there.", MaxText)
	complaintMany = fmt.Sprintf("is one too many: a filter takes up to %d values.", MaxValues)
)

// maxBad bounds the complaints about one request.
const maxBad = 20

func (p *parser) refuse(key, value, why string) {
	if len(p.bad) < maxBad {
		shown := quotable(value)
		p.bad = append(p.bad, &ValueError{Key: key, Value: shown, Why: "“" + shown + "” " + why})
	}
}

func (p *parser) text() string {
	given := p.values.Get(KeyText)
	text := strings.Join(strings.Fields(Visible(given)), " ")
	switch {
	case text == "":
		return ""
	case !search.Searchable(text):
		p.refuse(KeyText, given, complaintWordless)
	case clipRunes(text, MaxText) != text:
		p.refuse(KeyText, given, complaintLong)
		p.bad[len(p.bad)-1].cut = true
	}
	return text
}

// facet returns the values chosen of a facet; asked is false if the parameters
// leave it at its default.
func (p *parser) facet(f *facetKind) (chosen []string, asked bool) {
	for value := range split(p.values[f.key]) {
		if value == Any {
			asked = true
			continue
		}
		parsed, ok := f.parse(value)
		switch {
		case !ok:
			p.refuse(f.key, value, f.complaint)
		case slices.Contains(chosen, parsed):
		case len(chosen) == MaxValues:
			p.refuse(f.key, value, complaintMany)
			return chosen, true
		default:
			chosen, asked = append(chosen, parsed), true
		}
	}
	return chosen, asked
}

// split yields the comma-joined parts of repeated values, without empty ones.
func split(values []string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		for _, value := range values {
			for part := range strings.SplitSeq(value, ",") {
				if part = strings.TrimSpace(part); part != "" && !yield(part) {
					return
				}
			}
		}
	}
}

func (p *parser) sort(text bool) Sort {
	given := p.values.Get(KeySort)
	switch sort := Sort(strings.ToLower(given)); {
	case given == "":
	case !sort.valid():
		p.refuse(KeySort, given, complaintOrder)
	case sort == SortMatch && !text:
		p.refuse(KeySort, given, complaintMatch)
	default:
		return sort
	}
	return ""
}

func (p *parser) number(key string, usual, most int) int {
	given := p.values.Get(key)
	if given == "" {
		return usual
	}
	n, err := strconv.Atoi(given)
	if err != nil || n < 1 || n > most {
		p.refuse(key, given, fmt.Sprintf("is not a whole number from 1 to %d.", most))
		return usual
	}
	return n
}

// word returns the one of the words that is given, else the first.
func (p *parser) word(key string, words ...string) string {
	given := p.values.Get(key)
	if given != "" && !slices.Contains(words, given) {
		p.refuse(key, given, "is not one of: "+strings.Join(words, ", ")+".")
	}
	if slices.Contains(words, given) {
		return given
	}
	return words[0]
}

// quotable makes a stranger's text fit to be shown inside a sentence.
func quotable(text string) string {
	text = strings.TrimSpace(Visible(text))
	if short := clipRunes(text, 40); short != text {
		return short + "…"
	}
	return text
}
