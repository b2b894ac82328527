package rows

import (
	"strings"
	"testing"
)

func TestCellsOfStrangersAreNoFormulas(t *testing.T) {
	for _, text := range []string{"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", "\u00a0=1", "\u200b=1", "＝1"} {
		if got := Harmless(text); got != "'"+text {
			t.Errorf("Harmless(%q) = %q, want an apostrophe before it", text, got)
		}
	}
	for _, text := range []string{"", "a=1", "Quiet Harbour", "1-2"} {
		if got := Harmless(text); got != text {
			t.Errorf("Harmless(%q) = %q, want it unchanged", text, got)
		}
	}
}

// TestRows: one row in both formats; what is not known is an empty cell and a null.
func TestRows(t *testing.T) {
	type named struct {
		Host string `json:"host"`
		Days *int   `json:"days"`
	}
	type row struct {
		named
		Kept  *bool    `json:"kept"`
		Words []string `json:"words"`
	}
	days := -3
	for format, want := range map[string]string{
		CSV:    "host,days,kept,words\n\"'=a,\"\"b\"\"\",-3,,\"[\"\"x\"\"]\"\n,,,\n",
		NDJSON: `{"host":"=a,\"b\"","days":-3,"kept":null,"words":["x"]}` + "\n" + `{"host":"","days":null,"kept":null,"words":null}` + "\n",
	} {
		var out strings.Builder
		w := New(&out, format, row{})
		for _, r := range []row{{named: named{`=a,"b"`, &days}, Words: []string{"x"}}, {}} {
			if err := w.Write(r); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.Close(); err != nil || out.String() != want {
			t.Errorf("%s: %q, %v, want %q", format, out.String(), err, want)
		}
	}
}
