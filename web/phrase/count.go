package phrase

import (
	"context"

	"landfall"
	"landfall/web/tongue"
)

// Missing says why a number is not there. An unknown reason is "Not stated".
func Missing(ctx context.Context, why string) string {
	switch why {
	case landfall.WhyMalformed:
		return tongue.Say(ctx, "Stated, but not as a number")
	case landfall.WhyOutOfRange:
		return tongue.Say(ctx, "Stated, but not a possible number")
	case landfall.WhyImplausible:
		return tongue.Say(ctx, "Stated, but contradicts other numbers")
	case landfall.WhyJumped:
		return tongue.Say(ctx, "Stated, but many times what it stated before")
	case landfall.WhyHidden:
		return tongue.Say(ctx, "Hidden by the server")
	case landfall.WhyRandom:
		return tongue.Say(ctx, "Invented by the server, on purpose")
	case landfall.WhyNotMeasured:
		return tongue.Say(ctx, "Not measured yet")
	case landfall.WhyAskedNotTo:
		return tongue.Say(ctx, "Asked not to be read")
	case landfall.WhyFetchFailed:
		return tongue.Say(ctx, "Could not be read")
	}
	return tongue.Say(ctx, "Not stated")
}

// Doubt says why a stated number is hard to believe; "" if it is not, or if there is
// none.
func Doubt(ctx context.Context, n landfall.Count) string {
	switch {
	case !n.Known || n.Plausible():
		return ""
	case n.Reason == landfall.WhyImplausible:
		return tongue.Say(ctx, "Doubtful: contradicts its other numbers")
	case n.Reason == landfall.WhyJumped:
		return tongue.Say(ctx, "Doubtful: many times what it stated before")
	}
	return tongue.Say(ctx, "Doubtful")
}
