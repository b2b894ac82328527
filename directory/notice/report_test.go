package notice

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"landfall/internal/fixtures"
)

// label is a row of the table of labelled texts.
type label struct {
	path, want, announced, closes string
}

func labels(t testing.TB) []label {
	rows := strings.Split(strings.TrimSpace(string(fixtures.Read(t, "LABELS.tsv"))), "\n")
	columns := map[string]int{}
	for i, name := range strings.Split(rows[0], "\t") {
		columns[name] = i
	}
	var all []label
	for _, row := range rows[1:] {
		cells := strings.Split(row, "\t")
		if l := (label{cells[columns["path"]], cells[columns["is_notice"]], cells[columns["announced"]], cells[columns["shutdown"]]}); l.want != "" {
			all = append(all, l)
		}
	}
	return all
}

// read reads one labelled text as its people would have it read: with the day on which
// it was posted where that is known.
func read(t testing.TB, l label) Result {
	p := PlainText(string(fixtures.Read(t, l.path)))
	if at, err := time.Parse(time.DateOnly, l.announced); err == nil && p.Posted.IsZero() {
		p.Posted = at
	}
	return Default().Detect(Input{Text: p.Text, Posted: p.Posted})
}

// TestNoticesReport compares every labelled text with its label, prints each
// disagreement with its quote, and then every hit in all other texts that were recorded.
func TestNoticesReport(t *testing.T) {
	type key struct {
		want string
		got  Verdict
	}
	counts := map[key]int{}
	dated, right := 0, 0
	for _, l := range labels(t) {
		r := read(t, l)
		counts[key{l.want, r.Verdict}]++
		line := fmt.Sprintf("%s: %s %.2f %q, quote %q, words %q", l.path, r.Verdict, r.Confidence, r.Stage, r.Quote, r.Words)
		switch {
		case l.want == "no" && r.Verdict != None, l.want == "yes" && r.Verdict != Notice, l.want == "report" && r.Verdict == Notice:
			t.Error(line)
		case l.want == "report" && r.Verdict != Report:
			t.Logf("not told from a text about nothing: %s", line)
		}
		if l.want == "yes" && l.closes != "" {
			dated++
			if r.Closes.Stated() && r.Closes.To.Format(time.DateOnly) == l.closes {
				right++
			} else {
				t.Errorf("%s: closes %v, want %s", l.path, r.Closes, l.closes)
			}
		}
	}
	for _, k := range slices.SortedFunc(maps.Keys(counts), func(a, b key) int {
		return strings.Compare(a.want+string(a.got), b.want+string(b.got))
	}) {
		t.Logf("labelled %-6s read as %-6s: %d", k.want, k.got, counts[k])
	}
	t.Logf("dates: %d of %d right", right, dated)
	reportCorpus(t)
}

// reportCorpus lists every hit among texts of which nearly none is a notice.
func reportCorpus(t *testing.T) {
	texts, hits := 0, map[Verdict]int{}
	fixtures.Texts(t, func(source, text string) {
		texts++
		p := PlainText(text)
		if r := Default().Detect(Input{Text: p.Text, Posted: p.Posted}); r.Verdict != None {
			hits[r.Verdict]++
			t.Logf("hit: %s: %s %.2f %q, closes %v, quote %q, words %q", source, r.Verdict, r.Confidence, r.Stage, r.Closes, r.Quote, r.Words)
		}
	})
	t.Logf("of %d other texts %d are read as a notice and %d as a report", texts, hits[Notice], hits[Report])
	const oneIn = 2000
	if hits[Notice]*oneIn > texts {
		t.Errorf("%d hits in %d texts: more than one in %d", hits[Notice], texts, oneIn)
	}
}
