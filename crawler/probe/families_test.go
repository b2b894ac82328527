package probe

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"landfall"
)

// nodeinfoFor is a nodeinfo document of a software, with its metadata.
func nodeinfoFor(software, version, metadata string) map[string]answer {
	return withNodeinfo(`{"version":"2.0","software":{"name":"` + software + `","version":"` + version + `"},"openRegistrations":true,` +
		`"usage":{"users":{"total":40,"activeMonth":10,"activeHalfyear":20},"localPosts":300},"metadata":` + metadata + `}`)
}

// told writes down what a visit stated beyond the counts, a field a line.
func told(r Result) string {
	var lines []string
	add := func(field landfall.Field, text string) {
		if r.Facts.Stated(field) {
			lines = append(lines, string(field)+": "+text)
		}
	}
	f := &r.Facts
	add(landfall.FieldName, f.Name)
	add(landfall.FieldDescription, f.Description)
	add(landfall.FieldExtended, f.Extended)
	add(landfall.FieldSoftware, f.Software.String())
	signup := string(f.Signup.Mode)
	if f.Signup.NotClosed {
		signup = "not closed"
	}
	if f.Signup.MinAge > 0 {
		signup += fmt.Sprintf(" from %d", f.Signup.MinAge)
	}
	if f.Signup.Message != "" {
		signup += ", " + f.Signup.Message
	}
	add(landfall.FieldSignup, signup)
	for _, rule := range f.Rules {
		add(landfall.FieldRules, rule.Text)
	}
	add(landfall.FieldLanguages, strings.Join(f.Languages, " "))
	for _, field := range landfall.DetailFields() {
		text, _ := f.Text(field)
		add(field, text)
	}
	return strings.Join(lines, "\n")
}

// TestFamilies reads one synthetic set of documents per family, as the first visit
// to a host does, and expects everything that is stated, and the requests.
func TestFamilies(t *testing.T) {
	for _, tt := range familyTests() {
		t.Run(tt.name, func(t *testing.T) {
			result, s := visit(t, tt.answers)
			if diff := cmp.Diff(strings.TrimSpace(tt.want), told(result)); diff != "" {
				t.Errorf("stated (-want +got):\n%s", diff)
			}
			asked := strings.Join(s.asked, " ")
			if got := strings.TrimPrefix(asked, pathWellKnown+" "+pathNodeinfo); strings.TrimSpace(got) != tt.asked {
				t.Errorf("asked for %q, want %q", got, tt.asked)
			}
			if len(s.asked) > budget-1 {
				t.Errorf("%d requests and robots.txt are more than %d", len(s.asked), budget)
			}
			if result.Facts.Users.Known && result.Facts.Users.N == 0 {
				t.Error("nobody has an account there")
			}
		})
	}
}

type familyTest struct {
	name    string
	answers map[string]answer
	asked   string // beyond nodeinfo
	want    string
}

func familyTests() []familyTest {
	return slices.Concat(microblogs(), smallSites(), forums(), media(), longForm())
}

// Every family is found by each of its names, and no name belongs to two.
func TestNamesOfFamilies(t *testing.T) {
	seen := map[string]bool{}
	for _, f := range families {
		for _, name := range f.names {
			if seen[name] {
				t.Errorf("%s belongs to two families", name)
			}
			seen[name] = true
			if familyOf(name) != f {
				t.Errorf("%s is of another family", name)
			}
			if clean, ok := softwareName(name); !ok || clean != name {
				t.Errorf("%q is not how nodeinfo's names are kept", name)
			}
		}
	}
	if familyOf("never-heard-of") != &generic {
		t.Error("unknown software is of a family")
	}
}
