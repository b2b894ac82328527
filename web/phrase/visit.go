package phrase

import (
	"context"
	"strings"

	"landfall"
	"landfall/web/tongue"
)

// Outcome says what a visit came to.
func Outcome(ctx context.Context, o landfall.Outcome) string {
	switch o {
	case landfall.OutcomeAnswered:
		return tongue.Say(ctx, "Answered")
	case landfall.OutcomeUnreachable:
		return tongue.Say(ctx, "No answer")
	case landfall.OutcomeRefused:
		return tongue.Say(ctx, "Asked us to stay away")
	case landfall.OutcomeError:
		return tongue.Say(ctx, "Answered with an error")
	case landfall.OutcomeInvalid:
		return tongue.Say(ctx, "Answered with something unreadable")
	case landfall.OutcomeForeign:
		return tongue.Say(ctx, "Answered, but not as a fediverse server")
	case landfall.OutcomeMoved:
		return tongue.Say(ctx, "Sends visitors to another domain")
	case landfall.OutcomeGone:
		return tongue.Say(ctx, "Says it is gone for good")
	case landfall.OutcomeBlocked:
		return tongue.Say(ctx, "Not visited: its name leads to a private address")
	case landfall.OutcomePostponed:
		return tongue.Say(ctx, "Says nothing about the server")
	}
	return sentence(string(o))
}

// Class says whose doing a failure is, or "" if there was none.
func Class(ctx context.Context, c landfall.Class) string {
	switch c {
	case landfall.ClassTheirs:
		return tongue.Say(ctx, "on their side")
	case landfall.ClassOurs:
		return tongue.Say(ctx, "on our side, so it does not count")
	case landfall.ClassAmbiguous:
		return tongue.Say(ctx, "could be either side")
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
