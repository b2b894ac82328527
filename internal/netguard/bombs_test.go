package netguard

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"io"
	"net/http"
	"runtime"
	"testing"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"
)

// bomb packs 512 MiB of zeros, as many members one behind the other.
func bomb(t testing.TB, pack func(io.Writer) io.WriteCloser) []byte {
	t.Helper()
	var b bytes.Buffer
	w := pack(&b)
	for range 8 {
		if _, err := w.Write(make([]byte, 1<<20)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return bytes.Repeat(b.Bytes(), 64)
}

func TestBombs(t *testing.T) {
	const budget = 16 << 20
	gz := bomb(t, func(w io.Writer) io.WriteCloser { return gzip.NewWriter(w) })
	nested := zipped(t, gz)
	deflated := bomb(t, func(w io.Writer) io.WriteCloser {
		f, _ := flate.NewWriter(w, flate.BestSpeed)
		return f
	})
	zst := bomb(t, func(w io.Writer) io.WriteCloser {
		z, _ := zstd.NewWriter(w, zstd.WithEncoderConcurrency(1))
		return z
	})
	br := bomb(t, func(w io.Writer) io.WriteCloser { return brotli.NewWriterLevel(w, 1) })

	lab := newTestLab(t)
	s := session(t, lab.guard(t, Limits{}))
	for _, tt := range []struct {
		path   string
		header http.Header
		body   []byte
		reason string
	}{
		{"/gzip", http.Header{"Content-Encoding": {"gzip"}}, gz, "body_too_large"},
		{"/x-gzip", http.Header{"Content-Encoding": {"X-GZIP"}}, gz, "body_too_large"},
		{"/nested", http.Header{"Content-Encoding": {"gzip, gzip"}}, nested, "encoding_refused"},
		{"/nested-lines", http.Header{"Content-Encoding": {"gzip", "gzip"}}, nested, "encoding_refused"},
		{"/zstd", http.Header{"Content-Encoding": {"zstd"}}, zst, "encoding_refused"},
		{"/brotli", http.Header{"Content-Encoding": {"br"}}, br, "encoding_refused"},
		{"/deflate", http.Header{"Content-Encoding": {"deflate"}}, deflated, "encoding_refused"},
		{"/type", http.Header{"Content-Type": {"application/gzip"}}, gz, "encoding_refused"},
		{"/types", http.Header{"Content-Type": {"application/json", "application/x-gzip"}}, gz, "encoding_refused"},
		{"/zip", http.Header{"Content-Type": {"Application/ZIP; charset=utf-8"}}, gz, "encoding_refused"},
		{"/sitemap.xml.gz", http.Header{"Content-Type": {"application/xml"}, "Content-Encoding": {"gzip"}}, gz, "body_too_large"},
		// Not unpacked at all: what it is by its name is nobody's business here.
		{"/plain.xml.gz", http.Header{"Content-Type": {"application/json"}}, gz[:200_000], ""},
		{"/secret", http.Header{"Content-Type": {"application/json"}}, nested, ""},
	} {
		t.Run(tt.path, func(t *testing.T) {
			lab.serve("bomb-sim.social", tt.path, tt.header, tt.body)
			runtime.GC()
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			resp, got, err := get(t, s, "https://bomb-sim.social"+tt.path)
			runtime.ReadMemStats(&after)
			wantReason(t, err, tt.reason)
			// All that was allocated, freed meanwhile or not, the server included.
			grew := int64(after.TotalAlloc - before.TotalAlloc)
			t.Logf("%d bytes on the wire, %d delivered, %.1f MiB allocated", len(tt.body), len(got), float64(grew)/(1<<20))
			if grew > budget {
				t.Errorf("%d bytes allocated; the budget is %d", grew, budget)
			}
			if len(got) > defaultMaxBytes {
				t.Errorf("%d bytes delivered", len(got))
			}
			// This is what keeps colly from unpacking a body by type or path.
			if resp == nil || !resp.Uncompressed {
				t.Error("the answer lets its reader decode again")
			}
		})
	}
}
