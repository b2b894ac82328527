package web

import (
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/andybalholm/brotli"
	"github.com/gin-gonic/gin"
	"pgregory.net/rapid"

	"landfall/directory"
)

// clocked is a site whose clock the test holds.
func clocked(w *world, at *time.Time) (*Site, http.Handler) {
	site := New(Config{}, Deps{Directory: w, History: w, Now: func() time.Time { return *at }, Logger: slog.New(slog.DiscardHandler)})
	engine := gin.New()
	site.Register(engine)
	return site, engine
}

func TestAPageIsMadeOnceAMinuteAndSnapshot(t *testing.T) {
	w, at := newWorld(harbour()), now
	_, engine := clocked(w, &at)
	path := "/s/" + string(harbour().Host)
	first := get(t, engine, path)
	w.Broken = true // what is made anew has no history
	at = at.Add(10 * time.Second)
	again := get(t, engine, path)
	if again.Body.String() != first.Body.String() || again.Header().Get("ETag") != first.Header().Get("ETag") || again.Header().Get("Link") == "" {
		t.Error("within the minute it is another page")
	}
	if other := get(t, engine, path+"?x=y"); other.Body.String() == first.Body.String() {
		t.Error("a page that is made anew is the same, so that this test shows nothing")
	}
	at = at.Add(2 * time.Minute)
	if later := get(t, engine, path); later.Body.String() == first.Body.String() {
		t.Error("two minutes later it is the same page")
	}
	w.Snapshot = directory.Build(directory.Material{}, now.Add(time.Second))
	if gone := get(t, engine, path); gone.Body.Len() != 0 {
		t.Errorf("the next snapshot has no such server, and its page has %d bytes", gone.Body.Len())
	}
}

func TestAPageIsKeptInEachCoding(t *testing.T) {
	w, at := newWorld(everyone()...), now
	_, engine := clocked(w, &at)
	plain := get(t, engine, "/servers").Body.String()
	for range 2 {
		r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/servers", nil)
		r.Header.Set("Accept-Encoding", "br")
		rec := httptest.NewRecorder()
		engine.ServeHTTP(rec, r)
		body, err := io.ReadAll(brotli.NewReader(rec.Body))
		if err != nil || string(body) != plain || rec.Header().Get("Content-Encoding") != "br" || rec.Header().Get("Vary") != "Accept-Encoding" {
			t.Errorf("%d bytes of %d in brotli, by %v: %v", len(body), len(plain), rec.Header(), err)
		}
	}
}

// TestWhatIsNotKept asks for what is for one reader, missing or too long.
func TestWhatIsNotKept(t *testing.T) {
	w, at := newWorld(everyone()...), now
	site, engine := clocked(w, &at)
	for _, path := range []string{
		"/nowhere", "/s/never-heard-of-sim.social", "/which?q=nothing+of+the+kind", "/servers?q=" + strings.Repeat("x", longestPageKept), "/site.css",
	} {
		get(t, engine, path)
		if n := len(site.pages.kept.kept); n != 0 {
			t.Errorf("%s is kept", path)
		}
	}
	engine.(*gin.Engine).GET("/varies", site.fromCache, func(c *gin.Context) {
		c.Writer.Header().Add("Vary", "Accept-Language")
		site.sendPage(c, []byte("Moin"))
	})
	if get(t, engine, "/varies"); len(site.pages.kept.kept) != 0 {
		t.Error("a page for readers of one language is kept")
	}
	if get(t, engine, "/about"); len(site.pages.kept.kept) != 1 {
		t.Error("nothing is ever kept")
	}
}

// TestAStartPageIsKeptByWhatItOffers asks for start pages as browsers of two languages do.
func TestAStartPageIsKeptByWhatItOffers(t *testing.T) {
	w, at := newWorld(everyone()...), now
	site, engine := clocked(w, &at)
	ask := func(path, language string) *httptest.ResponseRecorder {
		r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, path, nil)
		r.Header.Set("Accept-Language", language)
		rec := httptest.NewRecorder()
		engine.ServeHTTP(rec, r)
		return rec
	}
	for range 2 {
		for _, tt := range []struct {
			path, language string
			offers         string
		}{{"/", "de-AT", `hreflang="de">Diese Seite`}, {"/", "en", ""}, {"/", "tlh", ""}, {"/de/", "en", `hreflang="en">This page`}, {"/de/", "de", ""}} {
			got := ask(tt.path, tt.language)
			if tt.offers == "" == strings.Contains(got.Body.String(), `class="banner quiet"><a `) || !strings.Contains(got.Body.String(), tt.offers) {
				t.Errorf("%s for %s does not offer %q", tt.path, tt.language, tt.offers)
			}
			if vary := strings.Join(got.Header().Values("Vary"), ","); !strings.Contains(vary, "Accept-Language") || !strings.Contains(vary, "Accept-Encoding") {
				t.Errorf("%s for %s varies by %q", tt.path, tt.language, vary)
			}
		}
	}
	if n := len(site.pages.kept.kept); n != 4 {
		t.Errorf("%d pages are kept; there are two languages, each with an offer and without", n)
	}
}

// TestAnEpochCacheKeepsItsBounds puts and gets at random.
func TestAnEpochCacheKeepsItsBounds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cache := newEpochCache(100, func(s string) int { return len(s) })
		for range rapid.IntRange(1, 200).Draw(t, "times") {
			epoch, key := strconv.Itoa(rapid.IntRange(1, 3).Draw(t, "epoch")), strconv.Itoa(rapid.IntRange(1, 20).Draw(t, "key"))
			value := epoch + "/" + key + strings.Repeat("x", rapid.IntRange(0, 120).Draw(t, "size"))
			made := false
			got, err := cache.of(epoch, key, func() (string, error) { made = true; return value, nil })
			if err != nil || !strings.HasPrefix(strings.TrimRight(got, "x"), epoch+"/"+key) || made && got != value {
				t.Fatalf("epoch %s, key %s: %q, %v", epoch, key, got, err)
			}
			held := 0
			for _, v := range cache.kept {
				held += len(v)
			}
			if held != cache.held || held > 100 {
				t.Fatalf("%d bytes are held, %d counted", held, cache.held)
			}
		}
	})
}

func TestStaticFilesComeSmall(t *testing.T) {
	site := engine(t, newWorld(), Config{})
	whole := get(t, site, "/site.css").Body.Len()
	for coding, most := range map[string]int{"br": 6 << 10, "gzip": 7 << 10} {
		r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/site.css", nil)
		r.Header.Set("Accept-Encoding", coding)
		rec := httptest.NewRecorder()
		site.ServeHTTP(rec, r)
		if rec.Header().Get("Content-Encoding") != coding || rec.Body.Len() > most {
			t.Errorf("%d bytes of %d in %q; the budget is %d", rec.Body.Len(), whole, rec.Header().Get("Content-Encoding"), most)
		}
	}
}

// BenchmarkPage makes the pages that are asked for most, anew each time.
func BenchmarkPage(b *testing.B) {
	w, at := newWorld(everyone()...), now
	_, engine := clocked(w, &at)
	for _, path := range []string{"/", "/servers", "/servers?signup=any&speed=fast,good", "/s/" + string(harbour().Host)} {
		for _, coding := range []string{"identity", "br"} {
			b.Run(path+" "+coding, func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					at = at.Add(time.Minute)
					r := httptest.NewRequestWithContext(b.Context(), http.MethodGet, path, nil)
					r.Header.Set("Accept-Encoding", coding)
					engine.ServeHTTP(httptest.NewRecorder(), r)
				}
				at = now
			})
		}
	}
}
