package api

import (
	"net/http"
	"strings"
)

// Formats lets the addresses of pages, with the ending of a format, be those of the API:
// /notices.atom is /api/v1/notices.atom.
func Formats(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if path := r.URL.Path; ofAList(path) || strings.HasPrefix(path, "/notices/") && formatted(path) || strings.HasPrefix(path, "/stats/") && ofAChart(path) {
			r = r.Clone(r.Context())
			r.URL.Path, r.URL.RawPath = Prefix+path, ""
		}
		next.ServeHTTP(w, r)
	})
}

func ofAList(path string) bool {
	return strings.HasPrefix(path, "/notices.") || strings.HasPrefix(path, "/compare.") || strings.HasPrefix(path, "/find.") || path == "/stats.json"
}

func ofAChart(path string) bool {
	return strings.HasSuffix(path, ".csv") || strings.HasSuffix(path, ".json") || strings.HasSuffix(path, ".ndjson")
}

func formatted(path string) bool {
	return strings.HasSuffix(path, ".ics") || strings.HasSuffix(path, ".json")
}
