package probe

import (
	"context"
	"slices"

	"landfall"
	"landfall/internal/netguard/strictjson"
)

// pleroma is Pleroma, Akkoma and their forks.
//
// Documents: nodeinfo, whose metadata has what they block and what they can do,
// and /api/v1/instance, or /api/v2/instance where that is missing.
//
// Sign-up: registrations and approval_required as Mastodon's; false and
// metadata.invitesEnabled → invite. accountActivationRequired means a confirmation
// by e-mail, not approval.
//
// Blocks: metadata.federation.mrf_simple.reject. Without mrf_policies they are kept
// back; where federation.exclusions is true, some are left out of the list.
var pleroma = family{
	names:    []string{"pleroma", "akkoma", "incestoma", "soapbox", "rebased"},
	read:     readPleroma,
	metadata: func(p page) { p.v.readPleroma(p) },
	pins:     true,
}

func readPleroma(ctx context.Context, r *run) {
	if readV1(ctx, r); !r.v.read[kindV1] && !r.gone() {
		r.do("instance v2", func() error { return r.v.instanceV2(ctx) })
	}
}

// readPleroma reads the metadata of nodeinfo, or of an instance document, which has
// the same.
func (v *Visit) readPleroma(p page) {
	if !p.root.IsObject() {
		return
	}
	p.simplePolicy()
	if features, ok := p.get("features").Array(); ok && len(features) > 0 {
		quotes := slices.ContainsFunc(features, func(f strictjson.Value) bool {
			text, _ := f.Text()
			return text == "quote_posting"
		})
		p.does(landfall.FieldQuotes, "features", quotes)
	}
	p.contact("staffAccounts")
}
