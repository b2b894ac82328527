package phrase

import "landfall"

// Missing says why a number is not there. An unknown reason is "Not stated".
func Missing(why string) string {
	switch why {
	case landfall.WhyMalformed:
		return "Stated, but not as a number"
	case landfall.WhyOutOfRange:
		return "Stated, but not a possible number"
	case landfall.WhyImplausible:
		return "Stated, but contradicts other numbers"
	case landfall.WhyJumped:
		return "Stated, but many times what it stated before"
	case landfall.WhyHidden:
		return "Hidden by the server"
	case landfall.WhyRandom:
		return "Invented by the server, on purpose"
	case landfall.WhyNotMeasured:
		return "Not measured yet"
	case landfall.WhyAskedNotTo:
		return "Asked not to be read"
	case landfall.WhyFetchFailed:
		return "Could not be read"
	case landfall.WhyNotSupported:
		return "Not read from this software yet"
	}
	return "Not stated"
}

// Doubt says why a stated number is hard to believe; "" if it is not, or if there is
// none.
func Doubt(n landfall.Count) string {
	switch {
	case !n.Known || n.Plausible():
		return ""
	case n.Reason == landfall.WhyImplausible:
		return "Doubtful: contradicts its other numbers"
	case n.Reason == landfall.WhyJumped:
		return "Doubtful: many times what it stated before"
	}
	return "Doubtful"
}
