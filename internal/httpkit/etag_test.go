package httpkit

import (
	"net/http"
	"strings"
	"testing"

	"github.com/gin-gonic/gin"
)

func TestETagTellsPartsApart(t *testing.T) {
	seen := map[string][]string{}
	for _, parts := range [][]string{{}, {""}, {"", ""}, {"ab"}, {"a", "b"}, {"b", "a"}} {
		tag := ETag(parts...)
		if before, ok := seen[tag]; ok {
			t.Errorf("%q and %q have the tag %s", before, parts, tag)
		}
		seen[tag] = parts
		if tag != ETag(parts...) || !strings.HasPrefix(tag, `"`) || !strings.HasSuffix(tag, `"`) {
			t.Errorf("tag of %q: %s", parts, tag)
		}
	}
}

func TestNotModified(t *testing.T) {
	long := strings.Repeat("a quiet harbour; ", 1_000)
	s := start(t, func(r gin.IRouter) {
		r.GET("/thing", func(c *gin.Context) {
			if !NotModified(c, `"v1"`) {
				c.String(http.StatusOK, "%s", long)
			}
		})
	}, nil)
	for _, tt := range []struct {
		name, accept string
		header       []string
		want         int
	}{
		{"asked without a tag", "", nil, 200},
		{"the same", "", []string{`"v1"`}, 304},
		{"the same, weak", "", []string{`W/"v1"`}, 304},
		{"one of several", "", []string{`"v0", W/"v1"`}, 304},
		{"in a second header", "", []string{`"v0"`, `"v1"`}, 304},
		{"any", "", []string{"*"}, 304},
		{"another", "", []string{`"v2"`}, 200},
		{"without its quotes", "", []string{"v1"}, 200},
		{"nonsense", "", []string{`,,"`}, 200},
		{"compressed", "br", []string{`W/"v1"`}, 304},
	} {
		t.Run(tt.name, func(t *testing.T) {
			header := []string{"Accept-Encoding", tt.accept}
			for _, line := range tt.header {
				header = append(header, "If-None-Match", line)
			}
			got := s.get(t, "/thing", header...)
			if got.StatusCode != tt.want || (tt.want == http.StatusNotModified) != (len(got.body) == 0) {
				t.Errorf("%d with %d bytes, want %d", got.StatusCode, len(got.body), tt.want)
			}
			want := `"v1"`
			if tt.accept != "" {
				want = `W/"v1"`
			}
			if got.Header.Get("ETag") != want || got.Header.Get("Vary") != "Accept-Encoding" {
				t.Errorf("entity tag %s, vary %q; want the tag %s that the body would have", got.Header.Get("ETag"), got.Header.Get("Vary"), want)
			}
		})
	}
}
