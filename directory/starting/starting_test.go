package starting

import (
	"slices"
	"strings"
	"testing"

	"landfall/directory/lexicon"
	"landfall/directory/rule"
)

// TestThereAreElevenSteps that lead from the question whether to the opening.
func TestThereAreElevenSteps(t *testing.T) {
	var ids []string
	for i, s := range Steps() {
		ids = append(ids, s.ID)
		if Find(s.ID) != i {
			t.Errorf("%s is found at %d, not %d", s.ID, Find(s.ID), i)
		}
	}
	want := "need people domain software hosting cost upkeep rules law ending launch"
	if got := strings.Join(ids, " "); got != want {
		t.Errorf("the steps are %q, want %q", got, want)
	}
	if Find("no-such-step") != -1 {
		t.Error("a step that is none was found")
	}
}

// TestPagesThatStepsNameAreTheirs: what leads to a step leads to one that there is.
func TestPagesThatStepsNameAreTheirs(t *testing.T) {
	for name, path := range Pages() {
		if step, ok := strings.CutPrefix(path, "/start/"); ok && (Find(step) < 0 || step != name) {
			t.Errorf("%s leads to %s", name, path)
		}
	}
}

// TestPlainSentences keeps the texts readable, and without blame.
func TestPlainSentences(t *testing.T) {
	const longest = 340
	for _, text := range Words() {
		if text == "" || strings.TrimSpace(text) != text || len(text) > longest {
			t.Errorf("empty, or too long (%d): %q", len(text), text)
		}
		for _, word := range []string{"simply", "just ", "unfortunately", "obviously", "of course"} {
			if strings.Contains(strings.ToLower(text), word) {
				t.Errorf("%q in %q", word, text)
			}
		}
	}
}

// TestReadingIsStrict: a claim without its source, or a link that leads nowhere, is found
// before somebody reads it.
func TestReadingIsStrict(t *testing.T) {
	for _, tt := range []struct{ file, old, new, want string }{
		{"steps", "source: sfba-report", "source: nobody", "is not listed"},
		{"steps", "https://hub.sfba.social", "http://hub.sfba.social", "no https URL"},
		{"steps", "[find a server](find)", "[find a server](nowhere)", "has no page"},
		{"steps", "  - id: people", "  - id: need", "is there twice"},
		{"steps", "lead: ", "leed: ", "not found"},
		{"software", "for: [posts]", "for: [shouting]", "amiss"},
		{"software", "{from: 0.5, to: 1, source: gotosocial}", "{from: 2, to: 1, source: gotosocial}", "no range"},
		{"costs", "from: 2, to: 6", "from: 7, to: 6", "amiss"},
		{"costs", "source: freeradical", "source: sunny-report", "nothing rests on"},
	} {
		files := map[string]string{"steps": string(stepsFile), "software": string(softwareFile), "costs": string(costsFile)}
		if !strings.Contains(files[tt.file], tt.old) {
			t.Errorf("%s does not say %q", tt.file, tt.old)
		}
		files[tt.file] = strings.Replace(files[tt.file], tt.old, tt.new, 1)
		_, err := read([]byte(files["steps"]), []byte(files["software"]), []byte(files["costs"]))
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%q in place of %q: %v, want %q", tt.new, tt.old, err, tt.want)
		}
	}
}

// TestDraftsAreReadAsWhatTheySay by the reader that reads the rules of servers, alone and
// all of a choice together.
func TestDraftsAreReadAsWhatTheySay(t *testing.T) {
	reader := rule.Default()
	read := func(lines ...string) rule.Result {
		return reader.Read([]lexicon.Text{{Source: lexicon.Rules, Text: strings.Join(append(lines, Closing...), "\n\n")}})
	}
	first := map[rule.Tag]Draft{}
	for _, d := range Drafts() {
		got := read(d.Text)
		if len(got) != 1 || got[0].Tag != d.Tag || got[0].Stance != d.Stance || got[0].Age != d.Age {
			t.Errorf("%q is read as %+v", d.Text, got)
		}
		if _, ok := first[d.Tag]; !ok {
			first[d.Tag] = d
		}
	}
	var lines []string
	for _, tag := range rule.Tags {
		if _, ok := first[tag]; !ok {
			t.Errorf("there is no draft about %s", tag)
		}
		lines = append(lines, first[tag].Text)
	}
	for _, f := range read(lines...) {
		if want := first[f.Tag]; f.Stance != want.Stance || f.Age != want.Age {
			t.Errorf("together, %s is read as %s %d", f.Tag, f.Stance, f.Age)
		}
	}
}

func TestSuggestions(t *testing.T) {
	ids := func(w Wish) []string {
		var ids []string
		for _, s := range Suggest(w) {
			ids = append(ids, s.ID)
		}
		return ids
	}
	if got := ids(Wish{For: Events}); !slices.Equal(got, []string{"mobilizon"}) {
		t.Errorf("for events: %v", got)
	}
	if got := ids(Wish{Team: One, People: 20, Budget: 10}); got[0] != "gotosocial" {
		t.Errorf("for few people and one admin: %v", got)
	}
	if got := ids(Wish{For: Posts, Team: Several, People: 30_000}); got[0] != "mastodon" {
		t.Errorf("for very many: %v", got)
	}
	for _, w := range []Wish{{}, {Team: One}, {People: 5}, {Budget: 5}, {For: Video, Team: Nobody, People: MostPeople * 2, Budget: 1}} {
		for _, s := range Suggest(w) {
			if (len(s.Reasons) == 0) != (w.Team == "" && w.People == 0) {
				t.Errorf("%+v: %s has reasons %v", w, s.ID, s.Reasons)
			}
			for _, r := range s.Reasons {
				if !slices.Contains(reasonWords, r.Text) || strings.Contains(r.Text, "{n}") != (r.N != 0) {
					t.Errorf("%+v: %s: %+v", w, s.ID, r)
				}
			}
		}
	}
}

// TestEstimatesGrow with people, media and time, and never have their ends the wrong way round.
func TestEstimatesGrow(t *testing.T) {
	estimate := func(p Plan) Estimate {
		t.Helper()
		e, err := EstimateFor(p, Assumptions(p.Media))
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range []Range{e.Memory, e.Database, e.Uploads, e.Copies, e.Disk, e.Traffic, e.Machine, e.Storage, e.Sending, e.Domain, e.Mail, e.Money} {
			if r.From < 0 || r.From > r.To {
				t.Errorf("%+v: %+v", p, r)
			}
		}
		return e
	}
	for _, s := range All() {
		var last Estimate
		for _, people := range []int{1, 20, 300, 5_000, MostPeople} {
			p := Plan{Software: s.ID, People: people, Media: Text, Months: 12}
			e := estimate(p)
			if e.Memory.To <= last.Memory.To || e.Money.To <= last.Money.To || e.Disk.To <= last.Disk.To {
				t.Errorf("%+v needs no more than fewer people: %+v", p, e)
			}
			last = e
			for _, media := range Medias[1:] {
				p.Media = media
				more := estimate(p)
				if more.Uploads.To <= e.Uploads.To || more.Traffic.To <= e.Traffic.To {
					t.Errorf("%+v needs no more than less media", p)
				}
				e = more
			}
		}
	}
	for _, bad := range []Plan{{}, {"mastodon", 0, Text, 12}, {"mastodon", MostPeople + 1, Text, 12}, {"nothing", 5, Text, 12}, {"mastodon", 5, Text, MostMonths + 1}} {
		if _, err := EstimateFor(bad, Assumptions(Text)); err == nil {
			t.Errorf("%+v has an estimate", bad)
		}
	}
}

// TestTheEstimateIsOneThatServersHaveHad: what is published of real ones lies within.
func TestTheEstimateIsOneThatServersHaveHad(t *testing.T) {
	for _, tt := range []struct {
		name  string
		plan  Plan
		of    func(Estimate) Range
		value float64
	}{
		{"Free Radical 2017, 62 accounts: 2 GB", Plan{"mastodon", 62, Pictures, 1}, func(e Estimate) Range { return Range{0, e.Memory.To} }, 2},
		{"Monterey Bay 2023, 19 active people: 106 GB of media", Plan{"mastodon", 19, Pictures, 7}, func(e Estimate) Range { return e.Uploads.Plus(e.Copies) }, 106},
		{"mastodon.social 2017, 10,000 a week: 128 GB of memory", Plan{"mastodon", 10_000, Pictures, 12}, func(e Estimate) Range { return e.Memory }, 128},
		{"PeerTube’s demonstration: 2 GB", Plan{"peertube", 20, Videos, 12}, func(e Estimate) Range { return e.Memory }, 2},
		{"GoToSocial, 20 people, the first years: 20 GB", Plan{"gotosocial", 20, Pictures, 24}, func(e Estimate) Range { return e.Disk }, 20},
	} {
		e, err := EstimateFor(tt.plan, Assumptions(tt.plan.Media))
		if err != nil {
			t.Fatal(err)
		}
		if r := tt.of(e); tt.value < r.From || tt.value > r.To {
			t.Errorf("%s is not within %.1f to %.1f", tt.name, r.From, r.To)
		}
	}
}

func TestLabour(t *testing.T) {
	one, many := LabourOf(1), LabourOf(10_000)
	if one.Hours.From < 1 || many.Hours.From <= one.Hours.From || many.Hours.To < many.Hours.From || many.Reports != (Range{100, 600}) {
		t.Errorf("one: %+v, many: %+v", one, many)
	}
}
