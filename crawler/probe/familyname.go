package probe

import "slices"

// OtherFamily is the family of software that has none.
const OtherFamily = "other"

// Family names the family of a software by its nodeinfo name: the family's first name,
// as "mastodon" for "hometown", or [OtherFamily].
func Family(software string) string {
	if f := familyOf(software); f != &generic {
		return f.names[0]
	}
	return OtherFamily
}

// Families lists the names of all families, in order, [OtherFamily] included.
func Families() []string {
	names := []string{OtherFamily}
	for _, f := range families {
		names = append(names, f.names[0])
	}
	slices.Sort(names)
	return names
}
