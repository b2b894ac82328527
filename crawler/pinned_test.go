package crawler

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"landfall"
	"landfall/directory/notice"
	"landfall/internal/sim"
)

const pinnedPath = "/api/v1/accounts/1/statuses"

// read are the posts that were asked for since the last time.
func (f *fixture) readPinned() int64 {
	defer f.network.ResetStats()
	return f.network.Stats().ByPath[pinnedPath]
}

// mastodons are the hosts of a fixture whose contacts have pinned posts.
func (f *fixture) mastodons(t *testing.T, least int) (hosts []landfall.Host) {
	t.Helper()
	for _, host := range f.hosts {
		if truth, ok := f.network.Host(host.String()); ok && truth.Software == "mastodon" {
			hosts = append(hosts, host)
		}
	}
	if len(hosts) < least {
		t.Fatalf("%d servers run Mastodon, too few", len(hosts))
	}
	return hosts
}

// kept is all that is kept of the hosts, and of the visits to them.
func (f *fixture) kept(t *testing.T) string {
	t.Helper()
	var all strings.Builder
	for _, host := range f.hosts {
		in, err := f.store.Instance(t.Context(), host)
		if err != nil {
			t.Fatal(err)
		}
		text, err := json.Marshal(in)
		if err != nil {
			t.Fatal(err)
		}
		all.Write(text)
	}
	f.log.mu.Lock()
	defer f.log.mu.Unlock()
	text, err := json.Marshal(f.log.seen)
	if err != nil {
		t.Fatal(err)
	}
	return all.String() + string(text)
}

// Pinned posts are not asked for unless the operator says so; then once a week, with the
// peers, and of those that announce nothing nothing is kept.
func TestPinnedPostsAreReadWhereThatIsTurnedOn(t *testing.T) {
	f := newFixture(t)
	f.closing = notice.Default().Contact
	hosts := f.mastodons(t, 2)
	f.crawlAll(t)
	if n := f.readPinned(); n != 0 {
		t.Fatalf("by default pinned posts were asked for %d times", n)
	}
	on := func(c *Config) { c.ReadPinned = true }
	f.crawlAll(t, on)
	if n := f.readPinned(); n != 0 {
		t.Fatalf("within the week pinned posts were asked for %d times", n)
	}
	f.makeDue(t, landfall.WorkAll)
	for host, facts := range f.crawlAll(t, on) {
		if facts.Stated(landfall.FieldContactNotice) {
			t.Errorf("%s has announced nothing, and is known for %+v", host, facts.ContactNotices)
		}
	}
	if n := f.readPinned(); n != int64(len(hosts)) {
		t.Errorf("pinned posts were asked for %d times, want once of each of %d", n, len(hosts))
	}
	if kept := f.kept(t); strings.Contains(kept, sim.PostCanary) || strings.Contains(kept, sim.ContactCanary) || strings.Contains(kept, pinnedPath) || !strings.Contains(kept, "/api/v1/accounts/:id/statuses") {
		t.Error("something is kept of posts or of those who wrote them")
	}
}

// One that announces the closing becomes a fact, and goes when it is pinned no more, or
// when its author asks to be left alone.
func TestAPinnedPostThatAnnouncesAClosingIsFollowed(t *testing.T) {
	f := newFixture(t)
	f.closing = notice.Default().Contact
	on := func(c *Config) { c.ReadPinned = true }
	host := f.mastodons(t, 1)[0]
	closes := time.Now().UTC().Truncate(24*time.Hour).AddDate(0, 4, 0)
	posted := time.Now().UTC().Add(-48 * time.Hour).Truncate(time.Second)
	said := "This server will shut down for good on " + closes.Format("2 January 2006") + "."
	pins := sim.Pins{Posts: []sim.Post{{Text: "My boat is mended. " + said + " " + sim.PostCanary + " says goodbye.", Posted: posted}, {Text: "Hello. " + sim.PostCanary, Posted: posted}}}
	visit := func(p *sim.Pins) landfall.Facts {
		t.Helper()
		if err := f.network.Pin(host.String(), p); err != nil {
			t.Fatal(err)
		}
		facts := f.crawlAll(t, on)[host]
		f.makeDue(t, landfall.WorkAll)
		return facts
	}
	facts := visit(&pins)
	if len(facts.ContactNotices) != 1 {
		t.Fatalf("announced: %+v", facts.ContactNotices)
	}
	got := facts.ContactNotices[0]
	if got.Quote != said || !got.ClosesTo.Equal(closes) || !got.Posted.Equal(posted.Truncate(24*time.Hour)) || got.URL != "https://"+host.String()+"/@"+sim.ContactCanary+"/100" {
		t.Errorf("announced: %+v", got)
	}
	if kept := f.kept(t); strings.Contains(kept, sim.PostCanary) || strings.Contains(kept, "boat is mended") {
		t.Error("more of the post is kept than its sentence")
	}
	first := facts.Evidence[landfall.FieldContactNotice]
	if again := visit(&pins).Evidence[landfall.FieldContactNotice]; !again.FirstSeen.Equal(first.FirstSeen) || !again.LastSeen.After(first.LastSeen) {
		t.Errorf("said again: %+v, then %+v", first, again)
	}

	facts = visit(nil)
	if seen := facts.Evidence[landfall.FieldContactNotice]; len(facts.ContactNotices) != 0 || !seen.FirstSeen.After(first.LastSeen) {
		t.Errorf("unpinned: %+v, %+v", facts.ContactNotices, seen)
	}

	visit(&pins)
	f.readPinned()
	pins.NoIndex = true
	others := int64(len(f.mastodons(t, 1)) - 1)
	if facts = visit(&pins); len(facts.ContactNotices) != 0 || f.readPinned() != others {
		t.Errorf("left alone: %+v", facts.ContactNotices)
	}
}

// robots.txt decides on the path of the posts as on any other.
func TestPinnedPostsThatRobotsForbids(t *testing.T) {
	for rules, reads := range map[string]bool{"": true, "User-agent: *\nDisallow: /api/v1/accounts\n": false, "User-agent: Landfall\nDisallow: /api/v1/accounts/1/\n": false} {
		var asked []string
		var mu sync.Mutex
		others := software("mastodon", "4.5.0", func(w http.ResponseWriter, r *http.Request) {
			switch r.URL.Path {
			case "/api/v2/instance":
				fmt.Fprintf(w, `{"domain":%q,"title":"Quiet","version":"4.5.0","contact":{"account":{"id":"1"}}}`, r.Host)
			case pinnedPath:
				fmt.Fprintf(w, `[{"visibility":"public","content":"We are closing this server for good.","created_at":"2026-01-02T03:04:05Z","url":"https://%s/@harbour/1","account":{"id":"1"}}]`, r.Host)
			default:
				http.NotFound(w, r)
			}
		})
		c := labCrawler(t, func(w http.ResponseWriter, r *http.Request) {
			mu.Lock()
			asked = append(asked, r.URL.RequestURI())
			mu.Unlock()
			if r.URL.Path == "/robots.txt" && rules != "" {
				fmt.Fprint(w, rules)
				return
			}
			others(w, r)
		})
		c.cfg.ReadPinned, c.deps.Closing = true, notice.Default().Contact
		o := c.look(t.Context(), landfall.Lease{Host: "quiet-harbour-sim.social", Want: landfall.WorkAll}, nil).observation
		read := slices.Contains(asked, pinnedPath+"?pinned=true&exclude_replies=true&limit=5")
		if o.Outcome != landfall.OutcomeAnswered || read != reads || (len(o.Facts.ContactNotices) == 1) != reads {
			t.Errorf("with %q: asked for %q, %s, %+v", rules, asked, o.Outcome, o.Facts.ContactNotices)
		}
		if text, err := json.Marshal(o); err != nil || strings.Contains(string(text), pinnedPath) {
			t.Errorf("with %q the log names the account: %s, %v", rules, text, err)
		}
	}
}
