package api

import (
	"fmt"
	"io"
	"net/http"
	"testing"
	"time"

	"landfall"
)

// BenchmarkServers asks a directory of 43,000 servers over a kept connection, as they
// are and compressed, each time and with the entity tag of the last time.
func BenchmarkServers(b *testing.B) {
	s := start(b, nil)
	var instances []landfall.Instance
	for i := range 43_000 {
		in := harbour()
		in.Host = landfall.Host(fmt.Sprintf("h%d-sim.social", i))
		in.Facts.ActiveMonth = landfall.Known(int64(i))
		instances = append(instances, in)
	}
	s.current.Store(build(instances, now.Add(time.Hour)))
	tag := s.get(b, "/api/v1/servers").Header.Get("ETag")
	for _, bench := range []struct{ name, path, coding, tag string }{
		{"list", "/api/v1/servers", "identity", ""},
		{"list as gzip", "/api/v1/servers", "gzip", ""},
		{"list as brotli", "/api/v1/servers", "br", ""},
		{"list not modified", "/api/v1/servers", "br", tag},
		{"filtered", "/api/v1/servers?lang=en&size=small,medium&q=quiet&facets=true", "br", ""},
		{"server", "/api/v1/servers/h7-sim.social", "br", ""},
	} {
		b.Run(bench.name, func(b *testing.B) {
			for b.Loop() {
				request, err := http.NewRequestWithContext(b.Context(), http.MethodGet, s.url+bench.path, nil)
				if err != nil {
					b.Fatal(err)
				}
				request.Header.Set("Accept-Encoding", bench.coding)
				request.Header.Set("If-None-Match", bench.tag)
				got, err := s.client.Do(request)
				if err != nil {
					b.Fatal(err)
				}
				n, err := io.Copy(io.Discard, got.Body)
				_ = got.Body.Close()
				if err != nil {
					b.Fatal(err)
				}
				b.ReportMetric(float64(n), "B/answer")
			}
		})
	}
}
