package probe

import (
	"landfall"
	"landfall/internal/netguard/strictjson"
)

// optOuts are where documents say that their instance wants to stay out of
// statistics and directories. Who says so anywhere is left out altogether.
var optOuts = [][]string{
	{"hide_in_statistics"},             // Hubzilla's and Friendica's siteinfo
	{"metadata", "hide_in_statistics"}, // the same in nodeinfo
	{"site", "private"},                // GNU social's configuration
	{"noindex"},                        // of the instance, not of an account in it
	{"metadata", "noindex"},
}

// optsOut returns a fault if the document asks for its instance not to be measured.
// The values are booleans, or what PHP makes of them.
func optsOut(doc *Document, root strictjson.Value) error {
	for _, path := range optOuts {
		if readSwitch(root.Get(path...)).yes() {
			return optedOut(doc.Status)
		}
	}
	return nil
}

// optedOut ends the visit to an instance that asks to be left out: nothing of it is
// kept.
func optedOut(status int) *fault {
	return &fault{outcome: landfall.OutcomeRefused, class: landfall.ClassTheirs, reason: "opted_out", status: status, over: true, final: true}
}
