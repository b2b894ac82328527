package crawler

import (
	"context"
	"errors"
	"io"
	"net/http"
	"sync"
	"testing"
	"time"

	"landfall"
)

// records are the TXT records of names.
type records map[string][]string

func (r records) Texts(_ context.Context, name string) ([]string, error) {
	if texts, ok := r[name]; ok {
		return texts, nil
	}
	return nil, nil
}

// noNames is a look-up without answers.
type noNames struct{}

func (noNames) Texts(context.Context, string) ([]string, error) { return nil, errors.New("no answer") }

// consenting is a host that serves nodeinfo, a robots.txt and the file.
type consenting struct {
	mu           sync.Mutex
	robots, file string
	status       int // of the file, 200 if it is 0
	asked        []string
}

func (h *consenting) set(robots, file string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.robots, h.file = robots, file
}

func (h *consenting) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.asked = append(h.asked, r.URL.Path)
	switch {
	case r.URL.Path == "/robots.txt":
		_, _ = io.WriteString(w, h.robots)
	case r.URL.Path != landfall.OptOutPath:
		software("mastodon", "4.5.0", http.NotFound)(w, r)
	case h.status != 0:
		w.WriteHeader(h.status)
	case h.file == "":
		http.NotFound(w, r)
	default:
		_, _ = io.WriteString(w, h.file)
	}
}

const shy landfall.Host = "shy-otter-sim.town"

// asking is a world in which one host was visited, and then somebody asks for it to be left
// alone.
func asking(t *testing.T, h *consenting) *world {
	t.Helper()
	w := newWorld(t, h.ServeHTTP)
	w.seed(string(shy))
	w.run(time.Hour)
	if in := w.instances()[shy]; in.Status != landfall.StatusAlive {
		t.Fatalf("before, it is %s", in.Status)
	}
	if _, err := w.store.AskOptOut(t.Context(), shy, w.clock()); err != nil {
		t.Fatal(err)
	}
	h.mu.Lock()
	h.asked = nil
	h.mu.Unlock()
	return w
}

func (w *world) heedOptOuts(texts Texts) {
	w.t.Helper()
	if err := w.crawler.HeedOptOuts(w.store, texts)(w.t.Context()); err != nil {
		w.t.Fatal(err)
	}
}

// TestAHostThatSaysSoIsForgotten, by its name or by a file; and nothing more is asked of it.
func TestAHostThatSaysSoIsForgotten(t *testing.T) {
	for _, tt := range []struct {
		name     string
		file     string
		texts    Texts
		requests int
	}{
		{"by DNS", "", records{"_landfall." + string(shy): {"v=other", "opt-out"}}, 0},
		{"by a file", "# Landfall\nOpt-Out\n", records{}, 2},
		{"by a file, with no answer about its name", "opt-out", noNames{}, 2},
	} {
		t.Run(tt.name, func(t *testing.T) {
			h := &consenting{file: tt.file}
			w := asking(t, h)
			w.heedOptOuts(tt.texts)
			entry, err := w.store.Entry(t.Context(), shy)
			if err != nil || !entry.Forgotten || entry.Instance != nil {
				t.Errorf("it is %+v, %v", entry, err)
			}
			if _, err := w.store.OptOut(t.Context(), shy); !errors.Is(err, landfall.ErrNotFound) {
				t.Errorf("its request: %v", err)
			}
			if len(h.asked) != tt.requests {
				t.Errorf("it was asked for %q", h.asked)
			}
			before := len(h.asked)
			w.seed(string(shy))
			w.run(30 * 24 * time.Hour)
			w.run(time.Hour)
			if len(h.asked) != before {
				t.Errorf("afterwards it was asked for %q", h.asked[before:])
			}
		})
	}
}

// TestRobotsThatShutUsOutAreHeededAtOnce, and for as long as they say so: the copy of a day
// does not count.
func TestRobotsThatShutUsOutAreHeededAtOnce(t *testing.T) {
	h := &consenting{}
	w := asking(t, h)
	h.set("User-agent: Landfall\nDisallow: /", "opt-out") // which it keeps us from reading
	w.heedOptOuts(records{})
	entry, err := w.store.Entry(t.Context(), shy)
	if err != nil || !entry.OptedOut || entry.Forgotten {
		t.Errorf("it is %+v, %v", entry, err)
	}
	if _, err := w.store.OptOut(t.Context(), shy); !errors.Is(err, landfall.ErrNotFound) {
		t.Errorf("its request: %v", err)
	}
	if len(h.asked) != 1 || h.asked[0] != "/robots.txt" {
		t.Errorf("it was asked for %q", h.asked)
	}
	h.set("", "")
	w.run(8 * 24 * time.Hour)
	w.run(time.Hour)
	if in := w.instances()[shy]; in.Status != landfall.StatusAlive {
		t.Errorf("a week after it has changed its mind it is %s", in.Status)
	}
}

// TestAHostInAnothersHandsIsTriedAgain soon.
func TestAHostInAnothersHandsIsTriedAgain(t *testing.T) {
	h := &consenting{}
	w := asking(t, h)
	h.set("User-agent: *\nDisallow: /", "")
	lease, ok, err := w.store.LeaseHost(t.Context(), "another", shy, w.clock(), time.Hour)
	if err != nil || !ok {
		t.Fatal(ok, err)
	}
	w.heedOptOuts(records{})
	o, err := w.store.OptOut(t.Context(), shy)
	if err != nil || o.Next.Sub(w.clock()) > 2*time.Minute || o.Robots != landfall.OptOutAsks {
		t.Errorf("its request is %+v, %v", o, err)
	}
	if err := w.store.Release(t.Context(), []landfall.Lease{lease}); err != nil {
		t.Fatal(err)
	}
	w.run(0)
	w.mu.Lock()
	w.now = w.now.Add(2 * time.Minute)
	w.mu.Unlock()
	w.heedOptOuts(records{})
	if entry, err := w.store.Entry(t.Context(), shy); err != nil || !entry.OptedOut {
		t.Errorf("it is %+v, %v", entry, err)
	}
}

// TestWhatIsNotProvedChangesNothing, and is looked at again until it is over.
func TestWhatIsNotProvedChangesNothing(t *testing.T) {
	for _, tt := range []struct {
		name             string
		robots, file     string
		status           int
		texts            Texts
		dns, read, robot landfall.OptOutSign
	}{
		{"nothing is there", "", "", 0, records{}, landfall.OptOutNot, landfall.OptOutNot, landfall.OptOutNot},
		{"something else is", "", "<!doctype html><p>opt-out", 0, records{"_landfall." + string(shy): {"no"}}, landfall.OptOutNot, landfall.OptOutNot, landfall.OptOutNot},
		{"a file that is too long", "", "opt-out\n" + string(make([]byte, optOutBytes)), 0, records{}, landfall.OptOutNot, landfall.OptOutUnread, landfall.OptOutUnread},
		{"no answer", "", "", 503, noNames{}, landfall.OptOutUnread, landfall.OptOutUnread, landfall.OptOutUnread},
		{"a host that wants time", "User-agent: *\nCrawl-delay: 500", "opt-out", 0, records{}, landfall.OptOutNot, landfall.OptOutLater, landfall.OptOutNot},
		{"another path is shut", "User-agent: Landfall\nDisallow: /.well-known/landfall.txt", "opt-out", 0, records{}, landfall.OptOutNot, landfall.OptOutNot, landfall.OptOutNot},
	} {
		t.Run(tt.name, func(t *testing.T) {
			h := &consenting{status: tt.status}
			w := asking(t, h)
			h.set(tt.robots, tt.file)
			w.heedOptOuts(tt.texts)
			o, err := w.store.OptOut(t.Context(), shy)
			if err != nil || o.DNS != tt.dns || o.File != tt.read || o.Robots != tt.robot || o.Looks != 1 || !o.Next.Equal(w.clock().Add(5*time.Minute)) {
				t.Errorf("its request is %+v, %v", o, err)
			}
			w.heedOptOuts(tt.texts) // not due
			if in := w.instances()[shy]; in.Status != landfall.StatusAlive {
				t.Errorf("it is %s", in.Status)
			}
		})
	}
}

// TestAHostThatWantsTimeIsReadTheNextTime: its robots.txt is not read again first, which
// would make it wait for ever.
func TestAHostThatWantsTimeIsReadTheNextTime(t *testing.T) {
	h := &consenting{}
	w := asking(t, h)
	h.set("User-agent: *\nCrawl-delay: 240", "opt-out")
	w.heedOptOuts(records{})
	w.mu.Lock()
	w.now = w.now.Add(6 * time.Minute)
	w.mu.Unlock()
	w.heedOptOuts(records{})
	if entry, err := w.store.Entry(t.Context(), shy); err != nil || !entry.Forgotten {
		t.Errorf("it is %+v, %v, and was asked for %q", entry, err, h.asked)
	}
}

// TestAStrangerCanStayOut: a host that nobody has heard of is kept out all the same.
func TestAStrangerCanStayOut(t *testing.T) {
	const stranger landfall.Host = "stranger-sim.social"
	w := newWorld(t, (&consenting{file: "opt-out"}).ServeHTTP)
	if _, err := w.store.AskOptOut(t.Context(), stranger, w.clock()); err != nil {
		t.Fatal(err)
	}
	w.heedOptOuts(records{})
	if added, err := w.crawler.Seed(t.Context(), "seed", []landfall.Host{stranger}); added != 0 || err != nil {
		t.Errorf("it is let in: %d, %v", added, err)
	}
}
