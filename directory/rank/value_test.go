package rank

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"landfall"
	"landfall/directory/kind"
)

func TestSayings(t *testing.T) {
	for _, tt := range []struct {
		said landfall.Phrase
		want string
	}{
		{landfall.Phrase{}, ""},
		{landfall.Say("It is about {topic} ({sure}).", "topic", Topics{"music.metal"}, "sure", Confidence(0.8)), "It is about Metal (80 % sure)."},
		{landfall.Say("{a}, {b}, {c}", "a", Where("de.berlin"), "b", Languages{"de"}, "c", Kinds{kind.Photos}), "Berlin, Germany, German, photos"},
		{landfall.Say("{topics}: {kinds}", "topics", Topics{"music", "art"}, "kinds", Kinds{kind.Video, kind.Blog}), "Music or Art & design: video, long writing"},
		{landfall.SayCount(1, "{n} day", "{n} days"), "1 day"},
		{landfall.SayCount(1200, "{n} day", "{n} days"), "1,200 days"},
		{landfall.Say("{a} {b} {c}", "a", Took(250*time.Millisecond), "b", years(3*year), "c", years(year)), "250 ms 3 years 12 months"},
		{landfall.Say("{share}", "share", Share(0.99999)), "99.99 %"},
		{landfall.Say("There: {signs}.", "signs", landfall.Phrases{landfall.Say("rules"), landfall.Say("a contact")}).And(landfall.Say("Missing: {n}.")), "There: rules, a contact. Missing: 0."},
		{landfall.Say("{unheard} of"), "{unheard} of"},
	} {
		if got := tt.said.String(); got != tt.want {
			t.Errorf("%q, want %q", got, tt.want)
		}
	}
}

// Every sentence of a ranking has all its values: no name in braces is left in it.
func TestNoSayingLacksAValue(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		candidates, w := drawCandidates(t), drawWish(t)
		table := New(candidates, moment)
		for _, c := range candidates {
			why, ok := table.WhyNot(c.Host, w)
			if !ok {
				continue
			}
			var all []string
			for _, r := range why.Reasons {
				all = append(all, r.Text.String())
			}
			for _, p := range why.Score.Parts {
				all = append(all, p.Why.String())
			}
			for _, text := range all {
				if text == "" || strings.ContainsAny(text, "{}") {
					t.Fatalf("%q", text)
				}
			}
		}
	})
}
