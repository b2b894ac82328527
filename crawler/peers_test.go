package crawler

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"testing"

	"landfall"
)

// numbered are the names from the one number to the other.
func numbered(from, to int) []string {
	names := make([]string, 0, max(0, to-from))
	for i := from; i < to; i++ {
		names = append(names, fmt.Sprintf("host-%d-sim.social", i))
	}
	return names
}

func objects(names []string, form string) []json.RawMessage {
	list := make([]json.RawMessage, len(names))
	for i, name := range names {
		list[i] = json.RawMessage(fmt.Sprintf(form, name))
	}
	return list
}

func answer(w http.ResponseWriter, document any) { _ = json.NewEncoder(w).Encode(document) }

// misskey knows so many others and gives a hundred at a time.
func misskey(known int, asked *[]int) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		offset, _ := strconv.Atoi(r.URL.Query().Get("offset"))
		limit, _ := strconv.Atoi(r.URL.Query().Get("limit"))
		if r.URL.Path != "/api/federation/instances" || limit > 100 {
			http.NotFound(w, r)
			return
		}
		*asked = append(*asked, offset)
		answer(w, objects(numbered(offset, min(offset+limit, known)), `{"id":"x","host":%q,"softwareName":null,"maintainerName":"n"}`))
	}
}

func TestMisskeysListIsReadInPartsThatDiffer(t *testing.T) {
	var asked []int
	c := labCrawler(t, software("misskey", "2026.10.0", misskey(30_000, &asked)))
	all := map[landfall.Host]bool{}
	for range 20 {
		asked = asked[:0]
		f := c.look(t.Context(), landfall.Lease{Host: "quiet-harbour-sim.social", Want: landfall.WorkAll}, nil)
		o, peers := f.observation, f.peers
		if len(asked) > 5 || asked[0] != 0 {
			t.Fatalf("asked for pages at %v, want at most 5, the first one among them", asked)
		}
		if o.Peers != len(peers) || o.Peers < 100 || o.Peers > 500 {
			t.Errorf("%d peers of pages at %v", o.Peers, asked)
		}
		for _, host := range peers {
			all[host] = true
		}
	}
	t.Logf("20 visits saw %d of 30,000 names", len(all))
	if len(all) < 3000 {
		t.Errorf("20 visits saw %d of 30,000 names, want 3,000 at least", len(all))
	}
}

func TestAShortListIsReadWhole(t *testing.T) {
	var asked []int
	c := labCrawler(t, software("sharkey", "2025.4.4", misskey(99, &asked)))
	if o := c.look(t.Context(), landfall.Lease{Host: "quiet-harbour-sim.social", Want: landfall.WorkAll}, nil).observation; o.Peers != 99 || len(asked) != 1 {
		t.Errorf("%d of 99 names, pages at %v", o.Peers, asked)
	}
}

func TestPeerTubeIsAskedInBothDirections(t *testing.T) {
	asked := map[string]int{}
	c := labCrawler(t, software("peertube", "7.3.0", func(w http.ResponseWriter, r *http.Request) {
		from, known, other := 0, 350, "following"
		if r.URL.Path == "/api/v1/server/followers" {
			from, known, other = 1000, 2200, "follower"
		} else if r.URL.Path != "/api/v1/server/following" {
			http.NotFound(w, r)
			return
		}
		asked[other]++
		start, _ := strconv.Atoi(r.URL.Query().Get("start"))
		names := numbered(from+start, from+min(start+100, known))
		answer(w, map[string]any{"total": known, "data": objects(names, `{"id":1,"`+other+`":{"host":%q,"name":"peertube"},"state":"accepted"}`)})
	}))
	o := c.look(t.Context(), landfall.Lease{Host: "quiet-harbour-sim.social", Want: landfall.WorkAll}, nil).observation
	if o.Peers != 350+500 || asked["following"] != 4 || asked["follower"] != 5 {
		t.Errorf("%d names from %v; want the 350 it follows and 500 of those that follow it", o.Peers, asked)
	}
}

func TestLemmyOneIsReadOnWhereTheLastVisitStopped(t *testing.T) {
	c := labCrawler(t, software("lemmy", "1.0.0", func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/api/v4/federated_instances" {
			http.NotFound(w, r)
			return
		}
		start, _ := strconv.Atoi(r.URL.Query().Get("page_cursor"))
		document := map[string]any{"items": objects(numbered(start, min(start+50, 600)), `{"instance":{"id":1,"domain":%q,"software":"lemmy"},"site":null}`)}
		if start+50 < 600 {
			document["next_page"] = strconv.Itoa(start + 50)
		}
		answer(w, document)
	}))
	var seen []int
	for range 4 {
		peers := c.look(t.Context(), landfall.Lease{Host: "quiet-harbour-sim.social", Want: landfall.WorkAll}, nil).peers
		lowest := 1 << 30
		for _, host := range peers {
			var n int
			if _, err := fmt.Sscanf(host.String(), "host-%d-sim.social", &n); err != nil {
				t.Fatal(err)
			}
			lowest = min(lowest, n)
		}
		seen = append(seen, lowest, len(peers))
	}
	if got, want := fmt.Sprint(seen), "[0 250 250 250 500 100 0 250]"; got != want {
		t.Errorf("first names and how many: %s, want %s", got, want)
	}
}

// The list of peers of Lemmy 0.19 says which of them are blocked: they count, and are
// names like any other.
func TestAListOfPeersTellsHowManyAreBlocked(t *testing.T) {
	for blocked, want := range map[string]string{`[{"domain":"host-7-sim.social"},{"domain":"no name"}]`: "2 servers", `[]`: "0 servers", `null`: ""} {
		c := labCrawler(t, software("lemmy", "0.19.15", func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path != "/api/v3/federated_instances" {
				http.NotFound(w, r)
				return
			}
			_, _ = io.WriteString(w, `{"federated_instances":{"linked":[{"domain":"host-1-sim.social"}],"allowed":[],"blocked":`+blocked+`}}`)
		}))
		o := c.look(t.Context(), landfall.Lease{Host: "quiet-harbour-sim.social", Want: landfall.WorkAll}, nil).observation
		e, stated := o.Facts.Evidence[landfall.FieldBlocks]
		if stated != (want != "") || stated && (o.Facts.Blocks.String() != want || e.Source != "https://quiet-harbour-sim.social/api/v3/federated_instances" || e.Path != "federated_instances.blocked") {
			t.Errorf("blocked %s: %s from %+v", blocked, o.Facts.Blocks, e)
		}
	}
}

func TestLemmyZeroFallsBackToItsOtherAPI(t *testing.T) {
	for version, path := range map[string]string{"0.19.15": "/api/v3/federated_instances", "1.0.0-beta": "/api/v3/federated_instances", "": "/api/v3/federated_instances"} {
		c := labCrawler(t, software("lemmy", version, func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path != path {
				http.NotFound(w, r)
				return
			}
			linked, blocked := objects(numbered(0, 30), `{"id":1,"domain":%q}`), objects(numbered(30, 33), `{"id":1,"domain":%q}`)
			answer(w, map[string]any{"federated_instances": map[string]any{"linked": linked, "allowed": nil, "blocked": blocked}})
		}))
		if o := c.look(t.Context(), landfall.Lease{Host: "quiet-harbour-sim.social", Want: landfall.WorkAll}, nil).observation; o.Peers != 33 {
			t.Errorf("version %q: %d of 33 names", version, o.Peers)
		}
	}
}

func TestOthersSayItInTheirOwnWay(t *testing.T) {
	for name, tt := range map[string]struct{ path, body string }{
		"piefed":    {"/api/alpha/federated_instances", `{"federated_instances":{"linked":[{"domain":"host-1-sim.social"}],"allowed":[],"blocked":[]}}`},
		"mbin":      {"/api/federated", `{"instances":[{"domain":"host-1-sim.social","software":"lemmy"}]}`},
		"diaspora":  {"/pods.json", `[{"id":1,"host":"host-1-sim.social","port":null,"ssl":true},{"id":2,"host":"192.0.2.7"}]`},
		"friendica": {"/poco/@server", `{"totalResults":1,"entry":[{"url":"https://host-1-sim.social","title":"x"}]}`},
		"pleroma":   {"", ""},
	} {
		c := labCrawler(t, software(name, "1.0", func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path != tt.path {
				http.NotFound(w, r)
				return
			}
			fmt.Fprint(w, tt.body)
		}))
		want := 1
		if tt.path == "" {
			want = 0
		}
		if o := c.look(t.Context(), landfall.Lease{Host: "quiet-harbour-sim.social", Want: landfall.WorkAll}, nil).observation; o.Outcome != landfall.OutcomeAnswered || o.Peers != want {
			t.Errorf("%s: %d names, want %d: %+v", name, o.Peers, want, o.Steps)
		}
	}
}
