package wizard

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"landfall/directory/rank"
)

// Values returns the canonical parameters: defaults left out, each key with one
// comma-joined value. Parse of it gives the answers again, in normal form.
func (a Answers) Values() url.Values {
	a = a.normal()
	values := a.values()
	set(values, KeyStep, string(a.Step))
	set(values, KeyVersion, a.Version)
	if a.More > 0 {
		values.Set(KeyMore, strconv.Itoa(a.More))
	}
	if a.Pick {
		values.Set(KeyPick, Ticked)
	}
	return values
}

// values returns the parameters of the answers alone.
func (a Answers) values() url.Values {
	values := url.Values{}
	set(values, KeyKind, string(a.Kind))
	set(values, KeyLanguage, a.Languages...)
	set(values, KeyTopic, a.Topics...)
	set(values, KeyPlace, string(a.Place))
	set(values, KeyMatter, a.Matters...)
	set(values, KeyFrom, string(a.From))
	if a.Now {
		values.Set(KeyJoin, JoinNow)
	}
	if a.Adult {
		values.Set(KeyAdult, Ticked)
		values.Set(KeyAge, OfAge)
	}
	return values
}

func set[T ~string](values url.Values, key string, chosen ...T) {
	var text []string
	for _, value := range chosen {
		if value != "" {
			text = append(text, string(value))
		}
	}
	if len(text) > 0 {
		values.Set(key, strings.Join(text, ","))
	}
}

// Canonical returns the canonical query string: keys sorted, "" for no answers.
func (a Answers) Canonical() string { return encode(a.Values()) }

// Permalink returns the query string of the result, with the version of the ranking. It
// stays valid; what it shows changes with the servers and the week.
func (a Answers) Permalink() string {
	a.Step, a.Version = "", rank.Version
	return a.Canonical()
}

// encode writes parameters with their keys sorted. A comma needs no escape in a query
// (RFC 3986 §3.4), and an address is easier to read without.
func encode(values url.Values) string {
	parts := make([]string, 0, len(values))
	for key, list := range values {
		parts = append(parts, key+"="+strings.ReplaceAll(url.QueryEscape(list[0]), "%2C", ","))
	}
	slices.Sort(parts)
	return strings.Join(parts, "&")
}
