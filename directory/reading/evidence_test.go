package reading

import (
	"strings"
	"testing"
	"time"

	"landfall"
	"landfall/directory/topic"
)

var (
	stood = time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC) // by facts
	seen  = stood.AddDate(0, 0, 9)
)

func metal() Input {
	return Input{
		Host: "metal.example", Seen: seen,
		Facts:    facts("A server for metal bands and their fans, run from Berlin for the people of Berlin. We make daily backups."),
		Declared: []topic.Declaration{{Source: topic.SourceCurator, Topic: "music", At: stood.AddDate(0, 0, -3)}},
	}
}

func TestAllEvidenceIsKept(t *testing.T) {
	clues := New().Read(metal()).Clues(seen)
	want := map[landfall.ClueKind]string{
		landfall.ClueTopic: "music.metal", landfall.CluePlace: "community_for:de.berlin",
		landfall.ClueLanguage: "de", landfall.ClueRule: "advertising", landfall.CluePromise: "promise:backups",
	}
	keys := map[landfall.ClueKey]bool{}
	last := 2.0
	for _, r := range clues {
		if want[r.Kind] == r.ID {
			delete(want, r.Kind)
		}
		if keys[r.Key()] {
			t.Errorf("%v comes twice", r.Key())
		}
		keys[r.Key()] = true
		if r.Weight > last || r.FirstSeen.IsZero() || r.LastSeen.IsZero() || r.Rule == "" {
			t.Errorf("%+v after one of weight %v", r, last)
		}
		last = r.Weight
	}
	if len(want) > 0 {
		t.Errorf("no evidence of %v in %+v", want, clues)
	}
}

func TestEvidenceGetsTheTimesThatAreKept(t *testing.T) {
	long := stood.AddDate(-1, 0, 0)
	read := New().Read(metal())
	var kept []landfall.Clue
	for _, r := range read.Clues(seen) {
		if r.Source == "description" && strings.HasPrefix(r.ID, "music") {
			r.FirstSeen, r.LastSeen = long, long.AddDate(0, 1, 0)
			r.Snippet, r.Rule = "another text, by other rules", "0.1"
			kept = append(kept, r)
		}
	}
	if len(kept) == 0 {
		t.Fatal("no evidence to keep")
	}
	read.Keep(kept, seen)
	for _, f := range read.Topics.Topics {
		for _, e := range f.Evidence {
			first, last := seen, seen // the host name has no times of its own
			switch e.Source {
			case topic.SourceDescription:
				first, last = long, stood
			case topic.SourceCurator:
				first, last = stood.AddDate(0, 0, -3), stood.AddDate(0, 0, -3)
			}
			if !e.FirstSeen.Equal(first) || !e.LastSeen.Equal(last) {
				t.Errorf("%s: %s %q from %v to %v, want %v to %v", f.ID, e.Source, e.Term, e.FirstSeen, e.LastSeen, first, last)
			}
		}
	}
	if len(read.Topics.Topics) < 2 {
		t.Errorf("topics %+v", read.Topics)
	}
}

func TestWhatIsKeptIsOutdatedByNewsAndByTheDay(t *testing.T) {
	now := New().Read(metal()).Clues(seen)
	change := func(change func(*landfall.Clue)) []landfall.Clue {
		kept := append([]landfall.Clue{}, now...)
		change(&kept[1])
		return kept
	}
	for name, tt := range map[string]struct {
		kept []landfall.Clue
		want bool
	}{
		"all the same":          {kept: now},
		"one more, of long ago": {kept: append([]landfall.Clue{{Kind: landfall.ClueTopic, ID: "art"}}, now...)},
		"an earlier first time": {kept: change(func(r *landfall.Clue) { r.FirstSeen = r.FirstSeen.AddDate(-1, 0, 0) })},
		"seen an hour before":   {kept: change(func(r *landfall.Clue) { r.LastSeen = r.LastSeen.Add(-time.Hour) })},
		"seen a day before":     {kept: change(func(r *landfall.Clue) { r.LastSeen = r.LastSeen.Add(-24 * time.Hour) }), want: true},
		"one less":              {kept: now[1:], want: true},
		"another snippet":       {kept: change(func(r *landfall.Clue) { r.Snippet += "!" }), want: true},
		"another weight":        {kept: change(func(r *landfall.Clue) { r.Weight -= 0.001 }), want: true},
		"other rules":           {kept: change(func(r *landfall.Clue) { r.Rule = "0.1" }), want: true},
		"a later first time":    {kept: change(func(r *landfall.Clue) { r.FirstSeen = r.FirstSeen.Add(time.Hour) }), want: true},
	} {
		if got := Outdated(tt.kept, now); got != tt.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}
