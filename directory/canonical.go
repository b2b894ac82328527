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
		key := facets[i].key
		chosen := *q.field(key)
		switch {
		case key == KeySignup && len(chosen) == 0:
			values.Set(key, AnySignup)
		case key == KeySignup:
			set(key, strings.Join(chosen, ","), strings.Join(defaultSignup(), ","))
		default:
			set(key, strings.Join(chosen, ","), "")
		}
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
func (q Query) Canonical() string {
	values := q.Values()
	parts := make([]string, 0, len(values))
	for key, list := range values {
		// A comma needs no escape in a query (RFC 3986 §3.4), and an address is
		// easier to read and to copy without.
		escaped := strings.ReplaceAll(url.QueryEscape(list[0]), "%2C", ",")
		parts = append(parts, key+"="+escaped)
	}
	slices.Sort(parts)
	return strings.Join(parts, "&")
}
