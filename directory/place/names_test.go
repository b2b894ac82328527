package place

import (
	"slices"
	"strings"
	"testing"
)

func TestNamesSayWhatTheyMayMean(t *testing.T) {
	names := Default().Names()
	for _, want := range []Name{
		{Place: "de.koln", Text: "koln", Known: true}, {Place: "de.koln", Text: "cologne", Known: true},
		{Place: "de", Text: "deutschland", Known: true}, {Place: "de", Text: "saksa", Known: true, Foreign: true},
		{Place: "tr", Text: "turkey", Known: true, Ambiguous: true},
	} {
		if !slices.Contains(names, want) {
			t.Errorf("no %+v", want)
		}
	}
	if slices.ContainsFunc(names, func(n Name) bool { return n.Text == "german" && n.Place == "de" }) {
		t.Error("what people are called is among the names")
	}
	for id, want := range map[ID]string{"de.koln": "Köln", "de": "Germany", "us.new-york": "New York", "zz": "Unknown Region"} {
		if got := Default().Label(id); got != want {
			t.Errorf("%s is called %q, want %q", id, got, want)
		}
	}
}

func TestTownsAreAmongTheNames(t *testing.T) {
	needTowns(t)
	names := Default().Names()
	for _, want := range []Name{{Place: "de.gelsenkirchen", Text: "gelsenkirchen"}, {Place: "us.orange", Text: "orange", Ambiguous: true}} {
		if !slices.Contains(names, want) {
			t.Errorf("no %+v", want)
		}
	}
	if !slices.IsSortedFunc(names, func(a, b Name) int { return strings.Compare(a.Text, b.Text) }) {
		t.Error("names are not in order")
	}
}
