package wizard

import (
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"landfall/directory/kind"
	"landfall/directory/place"
	"landfall/directory/rank"
	"landfall/directory/topic"
)

func parse(t *testing.T, query string) (Answers, []Note) {
	t.Helper()
	values, err := url.ParseQuery(query)
	if err != nil {
		t.Fatal(err)
	}
	return Parse(values)
}

func TestParse(t *testing.T) {
	for _, tt := range []struct {
		query     string
		canonical string
		notes     []string // what each has
	}{
		{"", "", nil},
		{"utm_source=x&kind=posts", "", nil},
		{"kind=PHOTOS&lang=de&lang=en,pt-br", "kind=photos&lang=de,en,pt-BR", nil},
		{"topic=music.metal,music,art", "topic=art,music.metal", nil},
		{"topic=nonsense,music", "topic=music", []string{"“nonsense” is not a topic"}},
		{"topic=adult", "", []string{"“adult” is not a topic that can be chosen"}},
		{"adult=1&topic=adult", "", []string{"18 or older", "“adult” is not a topic"}},
		{"adult=1&age=18&topic=adult", "adult=1&age=18&topic=adult", nil},
		{"age=18", "", nil},
		{"matter=fast,small,strict", "matter=fast,small", []string{"“strict” is one more than can be chosen"}},
		{"matter=lively,small", "matter=small", []string{"both small and lively"}},
		{"place=DE.Berlin", "place=de.berlin", nil},
		{"place=xx", "", []string{"“xx” is not a place"}},
		{"place=de.", "", []string{"“de.” is not a place"}},
		{"lang=elbisch!,de-x-private", "lang=de", []string{"“elbisch!” is not a language"}},
		{"join=now&from=eu&more=5", "from=eu&join=now&more=5", nil},
		{"more=500", "", []string{"not a number of servers"}},
		{"step=3b&topic=art", "step=3b&topic=art", nil},
		{"step=9", "", []string{"not a step"}},
		{"rv=v1", "rv=v1", nil},
		{"rv=v0&lang=de", "lang=de&rv=v1", []string{"“v0” is the ranking that this link was made with"}},
		{"kind=" + strings.Repeat("x", 99), "", []string{"“" + strings.Repeat("x", 40) + "…” is nothing"}},
	} {
		a, notes := parse(t, tt.query)
		if got := a.Canonical(); got != tt.canonical {
			t.Errorf("%s: %s, want %s", tt.query, got, tt.canonical)
		}
		if len(notes) != len(tt.notes) {
			t.Errorf("%s: notes %q", tt.query, notes)
			continue
		}
		for i, want := range tt.notes {
			if !strings.Contains(string(notes[i]), want) {
				t.Errorf("%s: note %q, want %q", tt.query, notes[i], want)
			}
		}
	}
}

func drawAnswers(t *rapid.T) Answers {
	var topics []topic.ID
	for _, entry := range topic.Default().Topics {
		topics = append(topics, entry.ID)
	}
	a := Answers{
		Step:      rapid.SampledFrom(append([]Step{StepStart}, steps[:len(steps)-1]...)).Draw(t, "step"),
		Pick:      rapid.Bool().Draw(t, "pick"),
		Kind:      rapid.SampledFrom(append(kind.All, "")).Draw(t, "kind"),
		Languages: rapid.SliceOfNDistinct(rapid.SampledFrom(offered), 0, MaxLanguages, rapid.ID).Draw(t, "languages"),
		Topics:    rapid.SliceOfNDistinct(rapid.SampledFrom(topics), 0, 6, rapid.ID).Draw(t, "topics"),
		Adult:     rapid.Bool().Draw(t, "adult"),
		Place:     rapid.SampledFrom([]place.ID{"", "de", "de.berlin", "jp.東京", "us.new-york"}).Draw(t, "place"),
		Matters:   rapid.SliceOfNDistinct(rapid.SampledFrom(rank.Matters()[:3]), 0, 2, rapid.ID).Draw(t, "matters"),
		Now:       rapid.Bool().Draw(t, "now"),
		From:      rapid.SampledFrom(append(rank.Regions(), "")).Draw(t, "from"),
		More:      rapid.IntRange(0, MaxMore).Draw(t, "more"),
		Version:   rapid.SampledFrom([]string{"", rank.Version}).Draw(t, "version"),
	}
	if !a.Adult {
		a.Topics = filter(a.Topics, func(id topic.ID) bool { return id.Parent() != "adult" })
	}
	return a
}

func filter(ids []topic.ID, keep func(topic.ID) bool) []topic.ID {
	var kept []topic.ID
	for _, id := range ids {
		if keep(id) {
			kept = append(kept, id)
		}
	}
	return kept
}

func TestAnswersSurviveTheirAddress(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := drawAnswers(t)
		values, err := url.ParseQuery(a.Canonical())
		if err != nil {
			t.Fatal(err)
		}
		again, notes := Parse(values)
		want := a.normal()
		if len(want.Languages) == 0 {
			want.Languages = nil
		}
		if len(want.Matters) == 0 {
			want.Matters = nil
		}
		if diff := cmp.Diff(want, again); diff != "" || len(notes) > 0 {
			t.Errorf("%s: %s%q", a.Canonical(), diff, notes)
		}
		if again.Canonical() != a.Canonical() {
			t.Errorf("%s becomes %s", a.Canonical(), again.Canonical())
		}
	})
}

func TestAPermanentLinkLeadsToTheSameResult(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := drawAnswers(t)
		values, err := url.ParseQuery(a.Permalink())
		if err != nil {
			t.Fatal(err)
		}
		again, notes := Parse(values)
		if len(notes) > 0 || again.Screen() != StepResult || again.Permalink() != a.Permalink() || values.Get(KeyVersion) != rank.Version {
			t.Errorf("%s: %s %q", a.Permalink(), again.Screen(), notes)
		}
		if diff := cmp.Diff(a.normal().Wish(), again.Wish(), cmp.Transformer("empty", func(s []string) string { return strings.Join(s, ",") }),
			cmp.Transformer("none", func(s []rank.Matter) int { return len(s) })); diff != "" {
			t.Error(diff)
		}
	})
}

func FuzzParse(f *testing.F) {
	for _, query := range []string{"", "kind=photos&lang=de,en&topic=music.metal", "adult=1&age=18", "place=de.berlin&matter=fast&rv=v0", "lang=%ff&more=-1"} {
		f.Add(query)
	}
	f.Fuzz(func(t *testing.T, query string) {
		values, err := url.ParseQuery(query)
		if err != nil {
			return
		}
		a, _ := Parse(values)
		canonical := a.Canonical()
		again, notes := parse(t, canonical)
		if len(notes) > 0 || again.Canonical() != canonical {
			t.Errorf("%q: %q becomes %q, notes %q", query, canonical, again.Canonical(), notes)
		}
	})
}

func TestTheBrowserSaysTheLanguages(t *testing.T) {
	for header, want := range map[string]string{
		"":                                       "pick=1",
		"de-AT,de;q=0.9,en;q=0.5":                "lang=de-AT,de,en&pick=1",
		"en;q=0.2, fr":                           "lang=fr,en&pick=1",
		"*, ja;q=0.5":                            "lang=ja&pick=1",
		"es;q=0, ca":                             "lang=ca&pick=1",
		"de-DE-u-co-phonebk, not a header;;q=?":  "pick=1",
		"de-u-co-phonebk":                        "lang=de&pick=1",
		strings.Repeat("a", 5_000) + ", de;q=0.": "pick=1",
	} {
		if got := PickForMe(header, "").Canonical(); got != want {
			t.Errorf("%.40s: %s, want %s", header, got, want)
		}
	}
	if a := PickForMe("de", "jp"); a.Wish().Region != rank.Asia || a.Wish().Kind != kind.ShortPosts || a.Screen() != StepResult {
		t.Errorf("%+v", a)
	}
}

func TestRegions(t *testing.T) {
	for id, want := range map[place.ID]rank.Region{
		"de.berlin": rank.Europe, "us": rank.NorthAmerica, "mx": rank.NorthAmerica, "br": rank.SouthAmerica, "jp": rank.Asia,
		"nz": rank.Oceania, "ke": rank.Africa, "": "",
	} {
		if got := RegionOf(id); got != want {
			t.Errorf("%s is in %q, want %q", id, got, want)
		}
	}
}
