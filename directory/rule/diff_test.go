package rule

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"landfall"
)

func ruleList(texts ...string) []landfall.Rule {
	var all []landfall.Rule
	for _, text := range texts {
		all = append(all, landfall.Rule{Text: text})
	}
	return all
}

func TestDiff(t *testing.T) {
	before := ruleList("No racism, sexism or homophobia.", "No advertising.", "Mark adult content as sensitive.", "Be kind.")
	after := ruleList("Be kind.", "No racism, sexism, ableism or homophobia.", "Mark adult content as sensitive.", "Minimum age is 16.")
	var got []string
	for _, c := range Diff(before, after) {
		got = append(got, string(c.Kind)+": "+strings.TrimSpace(c.Old.Text+" → "+c.New.Text))
	}
	want := []string{
		"moved: Be kind. → Be kind.",
		"changed: No racism, sexism or homophobia. → No racism, sexism, ableism or homophobia.",
		"removed: No advertising. →",
		"kept: Mark adult content as sensitive. → Mark adult content as sensitive.",
		"added: → Minimum age is 16.",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestChangedWords(t *testing.T) {
	for _, tt := range []struct {
		old, now string
		want     []Part
	}{
		{"No spam at all.", "No spam or ads at all.", []Part{{Kept, "No spam "}, {Added, "or ads "}, {Kept, "at all."}}},
		{"広告は禁止です。", "広告と宣伝は禁止です。", []Part{{Kept, "広告"}, {Added, "と宣伝"}, {Kept, "は禁止です。"}}},
	} {
		got := Diff(ruleList(tt.old), ruleList(tt.now))
		if len(got) != 1 || got[0].Kind != Changed {
			t.Fatalf("%q: %+v", tt.old, got)
		}
		if diff := cmp.Diff(tt.want, got[0].Parts); diff != "" {
			t.Errorf("%q: %s", tt.old, diff)
		}
	}
}

// TestDiffLosesNothing: every old and every new rule is in exactly one change, and the
// parts of a changed one spell both.
func TestDiffLosesNothing(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	vocabulary := []string{"no", "spam", "ads", "be", "kind", "adult", "content", "behind", "warnings", "禁止", "広告", "bots"}
	list := func() []landfall.Rule {
		var texts []string
		for range r.IntN(7) {
			var words []string
			for range 1 + r.IntN(6) {
				words = append(words, vocabulary[r.IntN(len(vocabulary))])
			}
			texts = append(texts, strings.Join(words, " "))
		}
		return ruleList(texts...)
	}
	for range 2000 {
		before, after := list(), list()
		var olds, news []landfall.Rule
		for _, c := range Diff(before, after) {
			if c.Kind != Added {
				olds = append(olds, c.Old)
			}
			if c.Kind != Removed {
				news = append(news, c.New)
			}
			if c.Kind == Changed {
				var old, now strings.Builder
				for _, p := range c.Parts {
					if p.Kind != Added {
						old.WriteString(p.Text)
					}
					if p.Kind != Removed {
						now.WriteString(p.Text)
					}
				}
				if old.String() != c.Old.Text || now.String() != c.New.Text {
					t.Fatalf("%q → %q: parts %+v", c.Old.Text, c.New.Text, c.Parts)
				}
			}
		}
		byText := func(a, b landfall.Rule) int { return strings.Compare(a.Text, b.Text) }
		if !slices.Equal(slices.SortedFunc(slices.Values(olds), byText), slices.SortedFunc(slices.Values(before), byText)) || !slices.Equal(news, after) {
			t.Fatalf("before %v, after %v: %+v", before, after, Diff(before, after))
		}
	}
}
