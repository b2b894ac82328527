package directory

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// Values returns the canonical parameters: defaults left out, values sorted. Each
// key has one value, comma-joined. ParseQuery of it gives q again, in normal form.
func (q Query) Values() url.Values {
	q = q.normal()
	values := url.Values{}
	set := func(key, value, usual string) {
		if value != usual {
			values.Set(key, value)
		}
	}
	for i := range facets {
		f := &facets[i]
		chosen, usual := strings.Join(q.Chosen[f.key], ","), strings.Join(f.usual, ",")
		if chosen == "" && usual != "" {
			chosen = Any
		}
		set(f.key, chosen, usual)
	}
	set(KeyText, q.Text, "")
	set(KeySort, string(q.Sort), string(q.defaultSort()))
	set(KeyPage, strconv.Itoa(q.Page), "1")
	set(KeyPerPage, strconv.Itoa(q.PerPage), strconv.Itoa(defaultPerPage))
	set(KeyView, q.View, ViewCards)
	return values
}

// Canonical returns the canonical query string: keys sorted, values comma-joined
// in sorted order, "" for the default query.
func (q Query) Canonical() string { return canonical(q.Values()) }

// Narrow returns DefaultQuery().With(key, value).Canonical() without the work of it: pages
// have many links to lists by one value.
func Narrow(key, value string) string {
	for i := range facets {
		f := &facets[i]
		if f.key != key {
			continue
		}
		chosen := strings.Join(f.normal([]string{value}), ",")
		if chosen == "" && len(f.usual) > 0 {
			chosen = Any
		}
		if chosen == strings.Join(f.usual, ",") {
			return ""
		}
		return parameter(key, chosen)
	}
	return ""
}

// canonical spells parameters of one value each.
func canonical(values url.Values) string {
	parts := make([]string, 0, len(values))
	for key, list := range values {
		parts = append(parts, parameter(key, list[0]))
	}
	slices.Sort(parts)
	return strings.Join(parts, "&")
}

func parameter(key, value string) string {
	return key + "=" + plain.Replace(url.QueryEscape(value))
}

// plain undoes escapes of what needs none in a query (RFC 3986 §3.4): an address is
// easier to read and to copy without.
var plain = strings.NewReplacer("%2C", ",", "%3A", ":")
