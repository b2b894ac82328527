package phrase

import "landfall"

// GapCause says why nothing is measured, as the end of a sentence that has "because"
// before it.
func GapCause(cause landfall.GapCause) string {
	switch cause {
	case landfall.GapUplink:
		return "we are cut off from the Internet"
	case landfall.GapResolver:
		return "our name servers give no answers"
	case landfall.GapPortal:
		return "something on our side answers for names that do not exist"
	case landfall.GapBreaker:
		return "far more servers than usual seem not to answer at once"
	}
	return "we have an outage of our own"
}

// GapPast says why nothing was measured, in a sentence of its own without a stop.
func GapPast(cause landfall.GapCause) string {
	switch cause {
	case landfall.GapUplink:
		return "we were cut off from the Internet"
	case landfall.GapResolver:
		return "our name servers gave no answers"
	case landfall.GapPortal:
		return "something on our side answered for names that do not exist"
	case landfall.GapBreaker:
		return "far more servers than usual seemed not to answer at once"
	}
	return "we had an outage of our own"
}
