package sim

import (
	"slices"
	"strconv"
)

// linkVariants are the unsafe addresses and the ways in which a link list itself
// can be wrong.
func linkVariants() []string {
	return append(unsafeVariants(), "other_domain", "no_href", "number", "many", "unknown_rel", "empty", "not_objects")
}

// hostileLinks are the links of a well-known nodeinfo document; link is the sound
// one.
func (in *instance) hostileLinks(link object) any {
	sound := link["href"]
	switch in.variant {
	case "other_domain": // somebody else's nodeinfo
		if in.movedTo != nil {
			link["href"] = "https://" + in.movedTo.name + in.movedTo.software.path
		}
	case "no_href":
		delete(link, "href")
	case "number":
		link["href"] = 42
	case "many":
		links := make([]any, 10_000)
		for i := range links {
			links[i] = object{"rel": relSchema + "2." + strconv.Itoa(i), "href": sound}
		}
		return links
	case "unknown_rel":
		link["rel"] = "https://" + in.name + "/schema/2.0"
	case "empty":
		return []any{}
	case "not_objects":
		return []any{sound, 7, nil, []any{link}}
	default:
		if slices.Contains(unsafeVariants(), in.variant) {
			link["href"] = unsafeAddress(in.variant, in.name)
		}
	}
	return []any{link}
}
