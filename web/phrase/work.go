package phrase

import (
	"context"

	"landfall"
	"landfall/web/tongue"
)

// Work says what a visit is to find out: "health check", "full profile and peers list",
// or "" where that is not known.
func Work(ctx context.Context, w landfall.Work) string {
	switch profile, peers := w.Has(landfall.WorkProfile), w.Has(landfall.WorkPeers); {
	case profile && peers:
		return tongue.Say(ctx, "full profile and peers list")
	case profile:
		return tongue.Say(ctx, "full profile")
	case peers:
		return tongue.Say(ctx, "peers list")
	case w.Has(landfall.WorkHealth):
		return tongue.Say(ctx, "health check")
	}
	return ""
}
