package web

import (
	"cmp"
	"context"
	"encoding/csv"
	"maps"
	"math"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"landfall/web/phrase"
	"landfall/web/tongue"
)

// fileShape says how the table of a chart is found in the file that it leads to.
type fileShape struct {
	path *regexp.Regexp
	// columns are those of the file, by column of the table; -1 is in no file: a sum of
	// others, or a name in the reader's language.
	columns []int
	// only keeps the lines of the file that are of the chart; nil: all are.
	only func(line []string) bool
	// sparse files leave rows out of which the first number is 0.
	sparse bool
}

// fileShapes are the files that are not, column for column, the tables of their charts.
var fileShapes = []fileShape{
	{path: regexp.MustCompile(`/incidents\.csv\?part=days$`), columns: []int{0, 1, 2, -1, 4}},
	{path: regexp.MustCompile(`/speed\.csv\?part=phases`), columns: []int{-1, 1, -1}},
	{path: regexp.MustCompile(`^/software/[^/]*\.csv$`), columns: []int{2, 3}, only: ofRelease},
	{path: regexp.MustCompile(`^/places\.csv`), columns: []int{1, 3}, only: func(line []string) bool { return line[2] == "" }},
	{path: regexp.MustCompile(`^/places/.*\.csv`), columns: []int{2, 3}, only: ofCountry},
}

// dayShape is the table of days of a server's own page, which also counts samples.
var dayShape = fileShape{columns: []int{0, -1, 1, 2, 3}}

// yearShape is the table of closings by year, which has more columns than the file.
var yearShape = fileShape{columns: []int{0, 1, 2, 4, 3, -1, -1, -1}, sparse: true}

func ofRelease(line []string) bool { return line[0] == "release" }

var country = regexp.MustCompile(`^[a-z]{2}$`)

func ofCountry(line []string) bool { return line[0] == "host" && country.MatchString(line[1]) }

// chartsAreTheirFiles compares every chart's table with the file that it leads to, cell by cell.
// It returns how many charts it saw and how many tables it compared.
func (c *siteCrawl) chartsAreTheirFiles(t *testing.T) (charts, compared, cellsRead int) {
	for _, path := range slices.Sorted(maps.Keys(c.found)) {
		page := c.found[path]
		if page.doc == nil {
			continue
		}
		for _, drawing := range elements(page.doc, "svg") {
			if role, _ := attr(drawing, "role"); role != "img" {
				continue
			}
			charts++
			if leadsToItsPage(drawing) {
				continue
			}
			table, file := twinOf(drawing)
			if table == nil {
				t.Errorf("%s: the chart %q has no table that leads to a file", path, words(drawing))
				continue
			}
			compared++
			cellsRead += c.compare(t, path, table, file)
		}
	}
	return charts, compared, cellsRead
}

// leadsToItsPage reports whether a chart is a small one, of which the numbers stand on the page
// that its card, row or heading leads to.
func leadsToItsPage(drawing *html.Node) bool {
	for up := range drawing.Ancestors() {
		_, labelled := attr(up, "aria-labelledby")
		switch {
		case hasClass(up, "card"), up.Data == "td":
			return true
		case up.Data == "section" && labelled:
			for _, h := range elements(up, "h3") {
				if len(elements(h, "a")) == 1 {
					return true
				}
			}
			return false
		}
	}
	return false
}

// twinOf is the table next to a drawing that has a file next to it, and the file's address.
func twinOf(drawing *html.Node) (table *html.Node, file string) {
	for up := range drawing.Ancestors() {
		for _, a := range elements(up, "a") {
			href, _ := attr(a, "href")
			if tables := elements(up, "table"); strings.Contains(href, ".csv") && len(tables) > 0 {
				return tables[0], href
			}
		}
	}
	return nil, ""
}

// compare holds a table against a file, and returns how many cells it compared.
func (c *siteCrawl) compare(t *testing.T, path string, table *html.Node, file string) (n int) {
	lines := c.lines(t, path, file)
	if lines == nil {
		return 0
	}
	l := tongue.English()
	if strings.HasPrefix(path, "/de/") {
		l = tongue.Find("de")
	}
	ctx := tongue.With(t.Context(), l)
	if strings.Contains(file, "part=hours") {
		return sameHours(ctx, t, path, table, lines)
	}
	shape := shapeFor(table, file)
	byName, told := map[string][]string{}, map[string]bool{}
	var order [][]string
	for _, line := range lines[1:] {
		if shape.only == nil || shape.only(line) {
			byName[line[0]], order = line, append(order, line)
		}
	}
	rows := elements(elements(table, "tbody")[0], "tr")
	for i, row := range rows {
		all := elements(row, "th", "td")
		var line []string
		switch name := cmp.Or(machineName(all[0]), words(all[0])); {
		case byName[name] != nil:
			line = byName[name]
		case shape.sparse && (name == tongue.Say(ctx, "All") || words(all[1]) == "0"):
			continue
		case machineName(all[0]) == "" && i < len(order):
			line = order[i]
		default:
			t.Errorf("%s: %q is not in %s", path, words(row), file)
			continue
		}
		told[strings.Join(line, ",")] = true
		n += sameLine(ctx, t, path+" and "+file, shape, all, line)
	}
	for _, line := range order {
		if len(line) > 1 && !told[strings.Join(line, ",")] && strings.Join(line[1:], "") != "" {
			t.Errorf("%s: the table lacks %q of %s", path, line, file)
		}
	}
	return n
}

// lines are those of a file that a page leads to.
func (c *siteCrawl) lines(t *testing.T, path, file string) [][]string {
	body := ""
	if v := c.found[file]; v != nil && v.body != nil {
		body = string(v.body)
	} else if w := get(t, c.site, file); w.Code == http.StatusOK {
		body = w.Body.String()
	}
	lines, err := csv.NewReader(strings.NewReader(body)).ReadAll()
	if err != nil || len(lines) == 0 {
		t.Errorf("%s leads to %s, which is no table: %v", path, file, err)
		return nil
	}
	return lines
}

func shapeFor(table *html.Node, file string) fileShape {
	head := len(elements(elements(table, "thead")[0], "th"))
	for _, shape := range fileShapes {
		if shape.path.MatchString(file) {
			return shape
		}
	}
	switch {
	case strings.HasSuffix(file, "/speed.csv") && head == len(dayShape.columns):
		return dayShape
	case file == "/stats/closings.csv" && head == len(yearShape.columns):
		return yearShape
	}
	return fileShape{}
}

// machineName is the name of a row in files, "" if it has another there.
func machineName(cell *html.Node) string {
	for _, at := range elements(cell, "time") {
		name, _ := attr(at, "datetime")
		return name
	}
	return ""
}

// sameLine compares the cells of a row with those of a line.
func sameLine(ctx context.Context, t *testing.T, where string, shape fileShape, all []*html.Node, line []string) (n int) {
	for i, cell := range all {
		column := i
		switch {
		case i < len(shape.columns):
			column = shape.columns[i]
		case i == 0 && machineName(cell) == "": // a name in the reader's language
			column = -1
		}
		if foreign := tongue.From(ctx) != tongue.English() && i == 0 && machineName(cell) == ""; column < 0 || foreign {
			continue
		}
		n++
		if shown, want := words(cell), line[column]; !sameValue(ctx, machineName(cell), shown, want) {
			t.Errorf("%s: the table says %q, the file %q", where, shown, want)
		}
	}
	return n
}

// sameValue reports whether a text is how a value of a file is shown.
func sameValue(ctx context.Context, machine, shown, value string) bool {
	switch {
	case machine != "":
		return machine == value
	case value == "":
		return slices.Contains([]string{tongue.Say(ctx, "unknown"), tongue.Say(ctx, "Not measured"), tongue.Say(ctx, "Not known")}, shown)
	case shown == value || undone(ctx, shown) == value:
		return true
	}
	x, err := strconv.ParseFloat(value, 64)
	if err != nil {
		return false
	}
	return sameTime(ctx, shown, x) || shown == unmeasured(ctx, time.Duration(x)*time.Second) || shown == phrase.Days(ctx, x)
}

// sameTime reports whether a text is a number of milliseconds, rounded.
func sameTime(ctx context.Context, shown string, ms float64) bool {
	text, unit, _ := strings.Cut(undone(ctx, shown), " ")
	x, err := strconv.ParseFloat(text, 64)
	scale := map[string]float64{"ms": 1, "s": 1000}[unit]
	_, decimals, _ := strings.Cut(text, ".")
	const inFile = .05 // a file has tenths
	return err == nil && scale > 0 && math.Abs(x*scale-ms) <= scale*.5*math.Pow10(-len(decimals))+inFile+1e-9
}

// undone is a number without the marks of a language.
func undone(ctx context.Context, shown string) string {
	marks := strings.NewReplacer(",", "")
	if tongue.From(ctx).Code == "de" {
		marks = strings.NewReplacer(".", "", ",", ".")
	}
	return marks.Replace(shown)
}

// sameHours compares a table of weekdays and hours with a file that has a line for each hour.
func sameHours(ctx context.Context, t *testing.T, path string, table *html.Node, lines [][]string) (n int) {
	days := []string{"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}
	told := map[string]string{}
	for _, line := range lines[1:] {
		told[line[0]+line[1]] = line[2]
	}
	for i, row := range elements(elements(table, "tbody")[0], "tr") {
		for hour, cell := range elements(row, "td") {
			n++
			if want := told[days[i]+strconv.Itoa(hour)]; !sameValue(ctx, "", words(cell), want) {
				t.Errorf("%s: %s at %d is %q in the table, %q in the file", path, days[i], hour, words(cell), want)
			}
		}
	}
	return n
}
