package rank

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"landfall/directory/kind"
	"landfall/directory/place"
	"landfall/directory/topic"
)

func TestSayings(t *testing.T) {
	for _, tt := range []struct {
		said Saying
		want string
	}{
		{Saying{}, ""},
		{Say("It is about {topic} ({sure}).", "topic", topic.ID("music.metal"), "sure", Confidence(0.8)), "It is about Metal (80 % sure)."},
		{Say("{a}, {b}, {c}", "a", place.ID("de.berlin"), "b", Language("de"), "c", kind.Photos), "Berlin, Germany, German, photos"},
		{Say("{topics}: {kinds}", "topics", []topic.ID{"music", "art"}, "kinds", []kind.Kind{kind.Video, kind.Blog}), "Music or Art & design: video, long writing"},
		{Count(1, "{n} day", "{n} days"), "1 day"},
		{Count(1200, "{n} day", "{n} days"), "1,200 days"},
		{Say("{a} {b} {c}", "a", 250*time.Millisecond, "b", Age(3*year), "c", Age(year)), "250 ms 3 years 12 months"},
		{Say("{share}", "share", Share(0.99999)), "99.99 %"},
		{Say("There: {signs}.", "signs", []Saying{Say("rules"), Say("a contact")}).And(Say("Missing: {n}.")), "There: rules, a contact. Missing: 0."},
		{Say("{unheard} of"), "{unheard} of"},
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
