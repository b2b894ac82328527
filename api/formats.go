package api

import (
	"net/http"
	"strings"
)

// Formats lets the addresses of pages, with the ending of a format, be those of the API:
// /notices.atom is /api/v1/notices.atom.
func Formats(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if path := r.URL.Path; ofAList(path) || ofASection(path) || strings.HasPrefix(path, "/notices/") && formatted(path) {
			r = r.Clone(r.Context())
			r.URL.Path, r.URL.RawPath = Prefix+path, ""
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

// ofASection reports whether an address is that of a list of sections, or of one, with the
// ending of a format.
func ofASection(path string) bool {
	for _, kind := range sectionKinds() {
		rest, ok := strings.CutPrefix(path, kind.root)
		switch {
		case !ok || rest == "":
		case rest[0] == '.':
			return true
		case rest[0] == '/':
			_, format := cutFormat(rest)
			return format != ""
		}
	}
	return false
}
