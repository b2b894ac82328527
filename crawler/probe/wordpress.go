package probe

import "landfall"

// wordPress is WordPress with the ActivityPub plugin: one publication, which nobody
// can join.
//
// Documents: nodeinfo, which says openRegistrations=false, and has the site's icon.
var wordPress = family{
	names:    []string{"wordpress"},
	metadata: func(p page) { p.link(landfall.FieldIcon, "nodeIcon") },
}
