package topic

import (
	"strings"
	"testing"
	"time"

	"landfall"
)

func TestTheTaxonomyIsSound(t *testing.T) {
	topics, subs := 0, 0
	for _, topic := range Default().Topics {
		if topic.ID.IsSub() {
			subs++
		} else {
			topics++
		}
		for _, token := range topic.terms.Domain {
			if strings.Contains(token, ".") {
				t.Errorf("%s: %q names a host, and no rule may", topic.ID, token)
			}
		}
	}
	if topics < 28 || subs < 121 {
		t.Errorf("%d topics and %d sub-topics, want 28 and 121 at least", topics, subs)
	}
}

func TestFaultsOfATaxonomyAreNamed(t *testing.T) {
	for _, tt := range []struct{ name, text, says string }{
		{"empty", "", "EOF"},
		{"no version", "topics: [{id: a, label: A, domain: [aa]}]", "version"},
		{"unknown key", "version: 1\ntopic: []", "topic"},
		{"unknown key in a topic", "version: 1\ntopics: [{id: a, label: A, word: {}}]", "word"},
		{"two documents", "version: 1\n---\nversion: 2", "document"},
		{"bad id", "version: 1\ntopics: [{id: A b, label: A, domain: [aa]}]", "lower-case"},
		{"id twice", "version: 1\ntopics: [{id: a, label: A, domain: [aa]}, {id: a, label: A, domain: [bb]}]", "twice"},
		{"no label", "version: 1\ntopics: [{id: a, domain: [aa]}]", "label"},
		{"no terms", "version: 1\ntopics: [{id: a, label: A}]", "nothing to recognise"},
		{"three levels", "version: 1\ntopics: [{id: a, label: A, domain: [aa], sub: [{id: b, label: B, domain: [bb], sub: [{id: c, label: C, domain: [cc]}]}]}]", "sub-topic"},
		{"language", "version: 1\ntopics: [{id: a, label: A, words: {english: [aa]}}]", "language"},
		{"term twice", "version: 1\ntopics: [{id: a, label: A, words: {en: [naïve, Naive]}}]", "twice"},
		{"short term", "version: 1\ntopics: [{id: a, label: A, words: {en: [x]}}]", "short"},
		{"need of nothing", "version: 1\ntopics: [{id: a, label: A, domain: [aa], need: {bb: [cc]}}]", "need"},
		{"ending", "version: 1\nendings: {art: a}", "there is no topic"},
	} {
		_, err := Parse(strings.NewReader(tt.text))
		if err == nil || !strings.Contains(err.Error(), tt.says) {
			t.Errorf("%s: %v, want an error with %q", tt.name, err, tt.says)
		}
	}
}

func TestCuratorFile(t *testing.T) {
	day := time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)
	said, err := ReadCurator(strings.NewReader("# people looked\n\nruby.social tech.ruby -hobby # its own words\nruby.social science\n"), Default(), day)
	if err != nil {
		t.Fatal(err)
	}
	want := []Declaration{
		{Source: SourceCurator, Topic: "tech.ruby", Note: "its own words", At: day},
		{Source: SourceCurator, Topic: "hobby", Removed: true, Note: "its own words", At: day},
		{Source: SourceCurator, Topic: "science", At: day},
	}
	if got := said[landfall.Host("ruby.social")]; len(got) != 3 || got[0] != want[0] || got[1] != want[1] || got[2] != want[2] {
		t.Errorf("%v, want %v", got, want)
	}
	for _, tt := range []struct{ text, says string }{
		{"\nnot a host tech", "line 2"}, {"ruby.social", "no topic"}, {"ruby.social rubies", "rubies"},
	} {
		if _, err := ReadCurator(strings.NewReader(tt.text), Default(), day); err == nil || !strings.Contains(err.Error(), tt.says) {
			t.Errorf("%q: %v, want an error with %q", tt.text, err, tt.says)
		}
	}
}

func TestReview(t *testing.T) {
	r := NewReviewer(classifier(), time.Time{}, time.Time{})
	for _, text := range []string{"For beekeepers.", "Of beekeepers.", "By beekeepers.", "Music for all."} {
		r.Add(Input{Host: "quiet.example", Texts: []Text{{Source: SourceDescription, Text: text}}})
	}
	r.Add(Input{Host: "quiet.example", Texts: []Text{{Source: SourceDescription, Text: "Music."}}, Declared: []Declaration{
		{Source: SourceAdmin, Topic: "music", Removed: true}, {Source: SourceAdmin, Topic: "food"}, {Source: SourceSoftware, Topic: "film"},
	}})
	review := r.Review()
	if review.Servers != 5 || review.Classified != 2 {
		t.Errorf("%d of %d classified, want 2 of 5", review.Classified, review.Servers)
	}
	if len(review.Unclassified) != 1 || review.Unclassified[0] != (Token{Text: "beekeepers", Unclassified: 3}) {
		t.Errorf("unclassified words %v, want beekeepers", review.Unclassified)
	}
	if len(review.Oversized) == 0 || review.Oversized[0].Share < oversizedShare {
		t.Errorf("oversized %v", review.Oversized)
	}
	if len(review.Overrides) != 2 {
		t.Errorf("overrides %v, want the removal of music and the pin of food", review.Overrides)
	}
	for _, id := range review.Empty {
		if id == "music" || id == "food" {
			t.Errorf("%s is not empty", id)
		}
	}
}
