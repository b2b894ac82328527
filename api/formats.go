package api

import (
	"net/http"
	"slices"
	"strings"
)

// Formats lets the addresses of pages, with the ending of a format, be those of the API:
// /notices.atom is /api/v1/notices.atom.
func Formats(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if path := r.URL.Path; ofAList(path) || strings.HasPrefix(path, "/notices/") && formatted(path) {
			r = r.Clone(r.Context())
			r.URL.Path, r.URL.RawPath = Prefix+path, ""
		} else if part, ok := ofAServer(path); ok {
			r = r.Clone(r.Context())
			r.URL.Path, r.URL.RawPath = Prefix+"/servers/"+part, ""
		}
		next.ServeHTTP(w, r)
	})
}

func ofAList(path string) bool {
	return strings.HasPrefix(path, "/notices.") || strings.HasPrefix(path, "/compare.") || strings.HasPrefix(path, "/find.")
}

func formatted(path string) bool {
	return strings.HasSuffix(path, ".ics") || strings.HasSuffix(path, ".json")
}

// ofAServer reports whether a path is that of a page of a server with the ending of a
// format, and returns what follows "/s/".
func ofAServer(path string) (part string, ok bool) {
	part, ok = strings.CutPrefix(path, "/s/")
	_, page, _ := strings.Cut(part, "/")
	name, ending, _ := strings.Cut(page, ".")
	return part, ok && slices.Contains([]string{"speed", "incidents", "history", "connections"}, name) &&
		slices.Contains([]string{"json", "csv", "ndjson", "atom"}, ending)
}
