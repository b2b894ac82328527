package crawler

import (
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"landfall"
)

// Hosts that redirect whatever is asked to others cost those others no more than a
// few looks, and a visit to one that leads on and on below its own domain ends soon.
func TestARedirectAmplifierIsBounded(t *testing.T) {
	const amplifiers = 60
	var mu sync.Mutex
	victim, own := 0, map[string]int{}
	w := newWorld(t, func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		switch {
		case strings.HasSuffix(r.Host, "victim-sim.club"):
			victim++
			http.NotFound(w, r)
		case strings.HasSuffix(r.Host, "maze-sim.club"):
			own["maze"]++
			if r.URL.Path == "/robots.txt" {
				http.NotFound(w, r)
				return
			}
			http.Redirect(w, r, fmt.Sprintf("https://m%d.maze-sim.club%s", own["maze"], r.URL.RequestURI()), http.StatusFound)
		default:
			own[r.Host]++
			http.Redirect(w, r, fmt.Sprintf("https://%s.victim-sim.club%s", strings.Split(r.Host, ".")[0], r.URL.RequestURI()), http.StatusFound)
		}
	})
	var names []string
	for i := range amplifiers {
		names = append(names, fmt.Sprintf("amp%d.amp%d-sim.social", i, i))
	}
	w.seed(append(names, "m.maze-sim.club")...)
	for range 4 {
		w.run(6*time.Hour + 55*time.Minute)
	}
	largest := 0
	for _, name := range names {
		largest = max(largest, own[name])
	}
	known := 0
	for host := range w.instances() {
		if host.Registrable() == "victim-sim.club" {
			known++
		}
	}
	t.Logf("%d amplifiers: %d requests to their victim, of which %d names are known; at most %d to one of them; %d in the maze", amplifiers, victim, known, largest, own["maze"])
	const looks, requests = 5, 5 // a day, and for each
	if victim > 2*looks*requests || known > 2*4 {
		t.Errorf("%d requests to %d names of a victim in 28 hours", victim, known)
	}
	for _, o := range w.recorded.all {
		if o.Requests > 30 {
			t.Errorf("a visit to %s sent %d requests", o.Host, o.Requests)
		}
		if o.Host == "m.maze-sim.club" && o.Outcome != landfall.OutcomeInvalid {
			t.Errorf("the maze is %s, %s", o.Outcome, o.Reason)
		}
	}
}
