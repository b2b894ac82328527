package httpkit

import (
	"bufio"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/gin-gonic/gin"
	"github.com/google/go-cmp/cmp"
	"github.com/prometheus/client_golang/prometheus"

	"landfall"
)

func TestStatusOf(t *testing.T) {
	for _, tt := range []struct {
		name string
		err  error
		want int
	}{
		{"invalid", fmt.Errorf("host: %w", landfall.ErrInvalid), 400},
		{"parameters", &ParameterError{}, 400},
		{"not found", fmt.Errorf("instance: %w", landfall.ErrNotFound), 404},
		{"unavailable", landfall.ErrUnavailable, 503},
		{"too slow", fmt.Errorf("query: %w", context.DeadlineExceeded), 503},
		{"client gone", context.Canceled, 503},
		{"too long", fmt.Errorf("read: %w", &http.MaxBytesError{Limit: 1}), 413},
		{"its own status", fmt.Errorf("limit: %w", &StatusError{Status: 429}), 429},
		{"stale lease", landfall.ErrStale, 500},
		{"anything else", errors.New("disk full"), 500},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := StatusOf(tt.err); got != tt.want {
				t.Errorf("StatusOf(%v) = %d, want %d", tt.err, got, tt.want)
			}
		})
	}
}

// failing registers a route that fails with err, for the API and for pages.
func failing(err error) func(gin.IRouter) {
	return func(r gin.IRouter) {
		for _, path := range []string{"/api/v1/thing", "/thing"} {
			r.GET(path, Handle(func(c *gin.Context) error {
				c.Header("ETag", `"x"`)
				c.Header("Cache-Control", "public, max-age=60")
				c.Header("Content-Type", "text/csv")
				return err
			}))
		}
	}
}

func TestErrorsBecomeProblems(t *testing.T) {
	for _, tt := range []struct {
		name string
		err  error
		want Problem
	}{
		{"the client's fault is explained", fmt.Errorf("host \"a b\u202e\": %w: a space", landfall.ErrInvalid),
			Problem{Title: "Bad Request", Status: 400, Detail: `host "a b": invalid: a space`}},
		{"parameters are named", &ParameterError{[]Parameter{{"speed", "no"}, {"size", "no"}}},
			Problem{Title: "Bad Request", Status: 400, Detail: "speed: no", Parameters: []Parameter{{"speed", "no"}, {"size", "no"}}}},
		{"not found gives nothing away", fmt.Errorf("refused-sim.social: %w", landfall.ErrNotFound),
			Problem{Title: "Not Found", Status: 404}},
		{"our fault is not explained", errors.New("open /var/secret: disk full"),
			Problem{Title: "Internal Server Error", Status: 500}},
		{"unavailable", fmt.Errorf("store: %w", landfall.ErrUnavailable),
			Problem{Title: "Service Unavailable", Status: 503}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := start(t, failing(tt.err), nil)
			got := s.get(t, "/api/v1/thing")
			var p Problem
			if err := json.Unmarshal(got.body, &p); err != nil {
				t.Fatalf("%v: %q", err, got.body)
			}
			if p.ID == "" || p.ID != got.Header.Get("X-Request-Id") {
				t.Errorf("request id %q, header %q", p.ID, got.Header.Get("X-Request-Id"))
			}
			tt.want.Type, tt.want.ID = "about:blank", p.ID
			if diff := cmp.Diff(tt.want, p); diff != "" {
				t.Errorf("problem (-want +got):\n%s", diff)
			}
			if got.StatusCode != tt.want.Status || got.Header.Get("Content-Type") != "application/problem+json" {
				t.Errorf("status %d, type %q", got.StatusCode, got.Header.Get("Content-Type"))
			}
			if got.Header.Get("ETag") != "" || got.Header.Get("Cache-Control") != "no-store" {
				t.Errorf("the answer that was not given left its headers: %v", got.Header)
			}
			logged := strings.Contains(s.log.String(), "request failed") && strings.Contains(s.log.String(), p.ID)
			if want := tt.want.Status >= 500; logged != want {
				t.Errorf("logged as our failure: %v, want %v", logged, want)
			}
		})
	}
}

func TestPagesFailAsPages(t *testing.T) {
	for _, tt := range []struct {
		name string
		page func(*gin.Context, Problem) error
		want string
	}{
		{"by the hook", func(c *gin.Context, p Problem) error {
			c.Data(p.Status, "text/html", []byte("<h1>"+p.Title+"</h1>"))
			return nil
		}, "<h1>Not Found</h1>"},
		{"in plain text if the hook fails", func(*gin.Context, Problem) error { return errors.New("no template") }, "404 Not Found\nRequest ID\n"},
		{"in plain text if the hook panics", func(*gin.Context, Problem) error { panic("no template") }, "404 Not Found\nRequest ID\n"},
		{"in plain text if the hook says nothing", func(*gin.Context, Problem) error { return nil }, "404 Not Found\nRequest ID\n"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := start(t, failing(landfall.ErrNotFound), func(o *setup) {
				o.deps.ErrorPage = tt.page
				o.deps.NewID = func() string { return "ID" }
			})
			for _, path := range []string{"/thing", "/no/such/page"} {
				if got := s.get(t, path); string(got.body) != tt.want || got.StatusCode != http.StatusNotFound {
					t.Errorf("%s: %d %q, want 404 %q", path, got.StatusCode, got.body, tt.want)
				}
			}
			if got := s.get(t, "/api/v1/thing"); got.Header.Get("Content-Type") != "application/problem+json" {
				t.Errorf("the API answers in %q", got.Header.Get("Content-Type"))
			}
		})
	}
}

func TestPanicIsAProblemAndTheProcessLives(t *testing.T) {
	s := start(t, func(r gin.IRouter) {
		r.GET("/panics", func(*gin.Context) { panic("secret reason") })
		r.GET("/fine", say("fine"))
	}, nil)
	got := s.get(t, "/panics")
	if got.StatusCode != http.StatusInternalServerError || strings.Contains(string(got.body), "secret") {
		t.Errorf("%d %q", got.StatusCode, got.body)
	}
	log := s.log.String()
	for _, want := range []string{"handler panicked", "secret reason", got.Header.Get("X-Request-Id"), "engine_test.go"} {
		if !strings.Contains(log, want) {
			t.Errorf("the log lacks %q", want)
		}
	}
	if got := s.get(t, "/fine"); string(got.body) != "fine" {
		t.Errorf("after a panic: %q", got.body)
	}
}

// TestHalfAnAnswerIsCut: an answer that fails half way must not look whole, neither
// to a client that reads it as it is nor to one that reads it compressed.
func TestHalfAnAnswerIsCut(t *testing.T) {
	half := strings.Repeat("row,row,row\n", 1_000)
	for _, coding := range []string{"identity", "gzip", "br"} {
		for name, end := range map[string]func() error{
			"error": func() error { return errors.New("store went away") },
			"panic": func() error { panic("oops") },
		} {
			t.Run(coding+", "+name, func(t *testing.T) {
				s := start(t, func(r gin.IRouter) {
					r.GET("/export", Handle(func(c *gin.Context) error {
						c.String(http.StatusOK, "%s", half)
						c.Writer.Flush()
						return end()
					}))
				}, nil)
				request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.url+"/export", nil)
				if err != nil {
					t.Fatal(err)
				}
				request.Header.Set("Accept-Encoding", coding)
				got, err := s.client.Do(request)
				if err != nil {
					t.Fatal(err)
				}
				defer got.Body.Close()
				if read, err := io.ReadAll(got.Body); err == nil {
					t.Errorf("%d bytes were read to a clean end", len(read))
				}
			})
		}
	}
}

func TestUnknownRoutesAndMethods(t *testing.T) {
	s := start(t, func(r gin.IRouter) { r.GET("/api/v1/thing", say("thing")) }, nil)
	for _, tt := range []struct {
		method, path, allow string
		want                int
	}{
		{http.MethodGet, "/api/v1/thing", "", 200},
		{http.MethodHead, "/api/v1/thing", "", 200},
		{http.MethodPost, "/api/v1/thing", "GET", 405},
		{http.MethodDelete, "/api/v1/thing", "GET", 405},
		{"BREW", "/api/v1/thing", "GET", 405},
		{http.MethodGet, "/api/v1/nothing", "", 404},
		{http.MethodGet, "/api/v1/thing/", "", 404},
		{http.MethodGet, "//api/v1/thing", "", 404},
		{http.MethodPost, "/", "", 404},
	} {
		got := s.do(t, tt.method, tt.path, nil, "X-Forwarded-Prefix", "/evil")
		if got.StatusCode != tt.want || got.Header.Get("Allow") != tt.allow || got.Header.Get("Location") != "" {
			t.Errorf("%s %s: %d, allow %q, location %q", tt.method, tt.path, got.StatusCode, got.Header.Get("Allow"), got.Header.Get("Location"))
		}
	}
}

func TestHeadSaysWhatGetWould(t *testing.T) {
	s := start(t, func(r gin.IRouter) { r.GET("/thing", say(strings.Repeat("thing ", 1_000))) }, nil)
	for _, coding := range []string{"identity", "gzip"} {
		get, head := s.get(t, "/thing", "Accept-Encoding", coding), s.do(t, http.MethodHead, "/thing", nil, "Accept-Encoding", coding)
		if len(head.body) > 0 {
			t.Errorf("HEAD has a body of %d bytes", len(head.body))
		}
		for _, name := range []string{"Content-Type", "Content-Encoding", "Vary", "ETag"} {
			if get.Header.Get(name) != head.Header.Get(name) {
				t.Errorf("%s: GET %q, HEAD %q", name, get.Header.Get(name), head.Header.Get(name))
			}
		}
	}
}

// TestSecurityHeaders: whatever is answered, a browser is told to do no more with it
// than show it.
func TestSecurityHeaders(t *testing.T) {
	s := start(t, func(r gin.IRouter) {
		r.GET("/", say("home"))
		r.GET("/panics", func(*gin.Context) { panic("oops") })
	}, nil)
	for _, path := range []string{"/", "/panics", "/no/such/page", "/healthz"} {
		header := s.get(t, path).Header
		for name, want := range map[string]string{
			"Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
				"font-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
			"X-Content-Type-Options":       "nosniff",
			"Referrer-Policy":              "same-origin",
			"Cross-Origin-Opener-Policy":   "same-origin",
			"Cross-Origin-Resource-Policy": "same-origin",
		} {
			if got := header.Values(name); len(got) != 1 || got[0] != want {
				t.Errorf("%s: %s is %q, want %q", path, name, got, want)
			}
		}
		if header.Get("Permissions-Policy") == "" || header.Get("Server") != "" || header.Get("X-Powered-By") != "" {
			t.Errorf("%s: %v", path, header)
		}
	}
}

func TestBodyIsLimited(t *testing.T) {
	s := start(t, func(r gin.IRouter) {
		r.POST("/api/v1/query", Handle(func(c *gin.Context) error {
			read, err := io.ReadAll(c.Request.Body)
			if err != nil {
				return fmt.Errorf("read query: %w", err)
			}
			c.String(http.StatusOK, "%d", len(read))
			return nil
		}))
	}, func(o *setup) { o.cfg.MaxBody = 1_000 })
	for size, want := range map[int]int{0: 200, 1_000: 200, 1_001: 413, 100_000: 413} {
		if got := s.do(t, http.MethodPost, "/api/v1/query", strings.NewReader(strings.Repeat("x", size))); got.StatusCode != want {
			t.Errorf("%d bytes: %d, want %d", size, got.StatusCode, want)
		}
	}
}

// TestForwardedForNeedsTrust: a client is who holds the connection, unless that is a
// proxy that the operator named.
func TestForwardedForNeedsTrust(t *testing.T) {
	routes := func(r gin.IRouter) {
		r.GET("/who", func(c *gin.Context) { c.String(http.StatusOK, "%s", c.ClientIP()) })
	}
	for _, tt := range []struct {
		name    string
		trusted []string
		want    string
	}{
		{"nobody is trusted", nil, "127.0.0.1"},
		{"somebody else is trusted", []string{"192.0.2.0/24"}, "127.0.0.1"},
		{"the proxy is trusted, but not what it was told by others", []string{"127.0.0.0/8"}, "198.51.100.7"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := start(t, routes, func(o *setup) { o.cfg.TrustedProxies = tt.trusted })
			got := s.get(t, "/who", "X-Forwarded-For", "203.0.113.1, 198.51.100.7", "Forwarded", "for=203.0.113.2",
				"X-Appengine-Remote-Addr", "203.0.113.4", "CF-Connecting-IP", "203.0.113.5")
			if string(got.body) != tt.want {
				t.Errorf("client %q, want %q", got.body, tt.want)
			}
		})
	}
}

func TestNewEngineRefuses(t *testing.T) {
	registry := prometheus.NewRegistry()
	if _, err := NewEngine(Config{TrustedProxies: []string{"not an address"}}, Deps{Metrics: registry}); !errors.Is(err, landfall.ErrInvalid) {
		t.Errorf("proxies that are no addresses: %v, want %v", err, landfall.ErrInvalid)
	}
	if _, err := NewEngine(DefaultConfig(), Deps{Metrics: registry}); err != nil {
		t.Fatal(err)
	}
	if _, err := NewEngine(DefaultConfig(), Deps{Metrics: registry}); err == nil {
		t.Error("two engines share their metrics")
	}
}

// TestHalfAnAnswerDoesNotLookWhole: an HTTP/1.0 client knows the end of an answer by
// the end of the connection alone, so the end of the compressed body must be missing.
func TestHalfAnAnswerDoesNotLookWhole(t *testing.T) {
	s := start(t, func(r gin.IRouter) {
		r.GET("/export", Handle(func(c *gin.Context) error {
			c.String(http.StatusOK, "%s", strings.Repeat("row,row,row\n", 1_000))
			c.Writer.Flush()
			return errors.New("store went away")
		}))
	}, nil)
	conn := s.dial(t)
	if _, err := io.WriteString(conn, "GET /export HTTP/1.0\r\nAccept-Encoding: gzip\r\n\r\n"); err != nil {
		t.Fatal(err)
	}
	got, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer got.Body.Close()
	unzipped, err := gzip.NewReader(got.Body)
	if err != nil {
		t.Fatal(err)
	}
	if read, err := io.ReadAll(unzipped); err == nil {
		t.Errorf("%d bytes were read to a clean end", len(read))
	}
}
