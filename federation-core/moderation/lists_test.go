package moderation

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"landfall/internal/fixtures"
)

// TestPublishedLists reads lists as they are published and as tools write them. Every line is
// accounted for, and what was read comes back from our own export.
func TestPublishedLists(t *testing.T) {
	for _, path := range fixtures.Glob(t, "blocklists", "*", "*") {
		t.Run(filepath.Join(filepath.Base(filepath.Dir(path)), filepath.Base(path)), func(t *testing.T) {
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			read, accounted := ReadCSV, true
			if filepath.Ext(path) == ".json" {
				read, accounted = ReadJSON, false
			}
			list, err := read(bytes.NewReader(data))
			if err != nil {
				t.Fatal(err)
			}
			if len(list.Rules) == 0 {
				t.Error("no rules")
			}
			if accounted {
				account(t, string(data), list)
			}
			for _, l := range list.Skipped {
				t.Logf("skipped %d: %s: %s", l.Number, l.Text, l.Reason)
			}
			for _, l := range list.Doubts {
				t.Logf("in doubt %d: %s: %s", l.Number, l.Text, l.Reason)
			}
			comeBack(t, list)
		})
	}
}

// account counts the lines of a list whose records have one line each.
func account(t *testing.T, text string, list List) {
	t.Helper()
	lines := 0
	for line := range strings.Lines(text) {
		name, _, _ := strings.Cut(strings.Trim(strings.TrimSpace(line), `#"`), ",")
		if name = strings.Trim(name, `"`); name != "" && name != "domain" {
			lines++
		}
	}
	if got := len(list.Rules) + len(list.Skipped); got != lines {
		t.Errorf("%d rules and %d lines skipped of %d", len(list.Rules), len(list.Skipped), lines)
	}
}

func comeBack(t *testing.T, list List) {
	t.Helper()
	want := New("", Open, list.Rules, nil).Rules()
	var out bytes.Buffer
	if err := WriteCSV(&out, want); err != nil {
		t.Fatal(err)
	}
	again, err := ReadCSV(&out)
	if err != nil || len(again.Skipped)+len(again.Doubts) > 0 {
		t.Fatalf("%v, %+v", err, again.Skipped)
	}
	for i := range want {
		want[i].PrivateComment = ""
	}
	if diff := cmp.Diff(want, again.Rules); diff != "" {
		t.Error(diff)
	}
	p := New("home.example", Open, list.Rules, nil)
	for _, r := range list.Rules {
		if got := p.Decide("below." + r.Domain).Allowed; got == (r.Severity == Suspend) {
			t.Errorf("%+v: allowed: %v", r, got)
		}
	}
}
