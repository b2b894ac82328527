package sim

import (
	"encoding/json"
	"maps"
	"slices"
)

// lies are the usage objects of liars.
var lies = map[string]string{
	"negative":      `{"users":{"total":-5,"activeMonth":-1,"activeHalfyear":-2},"localPosts":-100}`,
	"text":          `{"users":{"total":"42","activeMonth":"7","activeHalfyear":"9"},"localPosts":"1000"}`,
	"exponent":      `{"users":{"total":1e3,"activeMonth":1e2,"activeHalfyear":2E2},"localPosts":1.0e4}`,
	"fraction":      `{"users":{"total":3.7,"activeMonth":0.5,"activeHalfyear":1.5},"localPosts":10.25}`,
	"immense":       `{"users":{"total":1e20,"activeMonth":1e19,"activeHalfyear":100000000000000000000},"localPosts":1e300}`,
	"beyond":        `{"users":{"total":9223372036854775808,"activeMonth":18446744073709551616},"localPosts":1e999}`,
	"largest":       `{"users":{"total":9223372036854775807,"activeMonth":2147483648},"localPosts":9223372036854775807}`,
	"everybody":     `{"users":{"total":8100000000,"activeMonth":8000000000},"localPosts":1}`,
	"null":          `{"users":{"total":null,"activeMonth":null,"activeHalfyear":null},"localPosts":null}`,
	"objects":       `{"users":{"total":{},"activeMonth":{"n":1}},"localPosts":{"count":12}}`,
	"lists":         `{"users":{"total":[12],"activeMonth":[]},"localPosts":[[1]]}`,
	"booleans":      `{"users":{"total":true,"activeMonth":false},"localPosts":true}`,
	"empty":         `{}`,
	"no_users":      `{"users":null,"localPosts":12}`,
	"usage_null":    `null`,
	"usage_list":    `[]`,
	"usage_text":    `"many"`,
	"more_active":   `{"users":{"total":10,"activeMonth":500,"activeHalfyear":400},"localPosts":20}`,
	"month_beyond":  `{"users":{"total":1000,"activeMonth":500,"activeHalfyear":400},"localPosts":20}`,
	"minus_zero":    `{"users":{"total":-0,"activeMonth":0,"activeHalfyear":-0.0},"localPosts":0}`,
	"many_digits":   `{"users":{"total":10.000000000000000000000000000000000000000000000000000000000000000001},"localPosts":1}`,
	"different_key": `{"users":{"Total":10,"active_month":5,"activeHalfYear":7},"local_posts":20}`,
}

func liarVariants() []string { return slices.Sorted(maps.Keys(lies)) }

func (in *instance) lies() any { return json.RawMessage(lies[in.variant]) }
