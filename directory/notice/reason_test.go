package notice

import (
	"slices"
	"strings"
	"testing"

	"landfall"
)

// inEnglish puts the sentences of a reason together as an event keeps them.
func inEnglish(sentences []landfall.Phrase) string {
	texts := make([]string, len(sentences))
	for i, s := range sentences {
		texts[i] = s.String()
	}
	return strings.Join(texts, " ")
}

// What is kept is read as the sentences it is made of, whatever a quotation has in it.
func TestAReasonIsReadAsItWasWritten(t *testing.T) {
	for why, want := range map[string][]string{
		"A closing is stated.":                                                                     {becauseStated},
		"A closing is stated. It reads: “We close.”":                                               {becauseStated, itReads},
		"A closing is stated. It reads: “A” It reads: “B”":                                         {becauseStated, itReads},
		"A closing is stated. It reads: “A ” This waits for a confirmation.”":                      {becauseStated, itReads},
		"The closing is said to be cancelled. It reads: “We stay.” This waits for a confirmation.": {becauseCancelled, itReads, itWaits},
		"The closing is said to be cancelled. This waits for a confirmation.":                      {becauseCancelled, itWaits},
		"The same closing as 0a1b2c.":                                                              {becauseSame},
		"What was told in 0a1b2c is the same closing.":                                             {becauseTold},
		"It is known to stay after all.":                                                           {outcomes[landfall.NoticeCancelled]},
		"Not answering since 2026-08-18; no notice is known.":                                      {becauseSilent},
		"Not answering since spring; no notice is known.":                                          nil,
		"It is on the server’s own page.":                                                          nil,
		"A closing is stated. It reads: “We":                                                       nil,
		"The same closing as what we know of it.":                                                  nil,
		"": nil,
	} {
		got := Reason(why)
		var texts []string
		for _, p := range got {
			texts = append(texts, p.Text)
		}
		if !slices.Equal(texts, want) {
			t.Errorf("%q is %q, want %q", why, texts, want)
		}
		if english := inEnglish(got); got != nil && english != why && !slices.Contains(texts, becauseSilent) {
			t.Errorf("%q comes back as %q", why, english)
		}
	}
}

// Every reason that the life of a notice gives is one that pages can say.
func TestEveryReasonOfALifeIsKnown(t *testing.T) {
	for _, text := range because() {
		if p := Reason(strings.NewReplacer("{day}", "2026-08-18", "{notice}", "0a1b").Replace(text)); len(p) != 1 || p[0].Text != text || !slices.Contains(Words(), text) {
			t.Errorf("%q is read as %+v", text, p)
		}
	}
}
