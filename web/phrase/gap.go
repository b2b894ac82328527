package phrase

import (
	"context"

	"landfall"
	"landfall/web/tongue"
)

// GapCause says why nothing is measured, as the end of a sentence that has "because"
// before it.
func GapCause(ctx context.Context, cause landfall.GapCause) string {
	switch cause {
	case landfall.GapUplink:
		return tongue.Say(ctx, "we are cut off from the Internet")
	case landfall.GapResolver:
		return tongue.Say(ctx, "our name servers give no answers")
	case landfall.GapPortal:
		return tongue.Say(ctx, "something on our side answers for names that do not exist")
	case landfall.GapBreaker:
		return tongue.Say(ctx, "far more servers than usual seem not to answer at once")
	}
	return tongue.Say(ctx, "we have an outage of our own")
}

// GapPast says why nothing was measured, in a sentence of its own without a stop.
func GapPast(ctx context.Context, cause landfall.GapCause) string {
	switch cause {
	case landfall.GapUplink:
		return tongue.Say(ctx, "we were cut off from the Internet")
	case landfall.GapResolver:
		return tongue.Say(ctx, "our name servers gave no answers")
	case landfall.GapPortal:
		return tongue.Say(ctx, "something on our side answered for names that do not exist")
	case landfall.GapBreaker:
		return tongue.Say(ctx, "far more servers than usual seemed not to answer at once")
	}
	return tongue.Say(ctx, "we had an outage of our own")
}
