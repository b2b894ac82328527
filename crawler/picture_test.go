package crawler

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus/testutil"

	"landfall"
)

// gallery is an instance with a picture, and counts how often that is asked for.
type gallery struct {
	mu     sync.Mutex
	robots string
	at     string // the address of the picture
	body   []byte
	broken bool // its server cannot answer
	shut   bool // nor can the document that names it be had
	asked  []string
}

func (g *gallery) serve(w http.ResponseWriter, r *http.Request) {
	g.mu.Lock()
	defer g.mu.Unlock()
	switch {
	case r.URL.Path == "/robots.txt" && g.robots != "":
		_, _ = io.WriteString(w, g.robots)
	case strings.HasPrefix(r.URL.Path, "/media/"):
		g.asked = append(g.asked, r.URL.Path)
		if g.broken {
			http.Error(w, "later", http.StatusServiceUnavailable)
			return
		}
		if g.body == nil {
			http.NotFound(w, r)
			return
		}
		_, _ = w.Write(g.body)
	default:
		software("mastodon", "4.5.2", func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path != "/api/v2/instance" {
				http.NotFound(w, r)
				return
			}
			if g.shut {
				http.Error(w, "broken", http.StatusInternalServerError)
				return
			}
			_, _ = io.WriteString(w, `{"domain":"`+r.Host+`","title":"Quiet","version":"4.5.2","thumbnail":{"url":"`+g.at+`"}}`)
		})(w, r)
	}
}

func (g *gallery) set(change func()) {
	g.mu.Lock()
	defer g.mu.Unlock()
	change()
}

func (g *gallery) count() int {
	g.mu.Lock()
	defer g.mu.Unlock()
	return len(g.asked)
}

func drawn(t *testing.T, shade uint8) []byte {
	t.Helper()
	img := image.NewGray(image.Rect(0, 0, 120, 60))
	for i := range img.Pix {
		img.Pix[i] = shade
	}
	img.SetGray(60, 30, color.Gray{Y: shade + 9})
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

const pictured landfall.Host = "quiet-harbour-sim.social"

// passDays crawls every day for a while.
func passDays(w *world, days int) {
	w.t.Helper()
	for range days {
		w.run(24 * time.Hour)
	}
}

func galleryWorld(t *testing.T, g *gallery) *world {
	t.Helper()
	w := newWorld(t, g.serve)
	w.seed(string(pictured))
	return w
}

// A picture is asked for at once, again a month later, and if its address changes no
// sooner than after a week.
func TestPicturesAreAskedForSeldom(t *testing.T) {
	const first, second = "https://quiet-harbour-sim.social/media/a.png", "https://quiet-harbour-sim.social/media/b.png"
	g := &gallery{at: first, body: drawn(t, 60)}
	w := galleryWorld(t, g)
	passDays(w, 1)
	was, err := w.store.Icon(t.Context(), pictured)
	if err != nil || was.ID == "" || was.Source != first {
		t.Fatalf("icon %+v, %v", was, err)
	}
	passDays(w, 28)
	if n := g.count(); n != 1 {
		t.Errorf("asked %d times in a month", n)
	}
	g.set(func() { g.body = drawn(t, 160) })
	passDays(w, 4)
	is, err := w.store.Icon(t.Context(), pictured)
	if n := g.count(); n != 2 || err != nil || is.ID == was.ID {
		t.Errorf("asked %d times; icon %+v, %v", n, is, err)
	}
	g.set(func() { g.at, g.body = second, nil })
	passDays(w, 9)
	gone, err := w.store.Icon(t.Context(), pictured)
	if n := g.count(); n != 3 || err != nil || gone.ID != "" || gone.Source != second || gone.Reason != "icon_not_a_picture" {
		t.Errorf("asked %d times; icon %+v, %v", n, gone, err)
	}
	for range 9 { // a new address every day
		g.set(func() { g.at += "x" })
		passDays(w, 1)
	}
	if n := g.count(); n > 5 {
		t.Errorf("asked %d times", n)
	}
}

// A picture takes nothing from a visit: neither its outcome nor its rest.
func TestAPictureNeverSpoilsAVisit(t *testing.T) {
	for name, tt := range map[string]struct {
		robots, at, reason string
		body               []byte
	}{
		"forbidden":     {"User-agent: *\nDisallow: /media/", "https://quiet-harbour-sim.social/media/a.png", "robots_forbidden", nil},
		"not a picture": {"", "https://quiet-harbour-sim.social/media/a.png", "icon_not_a_picture", []byte("<svg onload='alert(1)'/>")},
		"another's":     {"", "https://victim-otter-sim.social/media/a.png", "icon_elsewhere", nil},
		"too large":     {"", "https://quiet-harbour-sim.social/media/a.png", "body_too_large", make([]byte, 1<<20)},
	} {
		t.Run(name, func(t *testing.T) {
			g := &gallery{robots: tt.robots, at: tt.at, body: tt.body}
			w := galleryWorld(t, g)
			passDays(w, 1)
			icon, err := w.store.Icon(t.Context(), pictured)
			if err != nil || icon.ID != "" || icon.Reason != tt.reason {
				t.Errorf("icon %+v, %v; want the reason %s", icon, err, tt.reason)
			}
			in := w.instances()[pictured]
			if in.Status != landfall.StatusAlive || in.LastOutcome != landfall.OutcomeAnswered || in.Facts.Name != "Quiet" {
				t.Errorf("instance %+v", in)
			}
			if n := g.count(); (tt.reason == "robots_forbidden" || tt.reason == "icon_elsewhere") && n != 0 {
				t.Errorf("asked %d times", n)
			}
		})
	}
}

// A picture that cannot be had when it is time to look again stays, and its new form
// is got when it can be.
func TestAPictureOutlastsAFailure(t *testing.T) {
	g := &gallery{at: "https://quiet-harbour-sim.social/media/a.png", body: drawn(t, 60)}
	w := galleryWorld(t, g)
	passDays(w, 1)
	was, err := w.store.Icon(t.Context(), pictured)
	if err != nil || was.ID == "" {
		t.Fatalf("icon %+v, %v", was, err)
	}
	g.set(func() { g.broken, g.body = true, drawn(t, 160) })
	passDays(w, 33)
	if is, err := w.store.Icon(t.Context(), pictured); err != nil || is.ID != was.ID || g.count() < 2 {
		t.Errorf("asked %d times; icon %+v, %v; want the one from before", g.count(), is, err)
	}
	g.set(func() { g.broken = false })
	passDays(w, 2)
	if is, err := w.store.Icon(t.Context(), pictured); err != nil || is.ID == "" || is.ID == was.ID {
		t.Errorf("icon %+v, %v; want the new one", is, err)
	}
}

// A picture goes with the next profile that names none, unless the document that may
// name one failed.
func TestAPictureThatIsNotNamedAnyMoreGoes(t *testing.T) {
	const at = "https://quiet-harbour-sim.social/media/a.png"
	g := &gallery{at: at, body: drawn(t, 60)}
	w := galleryWorld(t, g)
	passDays(w, 1)
	was, err := w.store.Icon(t.Context(), pictured)
	if err != nil || was.ID == "" {
		t.Fatalf("icon %+v, %v", was, err)
	}
	g.set(func() { g.at, g.shut = "", true })
	passDays(w, 3)
	if is, err := w.store.Icon(t.Context(), pictured); err != nil || is.ID != was.ID {
		t.Errorf("icon %+v, %v; want it kept while its document fails", is, err)
	}
	g.set(func() { g.shut = false })
	passDays(w, 2)
	if is, err := w.store.Icon(t.Context(), pictured); err != nil || is.ID != "" || is.Source != "" || is.Reason != "icon_not_named" {
		t.Errorf("icon %+v, %v; want none", is, err)
	}
	if _, err := w.store.Picture(t.Context(), was.ID); err == nil {
		t.Error("the picture is still there")
	}
	g.set(func() { g.at = at })
	passDays(w, 9)
	if is, err := w.store.Icon(t.Context(), pictured); err != nil || is.ID != was.ID {
		t.Errorf("icon %+v, %v; want it back", is, err)
	}
	for result, want := range map[string]float64{pictureMade: 2, pictureDropped: 1, pictureRefused: 0, pictureLater: 0} {
		if got := testutil.ToFloat64(w.crawler.metrics.pictures.WithLabelValues(result)); got != want {
			t.Errorf("%v pictures were %s, want %v", got, result, want)
		}
	}
}

// Who asks not to be measured keeps no picture here.
func TestAPictureGoesWithConsent(t *testing.T) {
	g := &gallery{at: "https://quiet-harbour-sim.social/media/a.png", body: drawn(t, 60)}
	w := galleryWorld(t, g)
	passDays(w, 1)
	icon, err := w.store.Icon(t.Context(), pictured)
	if err != nil {
		t.Fatal(err)
	}
	g.set(func() { g.robots = "User-agent: *\nDisallow: /" })
	passDays(w, 3)
	if in := w.instances()[pictured]; in.Status != landfall.StatusRefused {
		t.Fatalf("status %s", in.Status)
	}
	if _, err := w.store.Picture(t.Context(), icon.ID); err == nil {
		t.Error("the picture is still there")
	}
}
