package probe

import "landfall"

// funkwhale is Funkwhale.
//
// Documents: nodeinfo, whose metadata has the descriptions, rules, languages and
// banner. Its codeOfConduct is the address of a page, and not read.
//
// Sign-up: openRegistrations; it has no approval.
var funkwhale = family{
	names: []string{"funkwhale"},
	metadata: func(p page) {
		p.ruledBy("rules")
		p.country("location")
		p.link(landfall.FieldThumbnail, "banner")
	},
	open: meansOpen,
}
