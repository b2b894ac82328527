package tongue

import (
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
)

// TestCatalogs checks every language: no text that there is none of, nothing lost that a
// program puts in, all forms of a plural, and enough of it.
func TestCatalogs(t *testing.T) {
	page, method := maps.Collect(texts("en.txt")), maps.Collect(texts("en-method.txt"))
	names, err := fs.Glob(files, "messages/*.yaml")
	if err != nil || len(names) == 0 {
		t.Fatalf("catalogs %v: %v", names, err)
	}
	for _, name := range names {
		code := strings.TrimSuffix(strings.TrimPrefix(name, "messages/"), ".yaml")
		t.Run(code, func(t *testing.T) {
			messages, err := read(code)
			if err != nil {
				t.Fatal(err)
			}
			counted := formsOf(code)
			for _, m := range messages {
				counts, known := page[m.ID]
				if !known {
					counts, known = method[m.ID]
				}
				if !known {
					t.Errorf("%q is no text of ours", m.ID)
					continue
				}
				checkForms(t, counted, m, counts)
			}
			percent := share(messages)
			t.Logf("%d %% of the texts on pages", percent)
			if published := Find(code) != nil; published != (percent >= enough) {
				t.Errorf("it has %d %%, and is published: %v", percent, published)
			}
		})
	}
}

// checkForms checks the forms of one text: those of a language if it counts something.
func checkForms(t *testing.T, counted []plural.Form, m *i18n.Message, counts bool) {
	t.Helper()
	forms := map[plural.Form]string{plural.Zero: m.Zero, plural.One: m.One, plural.Two: m.Two, plural.Few: m.Few, plural.Many: m.Many, plural.Other: m.Other}
	needed := []plural.Form{plural.Other}
	if counts {
		needed = counted
	}
	for form, text := range forms {
		if wanted := slices.Contains(needed, form); wanted != (text != "") {
			t.Errorf("%q: form %d is there: %v, and needed: %v", m.ID, form, text != "", wanted)
		}
		if text == "" {
			continue
		}
		got, want := marksOf(text), marksOf(m.ID)
		if form == plural.Zero || form == plural.One || form == plural.Two { // "one day" needs no number
			got, want = without(got, "{n}"), without(want, "{n}")
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q in %q has %q; want %q", m.ID, text, got, want)
		}
	}
}

// formsOf are the forms that a language has for whole numbers, by the rules that [Count]
// goes by. Those of golang.org/x/text are older: they know no "many" of millions.
func formsOf(code string) []plural.Form {
	tag := language.MustParse(code)
	bundle := i18n.NewBundle(language.English)
	every := &i18n.Message{ID: "forms", Zero: "zero", One: "one", Two: "two", Few: "few", Many: "many", Other: "other"}
	if err := bundle.AddMessages(tag, every); err != nil {
		panic(err)
	}
	localizer := i18n.NewLocalizer(bundle, code)
	named := map[string]plural.Form{"zero": plural.Zero, "one": plural.One, "two": plural.Two, "few": plural.Few, "many": plural.Many, "other": plural.Other}
	forms := []plural.Form{plural.Other}
	for n := range 1_000_001 {
		if n > 1000 && n%1_000_000 != 0 {
			continue
		}
		name, err := localizer.Localize(&i18n.LocalizeConfig{MessageID: every.ID, PluralCount: n})
		if err != nil {
			panic(err)
		}
		if form := named[name]; !slices.Contains(forms, form) {
			forms = append(forms, form)
		}
	}
	return forms
}

// marks are what a program puts in or makes an element of.
var marks = regexp.MustCompile("\\{\\w+\\}|`[^`]+`|\\]\\([\\w-]+\\)|\\*\\*")

func marksOf(text string) []string {
	found := marks.FindAllString(text, -1)
	slices.Sort(found)
	return found
}

func without(list []string, left string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(s string) bool { return s == left })
}
