package directory

import (
	"slices"
	"strings"
	"testing"

	"landfall"
	"landfall/directory/reading"
)

func TestLabel(t *testing.T) {
	for _, tt := range []struct{ key, value, want string }{
		{KeySoftware, "gotosocial", "GoToSocial"},
		{KeySoftware, "peertube", "PeerTube"},
		{KeySoftware, "harbourware", "harbourware"},
		{KeySoftware, Unknown, "Not stated"},
		{KeyLanguage, "de", "Deutsch"},
		{KeyLanguage, "pt-PT", "Português europeu"},
		{KeyLanguage, "ja", "日本語"},
		{KeyLanguage, "fr", "Français"},
		{KeyLanguage, "ka", "ქართული"}, // Georgian has no capitals in running text
		{KeyLanguage, Unknown, "Not stated"},
		{KeyLanguage, "not a language", "not a language"},
		{KeySignup, "approval", "Needs approval"},
		{KeySignup, SignupNotClosed, "Takes new people (way not stated)"},
		{KeySignup, Unknown, "Not stated"},
		{KeySize, "tiny", "2–49"},
		{KeySpeed, Unknown, "Not measured yet"},
		{"topic", "music.metal", "Music › Metal"},
		{"place", "de.berlin", "Germany › Berlin"},
		{"rules", "adult:forbidden", "Adult content: forbidden"},
		{"sw", "family:misskey", "Misskey and its forks"},
		{"colour", "blue", "blue"},
	} {
		if got := Label(tt.key, tt.value); got != tt.want {
			t.Errorf("Label(%q, %q) = %q, want %q", tt.key, tt.value, got, tt.want)
		}
	}
}

func TestEveryFixedValueHasALabel(t *testing.T) {
	for _, kind := range facets {
		for _, value := range kind.values {
			if kind.name(value) == value {
				t.Errorf("%s=%s has no label", kind.key, value)
			}
		}
	}
	for name := range softwareNames {
		if parsed, ok := parseSoftware(name); !ok || parsed != name {
			t.Errorf("software %q is not a nodeinfo name", name)
		}
	}
}

func TestSizeAndSpeedOfEveryServerAreFacetValues(t *testing.T) {
	for _, kind := range facets {
		if kind.values == nil {
			continue
		}
		for _, mode := range landfall.SignupModes() {
			server := newServer(&landfall.Instance{Facts: landfall.Facts{Signup: landfall.Signup{Mode: mode}}}, Measured{}, nil, moment)
			for _, value := range kind.of(server) {
				if !slices.Contains(kind.values, value) {
					t.Errorf("%s: a server has the value %q, which is none", kind.key, value)
				}
			}
		}
	}
}

func TestLanguagesOf(t *testing.T) {
	for _, tt := range []struct{ name, declared, want string }{
		{"nothing declared", "", "unknown"},
		{"nothing that is a language", "x-mine,??,und,mul-long-nonsense", "unknown"},
		{"what a language means by itself", "en-US,pt-BR,zh-CN,de-Latn-DE", "en pt zh de"},
		{"variants beside their base", "pt-PT,en_GB,zh-Hant", "pt pt-PT en en-GB zh zh-Hant"},
		{"each once", "de,DE,de-DE", "de"},
		{"old codes", "iw,in", "he id"},
		{"two codes of one language", "arb,ar,nb,no,cmn-Hant", "ar no zh zh-Hant"},
		{"extensions are dropped", "de-u-co-phonebk,sl-rozaj", "de sl"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			server := &Server{Reading: &reading.Reading{}}
			server.Facts.Languages = strings.Split(tt.declared, ",")
			if got := strings.Join(languages{}.of(server), " "); got != tt.want {
				t.Errorf("languages of %q: %q, want %q", tt.declared, got, tt.want)
			}
		})
	}
}

func TestPeople(t *testing.T) {
	for _, tt := range []struct {
		count landfall.Count
		text  string
		exact bool
	}{
		{landfall.Missing(landfall.WhyHidden), "", false},
		{landfall.Known(0), "<10", false},
		{landfall.Known(9), "<10", false},
		{landfall.Known(10), "10", true},
		{landfall.Known(1_234_567), "1,234,567", true},
	} {
		if text, exact := People(tt.count); text != tt.text || exact != tt.exact {
			t.Errorf("People(%v) = %q, %v; want %q, %v", tt.count, text, exact, tt.text, tt.exact)
		}
	}
}

// TestHostileValuesAreBounded: a thousand servers with a software of their own do not
// make a thousand check boxes, and each can still be asked for.
func TestHostileValuesAreBounded(t *testing.T) {
	var instances []landfall.Instance
	for _, in := range sixtyHosts() {
		for i := range 10 {
			next := in
			next.Host = landfall.Host("f" + string(rune('0'+i)) + string(in.Host))
			next.Facts.Software.Name = strings.ReplaceAll(string(next.Host), ".", "-")
			instances = append(instances, next)
		}
	}
	s := build(instances, moment)
	q := Query{Chosen: Choices{KeySoftware: {"f9h59-sim-social"}}}
	for _, facet := range s.Find(q).Facets {
		if len(facet.Values) > maxShown+1 {
			t.Errorf("%s shows %d values", facet.Key, len(facet.Values))
		}
		if facet.Key == KeySoftware && !slices.ContainsFunc(facet.Values, func(v FacetValue) bool { return v.Selected && v.Count == 1 }) {
			t.Error("the selected value is not shown")
		}
	}
}

func TestCurrent(t *testing.T) {
	var c Current
	if c.Load() != nil || c.Epoch() != "" {
		t.Error("an empty Current holds something")
	}
	first, second := Build(Material{}, moment), Build(Material{}, moment.Add(1))
	c.Store(first)
	if c.Load() != first || c.Epoch() != first.Epoch() || c.Epoch() == "" {
		t.Error("the snapshot stored is not the one shown")
	}
	c.Store(second)
	if c.Epoch() == first.Epoch() {
		t.Error("two snapshots of different moments have one epoch")
	}
}
