package phrase

import (
	"strings"

	"landfall"
)

// Outcome says what a visit came to.
func Outcome(o landfall.Outcome) string {
	switch o {
	case landfall.OutcomeAnswered:
		return "Answered"
	case landfall.OutcomeUnreachable:
		return "No answer"
	case landfall.OutcomeRefused:
		return "Asked us to stay away"
	case landfall.OutcomeError:
		return "Answered with an error"
	case landfall.OutcomeInvalid:
		return "Answered with something unreadable"
	case landfall.OutcomeForeign:
		return "Answered, but not as a fediverse server"
	case landfall.OutcomeMoved:
		return "Sends visitors to another domain"
	case landfall.OutcomeGone:
		return "Says it is gone for good"
	case landfall.OutcomeBlocked:
		return "Not visited: its name leads to a private address"
	case landfall.OutcomePostponed:
		return "Says nothing about the server"
	}
	return sentence(string(o))
}

// Class says whose doing a failure is, or "" if there was none.
func Class(c landfall.Class) string {
	switch c {
	case landfall.ClassTheirs:
		return "on their side"
	case landfall.ClassOurs:
		return "on our side, so it does not count"
	case landfall.ClassAmbiguous:
		return "could be either side"
	case landfall.ClassNone:
	}
	return ""
}

// sentence turns a snake_case word into plain words with a capital: a reason that
// nobody has put into words yet is still readable.
func sentence(word string) string {
	text := strings.TrimSpace(strings.ReplaceAll(word, "_", " "))
	if text == "" {
		return ""
	}
	return strings.ToUpper(text[:1]) + text[1:]
}
