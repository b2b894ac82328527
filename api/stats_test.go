package api

import (
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"landfall"
	"landfall/directory"
	"landfall/directory/peers"
	"landfall/directory/stats"
)

// The totals that charts are over are those of GET /totals.
func TestChartsAreOverTheTotals(t *testing.T) {
	s := start(t, nil)
	totals := read[totals](t, s.get(t, "/api/v1/totals"))
	list := read[chartList](t, s.get(t, "/api/v1/stats"))
	if len(list.Charts) != len(stats.IDs()) || cmp.Diff(list.AsOf, totals.AsOf) != "" {
		t.Fatalf("%d charts as of %v", len(list.Charts), list.AsOf)
	}
	over := 0
	for _, c := range list.Charts {
		if c.Population == stats.Listed {
			over++
			if c.Whole != totals.Listed {
				t.Errorf("%s is over %d servers; %d are listed", c.ID, c.Whole, totals.Listed)
			}
		}
	}
	if over < 5 {
		t.Errorf("only %d charts are over listed servers", over)
	}
	joinable := 0
	for _, row := range rowsOf(t, s, "sign-up") {
		switch row["key"] {
		case "open", "approval", directory.SignupNotClosed:
			joinable += int(row["servers"].(float64))
		}
	}
	if joinable != totals.Joinable {
		t.Errorf("%d servers are open or approve; %d are joinable", joinable, totals.Joinable)
	}
}

func rowsOf(t *testing.T, s *site, id string) []map[string]any {
	t.Helper()
	var rows []map[string]any
	for _, raw := range read[chartDocument](t, s.get(t, "/api/v1/stats/"+id)).Rows {
		var row map[string]any
		if err := json.Unmarshal(raw, &row); err != nil {
			t.Fatalf("%v: %s", err, raw)
		}
		rows = append(rows, row)
	}
	return rows
}

// Each form of a chart has the same rows, and the hash is that of the file.
func TestFormsOfAChartAgree(t *testing.T) {
	s := start(t, nil)
	for _, id := range stats.IDs() {
		document := read[chartDocument](t, s.get(t, "/api/v1/stats/"+id+".json"))
		file := s.get(t, "/api/v1/stats/"+id+".csv")
		if hash := sha256.Sum256(file.body); hex.EncodeToString(hash[:]) != document.Hash {
			t.Errorf("%s: the file has hash %x, and the document says %s", id, hash, document.Hash)
		}
		table, err := csv.NewReader(strings.NewReader(string(file.body))).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(strings.TrimSuffix(string(s.get(t, "/api/v1/stats/"+id+".ndjson").body), "\n"), "\n")
		if len(document.Rows) == 0 {
			lines = nil
		}
		if len(table)-1 != len(document.Rows) || len(lines) != len(document.Rows) || len(table[0]) != len(document.Columns)+1 {
			t.Errorf("%s: %d, %d and %d rows", id, len(table)-1, len(lines), len(document.Rows))
			continue
		}
		for i, raw := range document.Rows {
			if string(raw) != lines[i] {
				t.Errorf("%s: row %d is %s, and as a line %s", id, i, raw, lines[i])
			}
		}
	}
}

func TestUnknownChartsAndFormsAreNotFound(t *testing.T) {
	s := start(t, nil)
	for _, path := range []string{"/api/v1/stats/nothing", "/api/v1/stats/software.xml", "/api/v1/stats/graph"} {
		if r := s.get(t, path); r.StatusCode != http.StatusNotFound {
			t.Errorf("%s has status %d", path, r.StatusCode)
		}
	}
}

// The graph shows nobody whom lists do not show.
func TestTheGraphLeavesOutWhoIsNotListed(t *testing.T) {
	g := &peers.Graph{At: now, Lists: 3, Compared: 3, Communities: 1, Width: 10, Height: 10, Nodes: []peers.Node{
		{Host: "quiet-harbour-sim.social", Named: 2, Community: 1}, {Host: "stranger-sim.social", Named: 1, Community: 1}, {Host: "tiny-boat-sim.club", Community: 1},
	}, Edges: []peers.Edge{{A: 0, B: 1, Likeness: .5, Chance: .01}, {A: 0, B: 2, Likeness: .4, Chance: .02}}}
	var known *peers.Graph
	s := start(t, func(a *api) { a.deps.Graph = func() *peers.Graph { return known } })
	if empty := read[graphDocument](t, s.get(t, "/api/v1/stats/graph")); empty.Made != nil || empty.Nodes == nil || len(empty.Nodes) > 0 {
		t.Errorf("before there is a graph: %+v", empty)
	}
	known = g
	s.current.Store(build([]landfall.Instance{harbour(), {Host: "tiny-boat-sim.club"}}, now.Add(1)))
	got := read[graphDocument](t, s.get(t, "/api/v1/stats/graph.json"))
	if len(got.Nodes) != 1 || got.Nodes[0].Host != string(harbour().Host) || got.Nodes[0].DisplayHost != harbour().Host.Display() || len(got.Edges) != 0 || got.Lists != 3 {
		t.Errorf("%+v", got)
	}
	if body := string(s.get(t, "/api/v1/stats/graph.csv").body); body != "a,b,likeness,chance\n" {
		t.Errorf("edges of strangers: %s", body)
	}
}
