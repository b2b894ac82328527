package web

import (
	"encoding/xml"
	"net/http"
	"strings"
	"testing"

	"landfall/directory/peers"
	"landfall/web/tongue"
)

// Who is not shown in lists is not in the graph, whoever made it.
func TestTheGraphShowsWhomListsShow(t *testing.T) {
	w := newWorld(everyone()...)
	made := acquaintance(w)
	if made.Node("my-own-dinghy-sim.name") < 0 && made.Node("opted-out-sim.social") < 0 {
		t.Fatal("the graph has nobody that is to be left out")
	}
	site := engine(t, w, Config{})
	for _, path := range []string{"/stats/graph", "/stats/graph?host=port-7-sim.social", graphPicture} {
		body := get(t, site, path).Body.String()
		for _, host := range []string{"my-own-dinghy", "opted-out-sim"} {
			if strings.Contains(body, host) {
				t.Errorf("%s shows %s", path, host)
			}
		}
	}
	shown := made.Only(w.Snapshot.Shown)
	var picture struct {
		Groups []struct {
			Circles []struct{} `xml:"circle"`
			Numbers []string   `xml:"text"`
		} `xml:"g"`
	}
	if err := xml.Unmarshal(get(t, site, graphPicture).Body.Bytes(), &picture); err != nil {
		t.Fatal(err)
	}
	dots := 0
	for _, g := range picture.Groups {
		if len(g.Numbers) == 0 {
			dots += len(g.Circles)
		}
	}
	if dots != len(shown.Nodes) || dots == 0 {
		t.Errorf("%d dots for %d servers", dots, len(shown.Nodes))
	}
}

func TestNeighboursAreThoseOfTheGraph(t *testing.T) {
	w := newWorld(everyone()...)
	site, g := engine(t, w, Config{}), acquaintance(w).Only(w.Snapshot.Shown)
	node := g.Node("port-7-sim.social")
	if node < 0 {
		t.Fatal("the sample is not in the graph")
	}
	rows := elements(elements(document(t, site, "/stats/graph?host=PORT-7-sim.social", http.StatusOK), "tbody")[0], "tr")
	want := g.Neighbours(node)
	if len(rows) != len(want) {
		t.Fatalf("%d rows for %d neighbours", len(rows), len(want))
	}
	for i, row := range rows {
		if name := words(elements(row, "th")[0]); name != string(g.Nodes[want[i].Node].Host) {
			t.Errorf("row %d is of %s; want %s", i, name, g.Nodes[want[i].Node].Host)
		}
	}
}

func TestWithoutAGraphThePageSaysSo(t *testing.T) {
	w := newWorld(everyone()...)
	for name, graph := range map[string]func() *peers.Graph{
		"never": nil, "not yet": func() *peers.Graph { return nil }, "nothing stands out": func() *peers.Graph { return &peers.Graph{At: now, Lists: 3, Compared: 2} },
	} {
		site := serving(t, New(Config{}, Deps{Directory: w, History: w, Graph: graph, Now: clock}), tongue.All()...)
		if body := get(t, site, "/stats/graph?host=a-sim.social").Body.String(); !strings.Contains(body, "no graph yet") {
			t.Errorf("%s: the page does not say that there is no graph", name)
		}
		if w := get(t, site, graphPicture); w.Code != http.StatusNotFound {
			t.Errorf("%s: the picture has status %d", name, w.Code)
		}
	}
}
