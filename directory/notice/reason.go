package notice

import (
	"maps"
	"slices"
	"strings"
	"time"

	"landfall"
)

// Why a notice has changed, in the words in which an event keeps it. A value stands in
// {name}.
const (
	becauseStated    = "A closing is stated."
	becauseAgain     = "The closing is stated again."
	becauseNew       = "A statement, or a day in it, is new."
	becauseAnother   = "Another statement confirms or dates the closing."
	becauseCancelled = "The closing is said to be cancelled."
	becauseOthers    = "The server is said to go on in other hands."
	becauseMore      = "The operator knows more of it."
	becauseBack      = "The server answers again."
	becauseEnded     = "The server has ended, after a notice without a day."
	becauseDay       = "The day has come, and the server no longer answers."
	becauseStill     = "The day has passed, and the server still answers 30 days later."
	becauseUnsaid    = "It has not been said for 30 days, and nobody has confirmed it."
	becauseSilent    = "Not answering since {day}; no notice is known."
	becauseSame      = "The same closing as {notice}."
	becauseTold      = "What was told in {notice} is the same closing."
	itReads          = "It reads: {quote}"
	itWaits          = "This waits for a confirmation."
)

// outcomes say why an entry of the operator ends a notice.
var outcomes = map[landfall.NoticeState]string{
	landfall.NoticeClosed:     "It is known to have closed after a notice.",
	landfall.NoticeVanished:   "It is known to have closed; no notice is known.",
	landfall.NoticeCancelled:  "It is known to stay after all.",
	landfall.NoticeHandedOver: "It is known to go on in other hands.",
}

// Outcome is why an entry of the operator ends a notice in a state; "" for a state that is no end.
func Outcome(state landfall.NoticeState) string { return outcomes[state] }

// Words are the texts that [Reason] returns.
func Words() []string { return append(because(), itReads, itWaits) }

// because are the sentences that a reason begins with.
func because() []string {
	return slices.AppendSeq([]string{
		becauseStated, becauseAgain, becauseNew, becauseAnother, becauseCancelled, becauseOthers, becauseMore, becauseBack,
		becauseEnded, becauseDay, becauseStill, becauseUnsaid, becauseSilent, becauseSame, becauseTold,
	}, maps.Values(outcomes))
}

// Reason returns the sentences of a reason that an event keeps, nil if it is in words that
// somebody has written.
func Reason(why string) []landfall.Phrase {
	var then []landfall.Phrase
	rest, waits := strings.CutSuffix(why, " "+itWaits)
	if waits {
		then = append(then, landfall.Say(itWaits))
	}
	opening, closing, _ := strings.Cut(landfall.Say(" "+itReads, "quote", landfall.Quotation("\n")).String(), "\n")
	first, quote, quoted := strings.Cut(rest, opening)
	if quoted {
		quote, quoted = strings.CutSuffix(quote, closing)
		if !quoted {
			return nil
		}
		then = slices.Insert(then, 0, landfall.Say(itReads, "quote", landfall.Quotation(quote)))
	}
	for _, text := range because() {
		if p, ok := filledIn(text, first); ok {
			return slices.Insert(then, 0, p)
		}
	}
	return nil
}

// filledIn finds the value that a sentence has in a place of its own; ok is false if it is
// another sentence.
func filledIn(text, said string) (p landfall.Phrase, ok bool) {
	before, rest, holds := strings.Cut(text, "{")
	if !holds {
		return landfall.Say(text), said == text
	}
	name, after, _ := strings.Cut(rest, "}")
	value, begins := strings.CutPrefix(said, before)
	value, ends := strings.CutSuffix(value, after)
	if name == "day" {
		day, err := time.Parse(time.DateOnly, value)
		return landfall.Say(text, name, landfall.Date(day)), begins && ends && err == nil
	}
	return landfall.Say(text, name, value), begins && ends && value != "" && !strings.Contains(value, " ")
}
