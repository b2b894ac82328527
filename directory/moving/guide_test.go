package moving

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"landfall/directory/similar"
)

// everything lists the guides that Landfall comes with, each once.
func everything(t *testing.T) []*Guide {
	t.Helper()
	l, err := read(bytes.NewReader(embedded))
	if err != nil {
		t.Fatal(err)
	}
	return l.all
}

// TestAllGuidesAreListed by the name that leads to them, with the one for everybody last.
func TestAllGuidesAreListed(t *testing.T) {
	all := All()
	for i, guide := range all {
		last := i == len(all)-1
		if found := For(guide.ID); found.ID != guide.ID || (guide.ID == Generic) != last || slices.Contains(guide.Names, guide.ID) == last {
			t.Errorf("%d of %d: %q, named %v, leads to %q", i, len(all), guide.ID, guide.Names, found.ID)
		}
	}
	if all[0].ID != "mastodon" {
		t.Errorf("the first is %q", all[0].ID)
	}
}

func TestOf(t *testing.T) {
	for _, tt := range []struct {
		software string
		thing    Thing
		how      How
		known    bool
	}{
		{"mastodon", "followers", Moved, true},
		{"mastodon", "follows", Imported, true},
		{"mastodon", "posts", Copied, true},   // read in elsewhere is not for everybody
		{"gotosocial", "posts", "", false},    // only read in elsewhere, or not known
		{"gotosocial", "bookmarks", "", true}, // lost
		{"friendica", "followers", Moved, true},
		{"peertube", "followers", "", true},
		{"mbin", "follows", "", false},
	} {
		guide := For(tt.software)
		if how, known := guide.Of(tt.thing); how != tt.how || known != tt.known {
			t.Errorf("%s, %s: %q, %v; want %q, %v", tt.software, tt.thing, how, known, tt.how, tt.known)
		}
	}
}

func TestFor(t *testing.T) {
	for _, tt := range []struct{ software, want string }{
		{"mastodon", "mastodon"},
		{"Mastodon", "mastodon"},
		{"hometown", "mastodon"},
		{"glitch_soc", "mastodon"},
		{"akkoma", "pleroma"},
		{"gotosocial", "gotosocial"},
		{"firefish", "misskey"},
		{"FoundKey", "misskey"},
		{"iceshrimp", "misskey"},
		{"iceshrimp.net", "iceshrimp-net"},
		{"Iceshrimp.NET", "iceshrimp-net"},
		{"sharkey", "sharkey"},
		{"streams", "hubzilla"},
		{"kbin", "mbin"},
		{"pyfedi", "piefed"},
		{"bonfire social", "bonfire"},
		{"a-software-of-tomorrow", Generic},
		{"unknown", Generic},
		{"generic", Generic},
		{" - ", Generic},
		{"", Generic},
	} {
		if got := For(tt.software); got.ID != tt.want || len(got.Steps) == 0 {
			t.Errorf("For(%q) is %q with %d steps, want %q", tt.software, got.ID, len(got.Steps), tt.want)
		}
	}
}

// TestForksAgree asks that no fork that Landfall knows falls through to the generic guide
// where the software that it comes from has one.
func TestForksAgree(t *testing.T) {
	for _, fork := range []string{
		"glitchsoc", "hometown", "fedibird", "ecko", "akkoma", "rebased", "soapbox", "sharkey", "iceshrimp", "firefish", "calckey",
		"foundkey", "cherrypick", "catodon", "meisskey", "magnetar", "mbin", "streams", "forte", "zap", "osada", "redmatrix",
	} {
		parent := similar.Family(fork)
		if parent == fork {
			t.Errorf("%q is no fork any more", fork)
		}
		if For(fork).ID == Generic || For(parent).ID == Generic {
			t.Errorf("%q of %q has the generic guide", fork, parent)
		}
	}
}

func TestStepsAreWhole(t *testing.T) {
	for _, guide := range everything(t) {
		var ids []StepID
		for i, step := range guide.Steps {
			ids = append(ids, step.ID)
			if step.Title == "" || step.Text == "" || step.DaysBefore < 1 {
				t.Errorf("%s, %s: something is missing: %+v", guide.ID, step.ID, step)
			}
			if step.Menu != "" && step.Link == "" {
				t.Errorf("%s, %s: a menu without a source", guide.ID, step.ID)
			}
			if i > 0 && (step.DaysBefore > guide.Steps[i-1].DaysBefore || slices.Index(order, step.ID) <= slices.Index(order, guide.Steps[i-1].ID)) {
				t.Errorf("%s, %s: comes before %s", guide.ID, step.ID, guide.Steps[i-1].ID)
			}
		}
		for _, id := range []StepID{NoteHandle, Export, Choose, Tell, Check} {
			if !slices.Contains(ids, id) {
				t.Errorf("%s: has no step %q", guide.ID, id)
			}
		}
	}
}

// TestMoveNeedsAlias holds for every software: the new account has to name the old one.
func TestMoveNeedsAlias(t *testing.T) {
	for _, guide := range everything(t) {
		has := func(id StepID) bool { return slices.ContainsFunc(guide.Steps, func(s Step) bool { return s.ID == id }) }
		if has(Move) != has(Alias) {
			t.Errorf("%s: has one of alias and move", guide.ID)
		}
		imports := func(c Claim) bool { return c.How == Imported && !strings.HasPrefix(c.Text, elsewhere) }
		if slices.ContainsFunc(guide.Keeps, imports) && !has(Import) {
			t.Errorf("%s: keeps what is read in, without a step for that", guide.ID)
		}
	}
}

// TestClaimsSayTheirSource and say something that is not said twice.
func TestClaimsSayTheirSource(t *testing.T) {
	for _, guide := range everything(t) {
		seen := map[string]bool{}
		for _, claim := range slices.Concat(guide.Keeps, guide.Loses) {
			if !strings.HasPrefix(claim.Source, "https://") {
				t.Errorf("%s: %q rests on %q", guide.ID, claim.Text, claim.Source)
			}
			if seen[claim.Text] {
				t.Errorf("%s: says %q twice", guide.ID, claim.Text)
			}
			seen[claim.Text] = true
		}
		for _, claim := range guide.Loses {
			if claim.How != "" {
				t.Errorf("%s: %q is lost and kept", guide.ID, claim.Text)
			}
		}
		if len(guide.Keeps)+len(guide.Loses) == 0 && len(guide.Unknown) == 0 {
			t.Errorf("%s: neither says something nor that it knows nothing", guide.ID)
		}
	}
}

// TestPlainSentences keeps the texts readable for somebody in a hurry, and without blame.
func TestPlainSentences(t *testing.T) {
	const maxWords, maxLetters = 26, 330
	for _, guide := range everything(t) {
		texts := slices.Clone(guide.Unknown)
		for _, step := range guide.Steps {
			texts = append(texts, step.Text)
		}
		for _, claim := range slices.Concat(guide.Keeps, guide.Loses) {
			texts = append(texts, claim.Text)
		}
		for _, text := range texts {
			if !strings.HasSuffix(text, ".") || strings.TrimSpace(text) != text || len(text) > maxLetters {
				t.Errorf("%s: no sentence, or too long (%d): %q", guide.ID, len(text), text)
			}
			for sentence := range strings.SplitSeq(text, ". ") {
				if words := len(strings.Fields(sentence)); words > maxWords {
					t.Errorf("%s: %d words: %q", guide.ID, words, sentence)
				}
			}
			for _, word := range []string{"fault", "blame", "unfortunately", "sadly", "failed to", "simply", "just "} {
				if strings.Contains(strings.ToLower(text), word) {
					t.Errorf("%s: %q in %q", guide.ID, word, text)
				}
			}
		}
	}
}
