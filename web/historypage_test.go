package web

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"landfall"
	"landfall/directory/past"
	"landfall/web/tongue"
)

// TestHistoryIsOfTheFieldsThatAreAsked: the page, its rows and its document have the same
// changes, the newest first.
func TestHistoryIsOfTheFieldsThatAreAsked(t *testing.T) {
	site := withAPI(t, newWorld(everyone()...))
	path := "/s/quiet-harbour-sim.social/history"
	for query, want := range map[string][]string{
		"":                              {"version", "software", "rules", "signup_mode", "version"},
		"?field=version":                {"version", "version"},
		"?field=rules,version":          {"version", "rules", "version"},
		"?field=software":               {"software"},
		"?field=rules,signup_mode,warp": {"rules", "signup_mode"},
	} {
		page := document(t, site, path+query, http.StatusOK)
		var d struct{ Changes []landfall.Change }
		sound := strings.Replace(query, ",warp", "", 1)
		if err := json.Unmarshal(get(t, site, path+".json"+sound).Body.Bytes(), &d); err != nil {
			t.Fatal(err)
		}
		lines := fileOf(t, site, page, path+".csv"+sound)
		var shown []string
		for _, month := range elements(page, "ol") {
			for _, change := range elements(month, "li") {
				if len(elements(change, "time")) > 0 {
					shown = append(shown, words(change))
				}
			}
		}
		if len(shown) != len(want) || len(d.Changes) != len(want) || len(lines) != len(want) {
			t.Fatalf("%s: %d changes on the page, %d in the document, %d in the file; want %d", query, len(shown), len(d.Changes), len(lines), len(want))
		}
		for i, field := range want {
			label := changeLabel(t.Context(), landfall.ChangeField(field))
			if !strings.HasPrefix(shown[i], tongue.Moment(t.Context(), d.Changes[i].At)) || !strings.Contains(shown[i], label) || lines[i][1] != field || string(d.Changes[i].Field) != field {
				t.Errorf("%s: change %d is %q, %q, %s; want %s", query, i, shown[i], lines[i], d.Changes[i].Field, field)
			}
		}
	}
	page := words(document(t, site, path, http.StatusOK))
	for _, want := range []string{"from “Open now” to “Needs approval”", "from 4.4.7 to 4.5.0", "from glitchcafe to Mastodon"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	if strings.ContainsRune(page, '\u202e') || strings.Contains(page, "fedcba98") {
		t.Error("the page shows what nobody can read")
	}
}

// TestEveryFieldIsNoChoice: who asks for all of them asks for nothing in particular.
func TestEveryFieldIsNoChoice(t *testing.T) {
	fields := past.Fields()
	if got, notes := fieldsAsked(t.Context(), map[string][]string{keyField: {"version,software", "rules", "signup_mode", "version"}}); len(got) > 0 || len(notes) > 0 {
		t.Errorf("all of %v are %v, %v; want none", fields, got, notes)
	}
}

// TestConnectionsAreOfListedServers: the file and the page show the same, and nobody who is
// in no list.
func TestConnectionsAreOfListedServers(t *testing.T) {
	site := withAPI(t, newWorld(everyone()...))
	path := "/s/quiet-harbour-sim.social/connections"
	page := document(t, site, path, http.StatusOK)
	table := cells(tableNamed(t, page, "Table: Servers with similar lists"))
	lines := fileOf(t, site, page, path+".csv")
	if len(table) != len(lines) {
		t.Fatalf("the table has %d rows, the file %d", len(table), len(lines))
	}
	for i, line := range lines {
		if table[i][0] != line[0] || table[i][1] != line[1] {
			t.Errorf("the table says %q, the file %q", table[i], line)
		}
	}
	if got := lines[0][0] + " " + lines[1][0]; len(lines) != 2 || got != "hiroba-sim.jp port-3-sim.social" {
		t.Errorf("neighbours are %q", lines)
	}
	weeks := cells(tableNamed(t, page, "Servers that it knows, by week"))
	for i, line := range fileOf(t, site, page, path+".csv?part=peers") {
		if bare(weeks[i][1]) != line[1] {
			t.Errorf("the table says %q, the file %q", weeks[i], line)
		}
	}
}
