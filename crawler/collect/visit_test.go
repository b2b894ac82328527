package collect

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"landfall"
	"landfall/crawler/probe"
	"landfall/internal/netguard"
)

func request(t *testing.T, path string) probe.Request {
	t.Helper()
	u, err := netguard.ParseURL("https://" + host.String() + path)
	if err != nil {
		t.Fatal(err)
	}
	return probe.Request{URL: u, Accept: "application/json", MaxBytes: 1 << 20}
}

// site answers robots.txt with robotsText and everything else with a document.
func site(robotsText string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			if robotsText == "" {
				http.NotFound(w, r)
				return
			}
			_, _ = io.WriteString(w, robotsText)
			return
		}
		w.Header().Set("Content-Type", "application/json; charset=utf-8")
		fmt.Fprintf(w, `{"path": %q, "agent": %q}`, r.URL.Path, r.UserAgent())
	}
}

func TestRobotsComesFirstAndOnce(t *testing.T) {
	l := newLab(t, site(""))
	v, _ := l.visit(t)
	for _, path := range []string{"/a", "/b"} {
		doc, err := v.Fetch(t.Context(), request(t, path))
		if err != nil || doc.Status != 200 || doc.Type != "application/json" || !strings.Contains(string(doc.Body), "Landfall/test") {
			t.Fatalf("fetch %s: %+v, %v", path, doc, err)
		}
	}
	want := []string{host.String() + "/robots.txt", host.String() + "/a", host.String() + "/b"}
	if diff := cmp.Diff(want, l.asked); diff != "" {
		t.Errorf("asked (-want +got):\n%s", diff)
	}
	first, click := v.Timings()
	if v.Requests() != 3 || len(v.Steps()) != 3 || first.TLS == 0 || click.FirstByte == 0 || click.TLS != 0 {
		t.Errorf("%d requests, %d steps, first %+v, click %+v", v.Requests(), len(v.Steps()), first, click)
	}
}

func TestForbiddenPathsAreNotRequested(t *testing.T) {
	l := newLab(t, site("User-agent: Landfall\nDisallow: /nodeinfo\n"))
	v, _ := l.visit(t)
	if _, err := v.Fetch(t.Context(), request(t, "/nodeinfo/2.0")); !errors.Is(err, probe.ErrForbidden) {
		t.Errorf("error %v, want ErrForbidden", err)
	}
	if _, err := v.Fetch(t.Context(), request(t, "/api")); err != nil {
		t.Errorf("a path that is allowed: %v", err)
	}
	if slices.Contains(l.asked, host.String()+"/nodeinfo/2.0") {
		t.Error("the forbidden path was requested")
	}
}

// A request whose address names a person stands in the log without it, whatever becomes
// of it.
func TestTheLogShowsWhatMayBeShown(t *testing.T) {
	const shown = "https://quiet-harbour-sim.social/accounts/:id"
	l := newLab(t, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/robots.txt":
			_, _ = io.WriteString(w, "User-agent: Landfall\nDisallow: /accounts/forbidden\n")
		case "/accounts/moved":
			http.Redirect(w, r, "/accounts/away", http.StatusFound)
		default:
			w.Header().Set("Content-Type", "application/json")
			_, _ = io.WriteString(w, "{}")
		}
	})
	v, _ := l.visit(t)
	for _, who := range []string{"somebody", "moved", "forbidden"} {
		req := request(t, "/accounts/"+who)
		req.Shown = shown
		_, err := v.Fetch(t.Context(), req)
		if (err != nil) != (who == "forbidden") || err != nil && strings.Contains(err.Error(), "accounts/"+who) {
			t.Errorf("%s: %v", who, err)
		}
	}
	steps := v.Steps()
	if len(steps) != 5 {
		t.Fatalf("steps %+v, want five", steps)
	}
	for _, step := range steps[1:] {
		if step.URL != shown {
			t.Errorf("the log shows %s", step.URL)
		}
	}
}

func TestABrokenRobotsFileShutsTheHost(t *testing.T) {
	for name, answer := range map[string]http.HandlerFunc{
		"500": func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusInternalServerError) },
		"429": func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusTooManyRequests) },
		"zstd": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "zstd")
			_, _ = io.WriteString(w, "User-agent: *\nAllow: /\n")
		},
	} {
		l := newLab(t, answer)
		v, _ := l.visit(t)
		if _, err := v.Fetch(t.Context(), request(t, "/a")); !errors.Is(err, probe.ErrPostponed) || !v.Shut() {
			t.Errorf("%s: error %v, shut %v; want ErrPostponed and true", name, err, v.Shut())
		}
		if len(l.asked) != 1 {
			t.Errorf("%s: asked %v, want robots.txt only", name, l.asked)
		}
	}
}

func TestALongRobotsFileCountsAsFarAsItMust(t *testing.T) {
	l := newLab(t, site("User-agent: *\nDisallow: /private\n"+strings.Repeat("# filler\n", 200_000)))
	v, _ := l.visit(t)
	if _, err := v.Fetch(t.Context(), request(t, "/private")); !errors.Is(err, probe.ErrForbidden) {
		t.Errorf("error %v, want ErrForbidden", err)
	}
}

func TestEveryHopOfARedirectAsksRobots(t *testing.T) {
	l := newLab(t, func(w http.ResponseWriter, r *http.Request) {
		switch r.Host + r.URL.Path {
		case host.String() + "/start":
			http.Redirect(w, r, "https://www."+host.String()+"/private", http.StatusFound)
		case "www." + host.String() + "/robots.txt":
			_, _ = io.WriteString(w, "User-agent: *\nDisallow: /private\n")
		default:
			http.NotFound(w, r)
		}
	})
	v, _ := l.visit(t)
	if _, err := v.Fetch(t.Context(), request(t, "/start")); !errors.Is(err, probe.ErrForbidden) {
		t.Errorf("error %v, want ErrForbidden", err)
	}
	if slices.Contains(l.asked, "www."+host.String()+"/private") {
		t.Error("a redirect led past robots.txt")
	}
}

func TestRedirectsThatAreNotFollowed(t *testing.T) {
	for name, tt := range map[string]struct{ location, reason string }{
		"to another domain":  {"https://amber-otter-sim.social/start", "moved"},
		"to plain http":      {"http://" + host.String() + "/b", "redirect_downgrade"},
		"to itself":          {"/start", "redirect_loop"},
		"to a private place": {"https://127.0.0.1/", "url_refused"},
		"to another port":    {"https://" + host.String() + ":8443/", "url_refused"},
		"to another scheme":  {"file:///etc/passwd", "url_refused"},
	} {
		l := newLab(t, func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/robots.txt" {
				http.NotFound(w, r)
				return
			}
			w.Header().Set("Location", tt.location)
			w.WriteHeader(http.StatusMovedPermanently)
		})
		v, _ := l.visit(t)
		_, err := v.Fetch(t.Context(), request(t, "/start"))
		if reason, class := netguard.Classify(err); reason != tt.reason || class != landfall.ClassTheirs {
			t.Errorf("%s: %q, %q (%v); want %q", name, reason, class, err, tt.reason)
		}
		if len(l.asked) > 2 {
			t.Errorf("%s: asked %v", name, l.asked)
		}
	}
}

func TestRobotsOfAnotherDomainIsNotAskedFor(t *testing.T) {
	l := newLab(t, func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "https://amber-otter-sim.social"+r.URL.Path, http.StatusMovedPermanently)
	})
	v, _ := l.visit(t)
	var moved *netguard.MovedError
	if _, err := v.Fetch(t.Context(), request(t, "/a")); !errors.As(err, &moved) || moved.To != "amber-otter-sim.social" {
		t.Errorf("error %v, want that it moved", err)
	}
	if len(l.asked) != 1 {
		t.Errorf("asked %v, want one request", l.asked)
	}
}

func TestCrawlDelayIsKeptBetweenRequests(t *testing.T) {
	l := newLab(t, site("User-agent: *\nCrawl-delay: 500\n"))
	v, waited := l.visit(t)
	for _, path := range []string{"/a", "/b"} {
		if _, err := v.Fetch(t.Context(), request(t, path)); err != nil {
			t.Fatal(err)
		}
	}
	if *waited < 999*time.Second || *waited > 1000*time.Second {
		t.Errorf("waited %s between three requests, want twice 500 s", *waited)
	}
	if v.Requests() != 3 {
		t.Errorf("%d requests counted over the closed connections, want 3", v.Requests())
	}
}

// What colly would inflate by itself after the cap must not get that far.
func TestCollyNeverInflates(t *testing.T) {
	var bomb bytes.Buffer
	w := gzip.NewWriter(&bomb)
	_, _ = w.Write(make([]byte, 64<<20))
	w.Close()
	for name, header := range map[string][2]string{
		"content type gzip":     {"Content-Type", "application/gzip"},
		"content encoding gzip": {"Content-Encoding", "gzip"},
		"nested encodings":      {"Content-Encoding", "gzip, gzip"},
		"path of a sitemap":     {"X-None", ""},
	} {
		l := newLab(t, func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/robots.txt" {
				http.NotFound(w, r)
				return
			}
			w.Header().Set("Content-Type", "application/json")
			w.Header().Set(header[0], header[1])
			_, _ = w.Write(bomb.Bytes())
		})
		v, _ := l.visit(t)
		doc, err := v.Fetch(t.Context(), request(t, "/sitemap.xml.gz"))
		if err == nil && len(doc.Body) > bomb.Len() {
			t.Errorf("%s: %d bytes came of %d", name, len(doc.Body), bomb.Len())
		}
	}
}

func TestStreamHandsTheBodyOnAndKeepsNone(t *testing.T) {
	l := newLab(t, site(""))
	v, _ := l.visit(t)
	var got []byte
	status, err := v.Stream(t.Context(), request(t, "/peers"), func(r io.Reader) (err error) {
		got, err = io.ReadAll(r)
		return err
	})
	if err != nil || status != 200 || !strings.Contains(string(got), "/peers") {
		t.Errorf("status %d, %q, %v", status, got, err)
	}
	fed := errors.New("enough")
	if _, err := v.Stream(t.Context(), request(t, "/more"), func(io.Reader) error { return fed }); !errors.Is(err, fed) {
		t.Errorf("error %v, want the sink's", err)
	}
}

// A server that closes its connections shows no click: a new connection is none.
func TestColdIsNotTakenForWarm(t *testing.T) {
	l := newLab(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Connection", "close")
		site("")(w, r)
	})
	v, _ := l.visit(t)
	for _, path := range []string{"/a", "/b"} {
		if _, err := v.Fetch(t.Context(), request(t, path)); err != nil {
			t.Fatal(err)
		}
	}
	if first, click := v.Timings(); first.TLS <= 0 || !click.IsZero() {
		t.Errorf("first %+v, click %+v; want no click", first, click)
	}
}
