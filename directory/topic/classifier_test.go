package topic

import (
	"math"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"landfall"
	"landfall/directory/lexicon"
)

// pieces are what generated texts are made of: words of topics, cues and noise.
var pieces = []string{
	"music", "metal", "heavy", "games", "politics", "no", "not", "without", "queer", "friendly", "art", "for", "fans of", "linux",
	"アニメ", "禁止", "게임", "技术", "photography", "écologie", ",", ".", "\n\n", "#foss", "and", "science fiction", "𝔐𝔲𝔰𝔦𝔠", "\u200b", "ﬁlm", "e\u0301", "\u202e", "vegan", "trains", "books", "church", "law",
}

func drawText(t *rapid.T, label string) string {
	return strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 40).Draw(t, label), " ")
}

func TestAnswersKeepTheirPromises(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := Input{Host: "heavy-metal.example", Texts: []Text{
			{Source: SourceName, Text: drawText(t, "name")},
			{Source: SourceDescription, Text: drawText(t, "description")},
			{Source: SourceAbout, Text: drawText(t, "about") + rapid.String().Draw(t, "noise")},
			{Source: SourceRules, Text: drawText(t, "rules")},
		}, Tags: []Tag{PlainTag("#linux"), PlainTag("queer")}}
		r := classifier().Classify(in)
		if diff := cmp.Diff(r, classifier().Classify(in), cmp.AllowUnexported(Finding{}, Evidence{})); diff != "" {
			t.Fatalf("two answers to one question:\n%s", diff)
		}
		topics, subs := 0, 0
		for _, f := range r.Topics {
			if f.ID.IsSub() {
				subs++
			} else {
				topics++
			}
			if f.ID.IsSub() && !r.Has(f.ID.Parent()) {
				t.Errorf("%s without its topic", f.ID)
			}
			if f.Confidence < Shown || f.Confidence > 1 {
				t.Errorf("%s at %v is shown", f.ID, f.Confidence)
			}
			checkEvidence(t, f)
		}
		if topics > maxTopics || subs > maxSubs {
			t.Errorf("%d topics and %d sub-topics", topics, subs)
		}
	})
}

// checkEvidence checks that the confidence is what the evidence gives, that no reason
// counts twice, and that snippets can be printed.
func checkEvidence(t *rapid.T, f Finding) {
	doubt := 1.0
	seen := map[string]bool{}
	for _, e := range f.Evidence {
		doubt *= 1 - e.Weight
		key := string(e.Source) + "\x00" + e.Term + "\x00" + string(e.Topic)
		if seen[key] && !e.Against {
			t.Errorf("%s: %s %q counts twice", f.ID, e.Source, e.Term)
		}
		seen[key] = seen[key] || !e.Against
		if n := utf8.RuneCountInString(e.Text); n > lexicon.MaxSnippet {
			t.Errorf("a snippet of %d characters: %q", n, e.Text)
		}
		if strings.ContainsFunc(e.Text, func(r rune) bool { return unicode.IsControl(r) || unicode.Is(unicode.Cf, r) }) {
			t.Errorf("a snippet with control characters: %q", e.Text)
		}
		topic, _ := Default().Topic(e.Topic)
		if topic.Sensitive && (e.Source == SourceTags || e.Source == SourceHostPart) {
			t.Errorf("%s, which is sensitive, from %s", e.Topic, e.Source)
		}
	}
	if math.Abs(1-doubt-f.Confidence) > 1e-9 {
		t.Errorf("%s: confidence %v, evidence gives %v", f.ID, f.Confidence, 1-doubt)
	}
}

func TestFoldedOffsetsPointIntoTheText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.String().Draw(t, "text")
		f := lexicon.Fold(text)
		if len(f.From) != len(f.Text)+1 {
			t.Fatalf("%d offsets for %d bytes", len(f.From), len(f.Text))
		}
		for i := range f.From {
			if f.From[i] < 0 || f.From[i] > len(text) || i > 0 && f.From[i] < f.From[i-1] {
				t.Fatalf("offsets %v into %d bytes", f.From, len(text))
			}
		}
		if again := lexicon.Fold(f.Text).Text; again != f.Text {
			t.Fatalf("fold(%q) = %q, folded again %q", text, f.Text, again)
		}
	})
}

func TestWhatPeopleSayWins(t *testing.T) {
	day := time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)
	in := Input{Host: "jazz.example", Texts: []Text{{Source: SourceDescription, Text: "Jazz, books, films and trains: all about jazz music."}}}
	in.Declared = []Declaration{
		{Source: SourceCurator, Topic: "music", Removed: true, Note: "a street name", At: day},
		{Source: SourceAdmin, Topic: "faith.secular", Note: "we are sceptics", At: day},
		{Source: SourceAdmin, Topic: "no-such-topic", At: day},
	}
	r := classifier().Classify(in)
	if r.Has("music") || r.Has("music.jazz-classical") {
		t.Errorf("removed, and shown: %v", ids(r))
	}
	if got := ids(r); len(got) == 0 || got[0] != "faith" || !r.Has("faith.secular") {
		t.Errorf("pinned faith.secular: %v", got)
	}
	for _, f := range r.Topics {
		if f.ID != "faith.secular" {
			continue
		}
		want := Evidence{Topic: "faith.secular", Evidence: lexicon.Evidence{
			Source: SourceAdmin, Text: "we are sceptics", Weight: 1, FirstSeen: day, LastSeen: day, Rule: classifier().rule,
		}}
		if diff := cmp.Diff([]Evidence{want}, f.Evidence, cmp.AllowUnexported(Evidence{})); diff != "" {
			t.Errorf("evidence of a pin (-want +got):\n%s", diff)
		}
	}
	i := -1
	for j, f := range r.RuledOut {
		if f.ID == "music" {
			i = j
		}
	}
	if i < 0 || r.RuledOut[i].Confidence != 0 {
		t.Errorf("ruled out: %+v, want music at 0", r.RuledOut)
	}
}

func TestSensitiveTopicsComeFromOwnWordsOnly(t *testing.T) {
	r := classifier().Classify(Input{Host: "gayville.example", Tags: []Tag{{Name: "lgbtq", Weight: 0.4}, {Name: "anarchism", Weight: 0.4}, {Name: "christian", Weight: 0.4}}})
	if len(r.Topics)+len(r.Suggested) > 0 {
		t.Errorf("from hashtags and a part of a name: %v", r)
	}
}

func TestGeneralIfNothingStandsOut(t *testing.T) {
	for _, tt := range []struct {
		active landfall.Count
		want   bool
	}{{landfall.Count{}, false}, {landfall.Count{Known: true, N: 49}, false}, {landfall.Count{Known: true, N: 50}, true}} {
		r := classifier().Classify(Input{Host: "quiet.example", Active: tt.active})
		if r.Has(General) != tt.want {
			t.Errorf("%+v active: %v, want general %v", tt.active, ids(r), tt.want)
		}
	}
}

func BenchmarkClassify(b *testing.B) {
	in := Input{Host: "rail-and-music.example", Texts: []Text{
		{Source: SourceName, Text: "Rail and Music"},
		{Source: SourceDescription, Text: "A friendly place for people who love trains, music and old computers. Hosted by a small co-operative on open source software; no ads, no tracking."},
		{Source: SourceAbout, Text: strings.Repeat("We talk about railways and jazz, and sometimes about the weather. Everybody is welcome who keeps to the rules. ", 8)},
		{Source: SourceRules, Text: strings.Repeat("No racism, sexism, homophobia or transphobia.\n\nSexual or violent media must be marked as sensitive.\n\n", 4)},
	}}
	c := classifier()
	b.ReportAllocs()
	for b.Loop() {
		c.Classify(in)
	}
}

func BenchmarkNewClassifier(b *testing.B) {
	t := Default()
	for b.Loop() {
		NewClassifier(t)
	}
}
