package httpkit

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
	"github.com/gin-gonic/gin"
)

func TestNegotiate(t *testing.T) {
	for _, tt := range []struct{ accept, want string }{
		{"", ""},
		{"identity", ""},
		{"gzip", "gzip"},
		{"x-gzip", "gzip"},
		{"GZIP", "gzip"},
		{"br", "br"},
		{"gzip, deflate, br, zstd", "br"},
		{"gzip;q=1.0, br;q=0.5", "gzip"},
		{"gzip; q=0.5 , br ; q=0.5", "br"},
		{"br;q=0, gzip;q=0", ""},
		{"br;q=0, *", "gzip"},
		{"*", "br"},
		{"*;q=0", ""},
		{"gzip;q=0, *;q=1", "br"},
		{"br;q=nonsense, gzip;q=0.1", "gzip"},
		{"br;q=2", ""},
		{"br;q=NaN", ""},
		{"deflate, zstd", ""},
		{"gzip;level=9;q=0.3", "gzip"},
		{";;;,,,=", ""},
	} {
		if got := negotiate(tt.accept); got != tt.want {
			t.Errorf("negotiate(%q) = %q, want %q", tt.accept, got, tt.want)
		}
	}
}

func FuzzNegotiate(f *testing.F) {
	f.Add("gzip;q=0.5, br")
	f.Fuzz(func(t *testing.T, accept string) {
		if got := negotiate(accept); got != "" && got != "br" && got != "gzip" {
			t.Errorf("negotiate(%q) = %q", accept, got)
		}
		matches([]string{accept}, `"x"`)
	})
}

// decode undoes the coding of an answer.
func decode(t *testing.T, r response) string {
	t.Helper()
	var reader io.Reader = bytes.NewReader(r.body)
	switch r.Header.Get("Content-Encoding") {
	case "br":
		reader = brotli.NewReader(reader)
	case "gzip":
		unzipped, err := gzip.NewReader(reader)
		if err != nil {
			t.Fatal(err)
		}
		reader = unzipped
	}
	text, err := io.ReadAll(reader)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestCompression(t *testing.T) {
	long := strings.Repeat("a quiet harbour; ", 1_000)
	body := func(contentType, text string, header ...string) func(gin.IRouter) {
		return func(r gin.IRouter) {
			r.GET("/thing", func(c *gin.Context) {
				c.Header("ETag", `"v1"`)
				for i := 0; i < len(header); i += 2 {
					c.Header(header[i], header[i+1])
				}
				c.Data(http.StatusOK, contentType, []byte(text))
			})
		}
	}
	for _, tt := range []struct {
		name         string
		routes       func(gin.IRouter)
		accept, want string
		text         string
		vary         bool
	}{
		{"HTML as brotli", body("text/html; charset=utf-8", long), "gzip, br", "br", long, true},
		{"JSON as gzip", body("application/json", long), "gzip", "gzip", long, true},
		{"problems too", body("application/problem+json", long), "br", "br", long, true},
		{"SVG", body("image/svg+xml", long), "br", "br", long, true},
		{"the type is found before it is hidden", body("", "<html>"+long), "gzip", "gzip", "<html>" + long, true},
		{"not asked for", body("text/html", long), "", "", long, true},
		{"small", body("text/html", "small"), "br", "", "small", true},
		{"empty", body("text/html", ""), "br", "", "", true},
		{"a picture", body("image/webp", long), "br", "", long, false},
		{"encoded already", body("text/css", "\x0b\x02\x80"+long, "Content-Encoding", "zstd"), "br", "zstd", "\x0b\x02\x80" + long, true},
		{"not to be changed", body("text/css", long, "Cache-Control", "public, no-transform"), "br", "", long, true},
		{"a length that no longer holds", body("text/css", long, "Content-Length", "17000"), "br", "br", long, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := start(t, tt.routes, nil)
			var header []string
			if tt.accept != "" {
				header = []string{"Accept-Encoding", tt.accept}
			}
			got := s.get(t, "/thing", header...)
			if coding := got.Header.Get("Content-Encoding"); coding != tt.want {
				t.Errorf("coding %q, want %q", coding, tt.want)
			}
			if text := decode(t, got); text != tt.text {
				t.Errorf("text of %d bytes, want %d", len(text), len(tt.text))
			}
			if vary := got.Header.Get("Vary") == "Accept-Encoding"; vary != tt.vary {
				t.Errorf("vary %q", got.Header.Values("Vary"))
			}
			etag, want := got.Header.Get("ETag"), `"v1"`
			if tt.want == "br" || tt.want == "gzip" {
				want = `W/"v1"`
				if len(got.body) >= len(tt.text) {
					t.Errorf("%d bytes became %d", len(tt.text), len(got.body))
				}
			}
			if etag != want {
				t.Errorf("entity tag %s, want %s", etag, want)
			}
		})
	}
}

// TestCompressedStreamsFlow: what is flushed arrives before the handler ends.
func TestCompressedStreamsFlow(t *testing.T) {
	for _, coding := range []string{"identity", "gzip", "br"} {
		t.Run(coding, func(t *testing.T) {
			more := make(chan struct{})
			s := start(t, func(r gin.IRouter) {
				r.GET("/rows", func(c *gin.Context) {
					c.Header("Content-Type", "application/x-ndjson")
					_, _ = c.Writer.WriteString("first\n")
					c.Writer.Flush()
					<-more
					_, _ = c.Writer.WriteString("second\n")
				})
			}, nil)
			request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.url+"/rows", nil)
			if err != nil {
				t.Fatal(err)
			}
			request.Header.Set("Accept-Encoding", coding)
			got, err := s.client.Do(request)
			if err != nil {
				t.Fatal(err)
			}
			defer got.Body.Close()
			var reader io.Reader = got.Body
			switch got.Header.Get("Content-Encoding") {
			case "gzip":
				if reader, err = gzip.NewReader(got.Body); err != nil {
					t.Fatal(err)
				}
			case "br":
				reader = brotli.NewReader(got.Body)
			}
			first := make([]byte, len("first\n"))
			if _, err := io.ReadFull(reader, first); err != nil || string(first) != "first\n" {
				t.Errorf("first row %q, %v", first, err)
			}
			close(more)
			if rest, err := io.ReadAll(reader); err != nil || string(rest) != "second\n" {
				t.Errorf("rest %q, %v", rest, err)
			}
		})
	}
}

// TestEncodersAreUsedAgain: an encoder that served one client does not leak into the
// answer of the next.
func TestEncodersAreUsedAgain(t *testing.T) {
	s := start(t, func(r gin.IRouter) {
		r.GET("/say/:word", func(c *gin.Context) { c.String(http.StatusOK, "%s", strings.Repeat(c.Param("word")+" ", 2_000)) })
	}, nil)
	for range 5 {
		for _, word := range []string{"quiet", "harbour", "lantern"} {
			for _, coding := range []string{"gzip", "br"} {
				if got := decode(t, s.get(t, "/say/"+word, "Accept-Encoding", coding)); got != strings.Repeat(word+" ", 2_000) {
					t.Fatalf("%s: %d bytes of something else", word, len(got))
				}
			}
		}
	}
}
