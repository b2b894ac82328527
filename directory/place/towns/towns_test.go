package towns

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"landfall"
)

// line is a line of GeoNames' table.
func line(name, alternate, feature, country, inhabitants string) string {
	fields := slices.Repeat([]string{""}, columns)
	fields[columnName], fields[columnAlternate], fields[columnFeature] = name, alternate, feature
	fields[columnCountry], fields[columnPopulation] = country, inhabitants
	return strings.Join(fields, "\t")
}

func pack(t *testing.T, words map[string]bool, lines ...string) *Table {
	t.Helper()
	var out strings.Builder
	if err := Pack(&out, strings.NewReader(strings.Join(lines, "\n")), words); err != nil {
		t.Fatal(err)
	}
	return New(out.String())
}

func TestPack(t *testing.T) {
	table := pack(t, map[string]bool{"orange": true, "the": true, "center": true},
		line("Zürich", "Turicum,ZRH,zuri,Züri,Цюрих,チューリッヒ", "PPLA", "CH", "341730"),
		line("Orange", "The Center,Arausio", "PPL", "FR", "30008"),
		line("Orange", "", "PPL", "US", "140992"),
		line("Orange", "", "PPL", "US", "15000"),
		line("Ede", "", "PPLA2", "NL", "67670"),
		line("Hamlet", "", "PPL", "GB", "14999"),
		line("Altstadt", "", "PPLX", "DE", "20000"),
	)
	for name, want := range map[string][]Town{
		"zurich":     {{Country: "ch", Key: "zurich", Inhabitants: 341730, Main: true}},
		"turicum":    {{Country: "ch", Key: "zurich", Inhabitants: 341730}},
		"цюрих":      {{Country: "ch", Key: "zurich", Inhabitants: 341730}},
		"チューリッヒ":     {{Country: "ch", Key: "zurich", Inhabitants: 341730}},
		"orange":     {{Country: "us", Key: "orange", Inhabitants: 140992, Main: true, Unsure: true}, {Country: "fr", Key: "orange", Inhabitants: 30008, Main: true, Unsure: true}},
		"arausio":    {{Country: "fr", Key: "orange", Inhabitants: 30008}},
		"ede":        {{Country: "nl", Key: "ede", Inhabitants: 67670, Main: true, Unsure: true}},
		"zrh":        nil, // a station
		"zuri":       nil, // how it sounds
		"the center": nil, // common words
		"hamlet":     nil,
		"altstadt":   nil,
		"":           nil,
	} {
		if diff := cmp.Diff(want, table.Lookup(name)); diff != "" {
			t.Errorf("%q: %s", name, diff)
		}
		if table.Has(name) != (want != nil) {
			t.Errorf("Has(%q) is %v", name, table.Has(name))
		}
	}
}

func TestPackRefusesOtherTables(t *testing.T) {
	for name, text := range map[string]string{"columns": "a\tb", "number": line("A", "", "PPL", "DE", "many")} {
		if err := Pack(&strings.Builder{}, strings.NewReader(text), nil); !errors.Is(err, landfall.ErrInvalid) {
			t.Errorf("%s: %v, want %v", name, err, landfall.ErrInvalid)
		}
	}
}

func TestWithoutATableNothingIsKnown(t *testing.T) {
	for _, text := range []string{"", "\n", "no table\n", "berlin\tde berlin many -m\n"} {
		if table := New(text); len(table.Lookup("berlin")) > 0 {
			t.Errorf("%q: %v", text, table.Lookup("berlin"))
		}
	}
}

func TestPackPoints(t *testing.T) {
	at := func(name, country, inhabitants, lat, long string) string {
		fields := strings.Split(line(name, "", "PPL", country, inhabitants), "\t")
		fields[columnLatitude], fields[columnLongitude] = lat, long
		return strings.Join(fields, "\t")
	}
	var out strings.Builder
	err := PackPoints(&out, strings.NewReader(strings.Join([]string{
		at("São Paulo", "BR", "12400232", "-23.5475", "-46.63611"),
		at("Orange", "US", "30000", "41.27", "-73.02"), at("Orange", "US", "140992", "33.78779", "-117.85311"), at("Orange", "US", "15000", "1", "1"),
		at("Hamlet", "GB", "14999", "51", "0"),
	}, "\n")))
	if want := "br.sao-paulo -2355 -4664\nus.orange 3379 -11785\n"; err != nil || out.String() != want {
		t.Fatalf("packed %q, %v; want %q", out.String(), err, want)
	}
	points := NewPoints(out.String() + "no such line\nde.berlin 5252 many\n")
	if lat, long, ok := points.Of("us", "orange"); !ok || lat != 33.79 || long != -117.85 {
		t.Errorf("Orange is at %v %v, %v", lat, long, ok)
	}
	for _, key := range []string{"hamlet", "berlin", ""} {
		if _, _, ok := points.Of("gb", key); ok || len(points) != 2 {
			t.Errorf("%q is somewhere, among %d", key, len(points))
		}
	}
	for _, bad := range []string{at("A", "DE", "20000", "91", "0"), at("A", "DE", "20000", "0", "east"), "a\tb"} {
		if err := PackPoints(&out, strings.NewReader(bad)); !errors.Is(err, landfall.ErrInvalid) {
			t.Errorf("%q: %v", bad, err)
		}
	}
}
