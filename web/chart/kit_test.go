package chart

import (
	"bytes"
	"context"
	"encoding/csv"
	"flag"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/a-h/templ"
	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"
	"pgregory.net/rapid"

	"landfall/directory/place/world"
	"landfall/web/tongue"
)

var update = flag.Bool("update", false, "write the golden files anew")

// twoCountries is a world of two squares.
var twoCountries = world.New("de\tM360 40l20 0 0 20-20 0z\nfr\tM340 60l20 0 0 20-20 0z\n")

// aPortrait is of one of them.
var aPortrait = world.NewPortraits("de\t180 1000 10 16\tM200 100l100 0 0 100-100 0z\n")["de"]

// drawn is a chart as a test sees it: what it was given, and what came of it.
type drawn struct {
	twin    Twin
	drawing templ.Component
	given   [][]*float64
}

// genValue is any value: none, what is no number, what is too large, and usual ones.
func genValue() *rapid.Generator[*float64] {
	odd := []*float64{nil, nil, new(math.NaN()), new(math.Inf(1)), new(math.Inf(-1)), new(0.0), new(math.Copysign(0, -1)),
		new(math.MaxFloat64), new(-math.MaxFloat64), new(math.SmallestNonzeroFloat64), new(largest - 1.0), new(1e-9)}
	return rapid.OneOf(
		rapid.SampledFrom(odd),
		rapid.Map(rapid.Float64Range(-1e4, 1e6), func(x float64) *float64 { return new(math.Round(x*1e6) / 1e6) }),
		rapid.Map(rapid.IntRange(0, 5000), func(n int) *float64 { return new(float64(n)) }),
	)
}

func on(i int) time.Time { return time.Date(2026, 9, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, i) }

// genCharts draws one chart of each kind from any values at all.
func genCharts(t *rapid.T) map[string]drawn {
	value := genValue()
	if rapid.Bool().Draw(t, "all unknown") {
		value = rapid.Just[*float64](nil)
	}
	n := rapid.IntRange(0, 40).Draw(t, "points")
	unit := rapid.SampledFrom([]string{"", "ms", "%", "people"}).Draw(t, "unit")
	label := rapid.SampledFrom([]string{"", "a", "<b>&\"", "=1+1", "Ü\u202e"})
	series, spread := Series{Title: "T", Unit: unit}, Spread{Title: "T", Unit: unit, Low: "p25", Middle: "p50", High: "p90"}
	shares, atlas := Shares{Title: "T", Unit: unit}, Atlas{Title: "T", Unit: unit}
	if rapid.Bool().Draw(t, "outlines") {
		atlas.World = twoCountries
	}
	if rapid.Bool().Draw(t, "alone") {
		atlas.Alone = aPortrait
	}
	var one, three, places [][]*float64
	for i := range n {
		v, low, high := value.Draw(t, "value"), value.Draw(t, "low"), value.Draw(t, "high")
		series.Points = append(series.Points, Point{on(i), label.Draw(t, "label"), v})
		spread.Points = append(spread.Points, SpreadPoint{on(i), "", low, v, high})
		shares.Parts = append(shares.Parts, Part{label.Draw(t, "part"), v})
		if i%3 == 0 {
			atlas.Countries = append(atlas.Countries, Country{Code: rapid.SampledFrom([]string{"DE", "fr", "xx", ""}).Draw(t, "code"), Label: "c", Value: v})
			places = append(places, []*float64{v})
		}
		one, three = append(one, []*float64{v}), append(three, []*float64{low, v, high})
	}
	for i := range n {
		degree := rapid.OneOf(rapid.Float64(), rapid.Float64Range(-180, 180), rapid.Just(math.NaN()))
		atlas.Towns = append(atlas.Towns, Town{"town", degree.Draw(t, "lat"), degree.Draw(t, "long"), series.Points[i].Value, rapid.SampledFrom([]string{"", "/places/de/berlin"}).Draw(t, "href")})
		places = append(places, []*float64{series.Points[i].Value})
	}
	grid := Grid{Title: "T", Unit: unit, Row: "weekday"}
	for i := range rapid.IntRange(0, 30).Draw(t, "columns") {
		grid.Columns = append(grid.Columns, strconv.Itoa(i))
	}
	for i := range rapid.IntRange(0, 7).Draw(t, "rows") {
		grid.Rows = append(grid.Rows, "row "+strconv.Itoa(i))
		grid.Values = append(grid.Values, rapid.SliceOfN(value, len(grid.Columns), len(grid.Columns)).Draw(t, "row"))
	}
	bundle := Bundle{Title: "T", Unit: unit}
	for k := range rapid.IntRange(1, 8).Draw(t, "strands") {
		strand := Strand{Label: "strand " + strconv.Itoa(k), English: "strand"}
		for range n {
			strand.Values = append(strand.Values, value.Draw(t, "of strand"))
		}
		bundle.Strands = append(bundle.Strands, strand)
	}
	var strands [][]*float64
	for i := range n {
		bundle.Times, strands = append(bundle.Times, on(i)), append(strands, nil)
		for _, s := range bundle.Strands {
			strands[i] = append(strands[i], s.Values[i])
		}
	}
	spark, band, stacked := NewSparkline(ctx, series), NewBand(ctx, spread), NewStacked(ctx, shares)
	heat, earth, bars, lines := NewHeat(ctx, grid), NewMap(ctx, atlas), NewBars(ctx, shares), NewLines(ctx, bundle)
	return map[string]drawn{
		"bars":      {bars.Twin, bars.Plot(), one},
		"lines":     {lines.Twin, lines.Plot(), strands},
		"sparkline": {spark.Twin, spark.Line(), one},
		"band":      {band.Twin, band.Plot(), three},
		"stacked":   {stacked.Twin, stacked.Bar(), one},
		"heat":      {heat.Twin, heat.Plot(), grid.Values},
		"map":       {earth.Twin, earth.Plot(), places},
	}
}

func TestEveryDrawingStaysInsideItsBox(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		for kind, c := range genCharts(t) {
			page := rendered(t, c.drawing)
			if strings.Contains(page, "NaN") || strings.Contains(page, "Inf") {
				t.Fatalf("%s: %s", kind, page)
			}
			if c.twin.Sentence == "" {
				t.Fatalf("%s has no sentence", kind)
			}
			for _, svg := range elementsOf(t, page, "svg") {
				inside(t, kind, svg)
			}
		}
	})
}

// inside follows every path and looks at every other shape of a drawing.
func inside(t *rapid.T, kind string, svg *html.Node) {
	var box [4]float64
	if _, err := fmt.Sscan(attribute(svg, "viewbox"), &box[0], &box[1], &box[2], &box[3]); err != nil {
		t.Fatalf("%s: %v", kind, err)
	}
	const slack = .051
	at := func(x, y float64) {
		if !(x >= -slack && x <= box[2]+slack && y >= -slack && y <= box[3]+slack) {
			t.Fatalf("%s draws at %v %v, outside %v", kind, x, y, box)
		}
	}
	of := func(n *html.Node, key string) float64 {
		x, err := strconv.ParseFloat(attribute(n, key), 64)
		if attribute(n, key) != "" && err != nil {
			t.Fatalf("%s: %s is %q", kind, key, attribute(n, key))
		}
		return x
	}
	for n := range svg.Descendants() {
		switch n.Data {
		case "rect":
			at(of(n, "x"), of(n, "y"))
			at(of(n, "x")+of(n, "width"), of(n, "y")+of(n, "height"))
		case "circle":
			at(of(n, "cx")-of(n, "r"), of(n, "cy")-of(n, "r"))
			at(of(n, "cx")+of(n, "r"), of(n, "cy")+of(n, "r"))
		case "path":
			follow(t, kind, attribute(n, "d"), at)
		}
	}
}

var command = regexp.MustCompile(`([MLlHVhvz])([^MLlHVhvz]*)`)

// follow calls at with every place that a path goes to.
func follow(t *rapid.T, kind, path string, at func(x, y float64)) {
	if strings.Join(command.FindAllString(path, -1), "") != path {
		t.Fatalf("%s: path %q", kind, path)
	}
	var x, y float64
	for _, m := range command.FindAllStringSubmatch(path, -1) {
		var of []float64
		for _, text := range numbers.FindAllString(m[2], -1) {
			n, err := strconv.ParseFloat(text, 64)
			if err != nil {
				t.Fatalf("%s: %q: %v", kind, m[0], err)
			}
			of = append(of, n)
		}
		for len(of) > 0 {
			switch m[1] {
			case "M", "L":
				x, y, of = of[0], of[1], of[2:]
			case "l":
				x, y, of = x+of[0], y+of[1], of[2:]
			case "H":
				x, of = of[0], of[1:]
			case "V":
				y, of = of[0], of[1:]
			case "h":
				x, of = x+of[0], of[1:]
			case "v":
				y, of = y+of[0], of[1:]
			}
			at(x, y)
		}
	}
}

// Table, file and what was given are the same numbers.
func TestTableAndFileHaveTheNumbersThatWereGiven(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		for kind, c := range genCharts(t) {
			lines, err := csv.NewReader(bytes.NewReader(c.twin.CSV())).ReadAll()
			if err != nil {
				t.Fatal(err)
			}
			if len(lines) != len(c.given)+1 || len(c.twin.Head) != len(lines[0]) {
				t.Fatalf("%s: %d lines for %d rows", kind, len(lines), len(c.given))
			}
			body := elementsOf(t, rendered(t, c.twin.Table()), "tbody")[0]
			row := body.FirstChild
			for i, values := range c.given {
				for row.Data != "tr" {
					row = row.NextSibling
				}
				cells := cellsOf(row)
				for j, v := range values {
					file, shown := lines[i+1][j+1], strings.ReplaceAll(cells[j], ",", "")
					x, ok := known(v)
					if !ok {
						if file != "" || shown != "unknown" {
							t.Fatalf("%s: what is unknown is %q in the file and %q in the table", kind, file, shown)
						}
						continue
					}
					for _, text := range []string{file, shown} {
						if got, err := strconv.ParseFloat(text, 64); err != nil || got != x {
							t.Fatalf("%s: %v is %q (%v)", kind, x, text, err)
						}
					}
				}
				row = row.NextSibling
			}
		}
	})
}

func TestNinetyDaysAreSmall(t *testing.T) {
	series, spread := Series{Title: "People who were active in a month", Unit: "people"}, Spread{Title: "What each click costs, by day", Unit: "ms", Low: "p25", Middle: "median", High: "p90"}
	for i := range 90 {
		x := 200 + 150*math.Sin(float64(i)/3) + float64(i%7)*13.7
		series.Points = append(series.Points, Point{At: on(i), Value: new(x)})
		spread.Points = append(spread.Points, SpreadPoint{At: on(i), Low: new(x / 2), Middle: new(x), High: new(x * 3)})
	}
	for kind, c := range map[string]templ.Component{"sparkline": NewSparkline(ctx, series).Line(), "band": NewBand(ctx, spread).Plot()} {
		if n := len(rendered(t, c)); n > 6<<10 {
			t.Errorf("a %s of 90 days has %d bytes", kind, n)
		} else {
			t.Logf("a %s of 90 days has %d bytes", kind, n)
		}
	}
}

func TestDrawingsOfTheKitAreNamedAndCarryNoStyle(t *testing.T) {
	for kind, c := range samples() {
		page := rendered(t, c.drawing)
		for _, bad := range []string{"style=", "#", "<text", "rgb"} {
			if strings.Contains(page, bad) {
				t.Errorf("%s has %s", kind, bad)
			}
		}
		for _, svg := range elementsOf(t, page, "svg") {
			if attribute(svg, "aria-hidden") == "true" {
				continue
			}
			picture := svg
			if len(elementsOf(t, page, "a")) > 0 { // links are beside it, for a pointer alone
				picture = svg.FirstChild
				if attribute(svg.LastChild, "aria-hidden") != "true" {
					t.Errorf("%s reads out its links, which its table has too", kind)
				}
			}
			title, desc := picture.FirstChild, picture.FirstChild.NextSibling
			if attribute(picture, "role") != "img" || attribute(svg, "dir") != "ltr" || title.Data != "title" || desc.Data != "desc" ||
				title.FirstChild.Data != c.twin.Title || desc.FirstChild.Data != c.twin.Sentence {
				t.Errorf("%s says too little to those who do not see it: %s", kind, page)
			}
		}
	}
}

// Every text passes through the reader's language: the pseudo-language changes each of its
// words. Files stay as they are in English.
func TestEveryWordIsSaid(t *testing.T) {
	plain := regexp.MustCompile(`[aceinosuyACEINOSUY]`)
	english, foreign := samplesIn(ctx), samplesIn(tongue.With(ctx, tongue.Pseudo(false)))
	for kind, c := range foreign {
		page := rendered(t, c.drawing)
		said := slices.Concat([]string{c.twin.Title, c.twin.Sentence, c.twin.Summary}, c.twin.Head, wordsOf(t, page))
		for _, r := range c.twin.Rows {
			for _, cell := range r.Cells {
				said = append(said, cell.Shown)
			}
		}
		for _, text := range said {
			if left := theirs.Replace(text); plain.MatchString(left) {
				t.Errorf("%s: not said: %q", kind, text)
			}
		}
		got, want := string(c.twin.CSV()), string(english[kind].twin.CSV())
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: the file depends on the language:\n%s", kind, diff)
		}
	}
}

// theirs takes names away that are the caller's.
var theirs = strings.NewReplacer("Mastodon", "", "Misskey", "", "Lemmy", "", "PeerTube", "", "Pleroma", "", "GoToSocial", "", "Friendica", "", "Mbin", "", "=unheard of", "",
	"Mon", "", "Tue", "", "Berlin", "", "Paris", "", "Germany", "", "France", "", "Antarctica", "")

func TestGoldenChartKit(t *testing.T) {
	for kind, c := range samples() {
		got := rendered(t, c.twin.Figure(c.drawing, "/chart.csv")) + "\n" + string(c.twin.CSV())
		path := filepath.Join("testdata", kind+".golden")
		if *update {
			if err := os.WriteFile(path, []byte(got), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", kind, diff)
		}
	}
}

// samples are small charts with a gap or something unknown in each.
func samples() map[string]drawn { return samplesIn(ctx) }

func samplesIn(ctx context.Context) map[string]drawn {
	bars := NewBars(ctx, Shares{Title: "Servers by software", Of: "software", Unit: "servers", Rest: true, Parts: []Part{
		{"Mastodon", new(6000.0)}, {"Misskey", new(1200.0)}, {"Lemmy", new(0.0)}, {"PeerTube", nil}, {"=unheard of", new(9000.0)},
	}})
	lines := NewLines(ctx, Bundle{Title: "Servers by software", Unit: "people", Times: []time.Time{on(0), on(1), on(2), on(3)}, Strands: []Strand{
		{"Mastodon", "Mastodon", []*float64{new(60.0), new(63.0), nil, new(70.0)}}, {"Lemmy", "Lemmy", []*float64{nil, new(12.0), nil, new(12.0)}},
	}})
	spark := NewSparkline(ctx, Series{Title: "Active people", Unit: "people", Value: "number", Points: []Point{
		{At: on(0), Value: new(1200.0)}, {At: on(1), Value: new(1350.0)}, {At: on(2)}, {At: on(3), Value: new(1280.0)},
	}})
	band := NewBand(ctx, Spread{Title: "Each click", Unit: "ms", Low: "p25", Middle: "median", High: "p90", Points: []SpreadPoint{
		{At: on(0), Low: new(180.0), Middle: new(212.5), High: new(400.0)}, {At: on(1), Low: new(190.0), Middle: new(250.0), High: new(2400.0)},
		{At: on(2)}, {At: on(3), Low: new(170.0), Middle: new(200.0), High: new(380.0)},
	}})
	stacked := NewStacked(ctx, Shares{Title: "Servers by software", Of: "software", Parts: []Part{
		{"Mastodon", new(6000.0)}, {"Misskey", new(1200.0)}, {"Lemmy", new(500.0)}, {"PeerTube", new(900.0)}, {"Pleroma", new(300.0)},
		{"GoToSocial", new(800.0)}, {"Friendica", new(200.0)}, {"Mbin", new(40.0)}, {"=unheard of", nil},
	}})
	heat := NewHeat(ctx, Grid{Title: "Median of a click", Unit: "ms", Row: "weekday", Rows: []string{"Mon", "Tue"}, Columns: []string{"0", "6", "12", "18"},
		Values: [][]*float64{{new(120.0), new(130.0), new(600.0), nil}, {new(110.0), new(140.0), new(450.0), new(300.0)}}})
	earth := NewMap(ctx, Atlas{Title: "Servers by country", Value: "servers", World: twoCountries, Countries: []Country{{"DE", "Germany", new(900.0), "/places/de"}, {"FR", "France", new(400.0), ""}, {"AQ", "Antarctica", nil, ""}},
		Towns: []Town{{"Berlin", 52.5, 13.4, new(120.0), "/places/de/berlin"}, {"Paris", 48.9, 2.4, nil, ""}}})
	return map[string]drawn{
		"sparkline": {twin: spark.Twin, drawing: spark.Line()}, "band": {twin: band.Twin, drawing: band.Plot()}, "stacked": {twin: stacked.Twin, drawing: stacked.Bar()}, //nolint:contextcheck // a component takes it when it is rendered
		"bars": {twin: bars.Twin, drawing: bars.Plot()}, "lines": {twin: lines.Twin, drawing: lines.Plot()}, //nolint:contextcheck // a component takes it when it is rendered
		"heat": {twin: heat.Twin, drawing: heat.Plot()}, "map": {twin: earth.Twin, drawing: earth.Plot()}, //nolint:contextcheck // a component takes it when it is rendered
	}
}

func rendered(t rapid.TB, c templ.Component) string {
	t.Helper()
	var page bytes.Buffer
	if err := c.Render(context.Background(), &page); err != nil {
		t.Fatal(err)
	}
	return page.String()
}

func elementsOf(t rapid.TB, page, name string) []*html.Node {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var found []*html.Node
	for n := range doc.Descendants() {
		if n.Type == html.ElementNode && n.Data == name {
			found = append(found, n)
		}
	}
	return found
}

// wordsOf returns the texts of a page.
func wordsOf(t rapid.TB, page string) []string {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var words []string
	for n := range doc.Descendants() {
		if n.Type == html.TextNode {
			words = append(words, n.Data)
		}
	}
	return words
}

// cellsOf returns the texts of a row's cells.
func cellsOf(row *html.Node) []string {
	var cells []string
	for n := range row.ChildNodes() {
		if n.Data == "td" {
			cells = append(cells, n.FirstChild.Data)
		}
	}
	return cells
}

func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if strings.EqualFold(a.Key, key) {
			return a.Val
		}
	}
	return ""
}
