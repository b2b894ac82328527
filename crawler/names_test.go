package crawler

import (
	"errors"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"landfall"
)

// place serves an instance whose documents say that its accounts are on account.
func place(account string) http.HandlerFunc {
	return software("mastodon", "4.5.0", func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/api/v2/instance":
			fmt.Fprintf(w, `{"domain":%q,"title":"One","version":"4.5.0","rules":[],"registrations":{"enabled":true}}`, account)
		case "/api/v1/instance/peers":
			answer(w, []string{"web.quiet-sim.social", "quiet-sim.social", "www.amber-sim.social", "amber-sim.social"})
		default:
			http.NotFound(w, r)
		}
	})
}

// towns is a network of instances with several names each.
func towns(w http.ResponseWriter, r *http.Request) {
	elsewhere := func(host string) {
		if strings.HasPrefix(r.URL.Path, "/.well-known/") {
			http.Redirect(w, r, "https://"+host+r.URL.Path, http.StatusMovedPermanently)
			return
		}
		http.NotFound(w, r)
	}
	nodeinfoOn := func(host string) {
		if r.URL.Path != "/.well-known/nodeinfo" {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		fmt.Fprintf(w, `{"links":[{"rel":"http://nodeinfo.diaspora.software/ns/schema/2.0","href":"https://%s/nodeinfo/2.0"}]}`, host)
	}
	switch r.Host {
	case "quiet-sim.social": // accounts here, the web elsewhere
		elsewhere("web.quiet-sim.social")
	case "web.quiet-sim.social":
		place("quiet-sim.social")(w, r)
	case "www.amber-sim.social":
		elsewhere("amber-sim.social")
	case "amber-sim.social":
		place("amber-sim.social")(w, r)
	case "bare-sim.social": // nothing here but host-meta
		if r.URL.Path != "/.well-known/host-meta" {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "application/xrd+xml")
		fmt.Fprint(w, `<?xml version="1.0"?><XRD xmlns="http://docs.oasis-open.org/ns/xri/xrd-1.0">
			<Link rel="lrdd" template="https://fedi.bare-sim.social/.well-known/webfinger?resource={uri}"/></XRD>`)
	case "fedi.bare-sim.social":
		place("https://bare-sim.social")(w, r)
	case "old-sim.social": // moved to another owner's domain
		elsewhere("new-sim.town")
	case "new-sim.town":
		place("new-sim.town")(w, r)
	case "evil.hoster-sim.club": // passes off a neighbour's nodeinfo as its own
		nodeinfoOn("victim.hoster-sim.club")
	case "victim.hoster-sim.club":
		place("")(w, r)
	case "thief-sim.club": // says that another's accounts are its own
		place("amber-sim.social")(w, r)
	default:
		http.NotFound(w, r)
	}
}

func TestOneInstanceHasOneRowAndItsOtherNames(t *testing.T) {
	for _, seeds := range [][]string{
		{"web.quiet-sim.social", "www.amber-sim.social", "bare-sim.social", "old-sim.social", "evil.hoster-sim.club", "victim.hoster-sim.club", "thief-sim.club"},
		{"thief-sim.club", "evil.hoster-sim.club", "victim.hoster-sim.club", "old-sim.social", "fedi.bare-sim.social", "amber-sim.social", "quiet-sim.social"},
	} {
		w := newWorld(t, towns)
		w.seed(seeds...)
		for range 3 {
			w.run(8 * time.Hour)
		}
		w.run(time.Hour) // every profile was read lately: health checks alone look at them now
		now := w.clock()
		if _, err := w.store.Add(t.Context(), "seed", []landfall.Host{"web.quiet-sim.social"}, now, now); err != nil {
			t.Fatal(err)
		}
		for range 24 {
			w.run(time.Hour)
			// Host-meta takes turns with other documents: looked at again, it has its own.
			if err := w.store.Recheck(t.Context(), "bare-sim.social", w.clock()); err != nil && !errors.Is(err, landfall.ErrNotFound) {
				t.Fatal(err)
			}
		}
		var answered []string
		for host, in := range w.instances() {
			if !in.LastSeen.IsZero() {
				answered = append(answered, host.String())
			}
		}
		slices.Sort(answered)
		want := []string{
			"amber-sim.social", "evil.hoster-sim.club", "fedi.bare-sim.social", "new-sim.town", "quiet-sim.social",
			"thief-sim.club", "victim.hoster-sim.club",
		}
		if !slices.Equal(answered, want) {
			t.Errorf("from %v: instances %v\nwant %v", seeds, answered, want)
		}
		names := map[string]bool{}
		err := w.store.Aliases(t.Context(), func(a landfall.Alias) error {
			text := fmt.Sprintf("%s = %s (%s)", a.Name, a.Host, a.Evidence)
			if a.Merged {
				text += " merged"
			}
			names[text] = true
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range []string{
			"web.quiet-sim.social = quiet-sim.social (web_domain) merged",
			"www.amber-sim.social = amber-sim.social (redirect) merged",
			"bare-sim.social = fedi.bare-sim.social",
			"old-sim.social = new-sim.town (moved)",
			"evil.hoster-sim.club = victim.hoster-sim.club (redirect)",
			"amber-sim.social = thief-sim.club (account_domain)",
		} {
			if !slices.ContainsFunc(slices.Collect(maps.Keys(names)), func(name string) bool { return strings.HasPrefix(name, want) }) {
				t.Errorf("from %v: %q is not among the names %v", seeds, want, names)
			}
		}
		for name := range names {
			if strings.Contains(name, "merged") && (strings.Contains(name, "hoster") || strings.Contains(name, "thief") || strings.Contains(name, "old-")) {
				t.Errorf("%q: names of two owners are one", name)
			}
		}
		if err := w.store.Integrity(t.Context()); err != nil {
			t.Error(err)
		}
	}
}
