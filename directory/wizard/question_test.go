package wizard

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"landfall/directory/topic"
)

func TestScreensFollowEachOther(t *testing.T) {
	for _, tt := range []struct {
		name string
		a    Answers
		want []Step
	}{
		{"all skipped", Answers{}, []Step{StepKind, StepLanguages, StepInterests, StepMatters, StepResult}},
		{"a topic with sub-topics", Answers{Topics: []topic.ID{"music"}}, []Step{StepKind, StepLanguages, StepInterests, StepTopics, StepMatters, StepResult}},
		{"a general place", Answers{Topics: []topic.ID{topic.General}}, []Step{StepKind, StepLanguages, StepInterests, StepMatters, StepResult}},
	} {
		var got []Step
		for s := StepStart; s != StepResult; {
			s = s.Next(tt.a)
			got = append(got, s)
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s: %s", tt.name, diff)
		}
	}
}

func TestThereAreTwentySixTiles(t *testing.T) {
	options := Ask(StepInterests, Answers{}).Fields[0].Options
	if len(options) != 26+1 || options[26].ID != string(topic.General) {
		t.Errorf("%d options, the last is %+v", len(options), options[len(options)-1])
	}
	if slices.ContainsFunc(options, func(o Option) bool { return o.ID == "adult" }) {
		t.Error("adult content is a tile")
	}
}

func TestSubTopicsAreThoseOfTheTopicsTicked(t *testing.T) {
	for _, o := range Ask(StepTopics, Answers{Topics: []topic.ID{"music.metal", "art"}}).Fields[0].Options {
		if o.Under != "music" && o.Under != "art" || o.Selected != (o.ID == "music.metal") {
			t.Errorf("option %+v", o)
		}
	}
	if len(subTopics(Answers{Adult: true})) == 0 {
		t.Error("adult content has no sub-topics for those who asked for it")
	}
}

func TestEveryOptionIsAnAnswer(t *testing.T) {
	adult := Answers{Adult: true, Topics: []topic.ID{"music"}}
	for _, s := range steps {
		for _, field := range Ask(s, adult).Fields {
			for _, o := range field.Options {
				query := field.Key + "=" + o.ID
				if field.Key == KeyAdult || o.Under == "adult" {
					query += "&adult=1&age=18"
				}
				if _, notes := parse(t, query); len(notes) > 0 || o.Label == "" {
					t.Errorf("%s: %q, label %q", query, notes, o.Label)
				}
			}
		}
	}
}

// TestFormsKeepTheOtherAnswers sends each form as it was shown: what is ticked and what
// goes along unseen must be the answers again.
func TestFormsKeepTheOtherAnswers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := drawAnswers(t).normal()
		a.Pick, a.Version, a.More = false, "", 0
		for _, s := range []Step{StepKind, StepLanguages, StepTopics} {
			sent := a.Carry(s)
			for _, field := range Ask(s, a).Fields {
				for _, o := range field.Options {
					if o.Selected && o.ID != "" {
						sent.Add(field.Key, o.ID)
					}
				}
			}
			got, notes := Parse(sent)
			got.Step = a.Step
			if diff := cmp.Diff(a.Canonical(), got.Canonical()); diff != "" || len(notes) > 0 {
				t.Errorf("step %s: %s%q", s, diff, notes)
			}
		}
	})
}
