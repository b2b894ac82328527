package moderation

import (
	"bytes"
	"encoding/csv"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"
)

func TestWriteCSV(t *testing.T) {
	var out bytes.Buffer
	err := WriteCSV(&out, []Rule{
		{Domain: "evil.example", Severity: Suspend, RejectMedia: true, Obfuscate: true, PublicComment: `=HYPERLINK("https://x.example")`, PrivateComment: "secret"},
		{Domain: "loud.example", Severity: Silence, RejectReports: true, PublicComment: "one, two"},
	})
	want := "#domain,#severity,#reject_media,#reject_reports,#public_comment,#obfuscate\n" +
		"evil.example,suspend,true,false,\"'=HYPERLINK(\"\"https://x.example\"\")\",true\n" +
		"loud.example,silence,false,true,\"one, two\",false\n"
	if diff := cmp.Diff(want, out.String()); diff != "" || err != nil {
		t.Errorf("%v\n%s", err, diff)
	}
}

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.ErrUnsupported }

func TestWriteCSVSaysWhenItCannot(t *testing.T) {
	if err := WriteCSV(full{}, nil); !errors.Is(err, errors.ErrUnsupported) {
		t.Errorf("got %v", err)
	}
}

func TestListsComeBackAsTheyWent(t *testing.T) {
	comment := rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{"=1", "'=1", "''=1", "' =1", "'", "＝1", "'a", "-", "@a"}), rapid.StringMatching(`[=+@'", \t\r\n;#-]{0,6}[a-z'",\r\n]{0,6}`))
	one := rapid.Custom(func(t *rapid.T) Rule {
		return Rule{
			Domain: domain.Draw(t, "domain"), Severity: Severity(rapid.IntRange(0, 2).Draw(t, "severity")),
			RejectMedia: rapid.Bool().Draw(t, "media"), RejectReports: rapid.Bool().Draw(t, "reports"), Obfuscate: rapid.Bool().Draw(t, "obfuscate"),
			PublicComment: comment.Draw(t, "comment"),
		}
	})
	rapid.Check(t, func(t *rapid.T) {
		want := New("", Open, rapid.SliceOfN(one, 0, 6).Draw(t, "rules"), nil).Rules()
		var out bytes.Buffer
		if err := WriteCSV(&out, want); err != nil {
			t.Fatal(err)
		}
		cells, err := csv.NewReader(bytes.NewReader(out.Bytes())).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range cells[1:] {
			for _, cell := range row {
				if cell = strings.TrimSpace(cell); cell != "" && strings.ContainsAny(cell[:1], "=+-@") {
					t.Fatalf("a formula: %q", cell)
				}
			}
		}
		got, err := ReadCSV(&out)
		if diff := cmp.Diff(List{Rules: want}, got, cmpopts.EquateEmpty()); diff != "" || err != nil {
			t.Fatalf("%v\n%s", err, diff)
		}
	})
}
