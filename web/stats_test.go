package web

import (
	"encoding/csv"
	"net/http"
	"strings"
	"testing"

	"landfall/directory/stats"
	"landfall/internal/rows"
	"landfall/web/tongue"
)

// Every chart has a table and a file with the same numbers.
func TestEveryChartHasTheNumbersOfItsFile(t *testing.T) {
	w := newWorld(everyone()...)
	site := engine(t, w, Config{})
	for _, c := range stats.Of(w.Snapshot) {
		if c.Empty() {
			t.Errorf("the tests' world has nothing for %s", c.ID)
			continue
		}
		file, err := csv.NewReader(strings.NewReader(string(rows.Sheet(c.Header(), c.Records())))).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		table := elements(document(t, site, "/stats/"+c.ID, http.StatusOK), "tbody")[0]
		lines := elements(table, "tr")
		if len(lines) != len(file)-1 {
			t.Errorf("%s: %d rows, and %d in the file", c.ID, len(lines), len(file)-1)
			continue
		}
		for i, line := range lines {
			for j, cell := range elements(line, "td") {
				want := file[i+1][j+1]
				if got := strings.ReplaceAll(words(cell), ",", ""); got != want && (want != "" || got != "unknown") {
					t.Errorf("%s: row %d has %q, and the file %q", c.ID, i, got, want)
				}
			}
		}
	}
}

// A link of a chart leads to as many servers as the chart says.
func TestALineLeadsToTheServersThatItCounts(t *testing.T) {
	w := newWorld(everyone()...)
	site := engine(t, w, Config{})
	followed := 0
	for _, c := range stats.Of(w.Snapshot) {
		for i := range c.Lines {
			path := linePath(&c, &c.Lines[i])
			if path == "" {
				continue
			}
			followed++
			found := words(byID(t, document(t, site, path, http.StatusOK), "count"))
			want := tongue.Number(tongue.With(t.Context(), tongue.English()), int64(*c.Lines[i].Cells[0]))
			if !strings.HasPrefix(found, want+" ") {
				t.Errorf("%s: %s of %s, and %s says %q", c.ID, want, c.Lines[i].Key, path, found)
			}
		}
	}
	if followed < 30 {
		t.Errorf("only %d lines lead anywhere", followed)
	}
}

func TestTotalsOfStatisticsAreThoseOfTheDirectory(t *testing.T) {
	w := newWorld(everyone()...)
	for _, c := range stats.Of(w.Snapshot) {
		if c.Base.Of == stats.Listed && c.Base.Whole != w.Snapshot.Totals().Listed {
			t.Errorf("%s is over %d servers; %d are listed", c.ID, c.Base.Whole, w.Snapshot.Totals().Listed)
		}
	}
}
