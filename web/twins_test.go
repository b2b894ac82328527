package web

import (
	"encoding/csv"
	"encoding/json"
	"log/slog"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/gin-gonic/gin"
	"golang.org/x/net/html"

	"landfall"
	"landfall/api"
	"landfall/directory/past"
	"landfall/directory/peers"
	"landfall/internal/rows"
	"landfall/web/phrase"
	"landfall/web/tongue"
)

// withAPI is the site and the API over one world, as the program serves them.
func withAPI(t *testing.T, w *world) http.Handler {
	return withAPIIn(t, w, Config{}, tongue.All()...)
}

// withAPIIn is the same in some languages.
func withAPIIn(t *testing.T, w *world, cfg Config, tongues ...*tongue.Tongue) http.Handler {
	return withAPIBeside(t, w, engineIn(t, w, cfg, tongues...))
}

// withAPIBeside adds the API over a world to a site over the same.
func withAPIBeside(t *testing.T, w *world, site http.Handler) http.Handler {
	programs := gin.New()
	programs.Use(func(c *gin.Context) {
		c.Next()
		if len(c.Errors) > 0 {
			t.Errorf("%s: %v", c.Request.URL, c.Errors)
		}
	})
	api.Register(programs, api.Deps{
		Directory: w, History: w, Past: past.NewReader(w, clock), Entries: w, Wordings: w, Graph: func() *peers.Graph { return acquaintance(w) },
		Now: clock, Logger: slog.New(slog.DiscardHandler), Site: public.PublicURL,
	})
	return api.Formats(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, api.Prefix) {
			programs.ServeHTTP(w, r)
			return
		}
		site.ServeHTTP(w, r)
	}))
}

// fileOf reads a CSV file that a page leads to, without its header.
func fileOf(t *testing.T, site http.Handler, page *html.Node, path string) [][]string {
	t.Helper()
	linked := false
	for _, a := range elements(page, "a") {
		href, _ := attr(a, "href")
		linked = linked || href == path
	}
	if !linked {
		t.Errorf("the page does not lead to %s", path)
	}
	w := get(t, site, path)
	if kind := w.Header().Get("Content-Type"); w.Code != http.StatusOK || !strings.HasPrefix(kind, "text/csv") {
		t.Fatalf("%s answers %d, %s: %s", path, w.Code, kind, w.Body)
	}
	lines, err := csv.NewReader(w.Body).ReadAll()
	if err != nil || len(lines) < 2 {
		t.Fatalf("%s: %d lines, %v", path, len(lines), err)
	}
	return lines[1:]
}

// cells are the words of the body of a table, by row; the first is the heading of the row.
func cells(table *html.Node) (all [][]string) {
	for _, row := range elements(elements(table, "tbody")[0], "tr") {
		var line []string
		for _, cell := range elements(row, "th", "td") {
			line = append(line, words(cell))
		}
		all = append(all, line)
	}
	return all
}

// bare is a number as a file has it, of one in a table; "" of what is unknown there.
func bare(shown string) string {
	if shown == "unknown" {
		return ""
	}
	return strings.ReplaceAll(shown, ",", "")
}

func tableNamed(t *testing.T, page *html.Node, name string) *html.Node {
	t.Helper()
	for _, n := range elements(page, "div") {
		if label, _ := attr(n, "aria-label"); label == name && len(elements(n, "table")) == 1 {
			return elements(n, "table")[0]
		}
	}
	t.Fatalf("there is no table %q", name)
	return nil
}

// milliseconds is a time of a file as pages say it.
func milliseconds(t *testing.T, text string) string {
	t.Helper()
	if text == "" {
		return "Not measured"
	}
	ms, err := strconv.ParseFloat(text, 64)
	if err != nil {
		t.Fatal(err)
	}
	return phrase.Duration(t.Context(), time.Duration(ms*float64(time.Millisecond)))
}

// TestFilesOfSpeedSayWhatTablesSay: each number of each chart.
func TestFilesOfSpeedSayWhatTablesSay(t *testing.T) {
	site := withAPI(t, newWorld(everyone()...))
	for _, period := range []string{"", "7d", "1y"} {
		path, more := "/s/quiet-harbour-sim.social/speed", ""
		if period != "" {
			more = "period=" + period
		}
		page := document(t, site, path+"?"+more, http.StatusOK)
		first := path + ".csv"
		if more != "" {
			first, more = first+"?"+more, "&"+more
		}
		days := cells(tableNamed(t, page, "What each click costs, by day"))
		for i, line := range fileOf(t, site, page, first) {
			at, _ := time.Parse(time.DateOnly, line[0])
			if got := days[i]; got[0] != at.Format("2 Jan 2006") || bare(got[1]) != line[1] || bare(got[2]) != line[2] || bare(got[3]) != line[3] {
				t.Errorf("%s: the table says %q, the file %q", period, got, line)
			}
		}
		week := cells(tableNamed(t, page, "Median of a click by weekday and hour (UTC)"))
		known := 0
		for _, row := range week {
			for _, cell := range row[1:] {
				if bare(cell) != "" {
					known++
				}
			}
		}
		hours := fileOf(t, site, page, path+".csv?part=hours"+more)
		for _, line := range hours {
			row := map[string]int{"monday": 0, "tuesday": 1, "wednesday": 2, "thursday": 3, "friday": 4, "saturday": 5, "sunday": 6}[line[0]]
			hour, _ := strconv.Atoi(line[1])
			if got := bare(week[row][1+hour]); got != line[2] {
				t.Errorf("%s at %d: the table says %q, the file %q", line[0], hour, got, line[2])
			}
		}
		if known != len(hours) {
			t.Errorf("the table has %d hours, the file %d", known, len(hours))
		}
		phases := cells(tableNamed(t, page, "Phases of a first visit"))
		for i, line := range fileOf(t, site, page, path+".csv?part=phases"+more) {
			if got := phases[i][1]; got != milliseconds(t, line[1]) {
				t.Errorf("%s: the table says %q, the file %q", line[0], got, line[1])
			}
		}
		places := cells(tableNamed(t, page, "Speed by place"))
		for i, line := range fileOf(t, site, page, path+".csv?part=places"+more) {
			if got := places[i]; got[0] != line[0] || got[2] != milliseconds(t, line[2]) || bare(got[4]) != line[5] {
				t.Errorf("the table says %q, the file %q", got, line)
			}
		}
	}
}

// TestTheDocumentOfSpeedSaysWhatThePageSays: and so do rows of JSON.
func TestTheDocumentOfSpeedSaysWhatThePageSays(t *testing.T) {
	site := withAPI(t, newWorld(everyone()...))
	page := document(t, site, "/s/quiet-harbour-sim.social/speed", http.StatusOK)
	var d struct {
		Days []struct {
			P50 *float64 `json:"click_ms_p50"`
		} `json:"days"`
		Pace struct{ Compared, Slower int } `json:"pace"`
	}
	if err := json.Unmarshal(get(t, site, "/s/quiet-harbour-sim.social/speed.json").Body.Bytes(), &d); err != nil {
		t.Fatal(err)
	}
	table := cells(tableNamed(t, page, "What each click costs, by day"))
	if len(d.Days) != len(table) {
		t.Fatalf("the document has %d days, the table %d", len(d.Days), len(table))
	}
	for i, day := range d.Days {
		want := ""
		if day.P50 != nil {
			want = strconv.FormatFloat(*day.P50, 'f', -1, 64)
		}
		if got := bare(table[i][1]); got != want {
			t.Errorf("day %d: the table says %q, the document %q", i, got, want)
		}
	}
	if lines := strings.Count(get(t, site, "/s/quiet-harbour-sim.social/speed."+rows.NDJSON).Body.String(), "\n"); lines != len(table) {
		t.Errorf("%d lines of JSON for %d rows", lines, len(table))
	}
	if sentence := "Faster than " + strconv.Itoa(100*d.Pace.Slower/max(1, d.Pace.Compared)) + "% of " + strconv.Itoa(d.Pace.Compared); !strings.Contains(words(page), sentence) {
		t.Errorf("the page does not say %q", sentence)
	}
}

// TestTheFileOfIncidentsSaysWhatTheTableSays: and the feed has an entry for each.
func TestTheFileOfIncidentsSaysWhatTheTableSays(t *testing.T) {
	w := newWorld(everyone()...)
	began := now.AddDate(0, 0, -5).Truncate(24 * time.Hour)
	w.Gaps = []landfall.Gap{{Began: began, Seen: began.Add(3 * time.Hour), Ended: began.Add(3 * time.Hour), Cause: landfall.GapUplink}}
	site := withAPI(t, w)
	for _, host := range []string{"quiet-harbour-sim.social", "lost-lantern-sim.online", "a-very-long-name-that-does-not-end-where-one-expects-it-sim.international"} {
		path := "/s/" + host + "/incidents"
		page := document(t, site, path, http.StatusOK)
		table := cells(tableNamed(t, page, "Incidents"))
		lines := fileOf(t, site, page, path+".csv")
		if len(table) != min(len(lines), incidentsShown) {
			t.Fatalf("%s: %d lines for %d rows", host, len(lines), len(table))
		}
		for i, line := range lines[:len(table)] {
			began, _ := time.Parse(time.RFC3339, line[0])
			ended, word := line[1], "goes on"
			if ended != "" {
				at, _ := time.Parse(time.RFC3339, ended)
				word = tongue.Moment(t.Context(), at)
			}
			failed, _ := strconv.Atoi(line[4])
			if got := table[i]; !strings.HasPrefix(got[0], tongue.Moment(t.Context(), began)) || got[1] != word || !strings.HasPrefix(got[3], tongue.Number(t.Context(), failed)+" visit") {
				t.Errorf("%s: the table says %q, the file %q", host, got, line)
			}
		}
		if entries := strings.Count(get(t, site, path+".atom").Body.String(), "<entry>"); entries != len(lines) {
			t.Errorf("%s: the feed has %d entries, the file %d lines", host, entries, len(lines))
		}
	}
}
