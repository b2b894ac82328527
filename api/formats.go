package api

import (
	"net/http"
	"slices"
	"strings"

	"landfall/internal/rows"
)

// Formats lets the addresses of pages, with the ending of a format, be those of the API:
// /notices.atom is /api/v1/notices.atom.
func Formats(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if path := r.URL.Path; ofAList(path) || ofASection(path) || ofAChart(path) || strings.HasPrefix(path, "/notices/") && formatted(path) {
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
	return strings.HasPrefix(path, "/notices.") || strings.HasPrefix(path, "/compare.") || strings.HasPrefix(path, "/find.") || path == "/stats.json"
}

func ofAChart(path string) bool {
	return strings.HasPrefix(path, "/stats/") && slices.ContainsFunc([]string{".csv", ".json", ".ndjson"}, func(ending string) bool { return strings.HasSuffix(path, ending) })
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
			value, _ := cutFormat(rest)
			return value != rest
		}
	}
	return false
}

// feedFormat is the ending of a feed.
const feedFormat = "atom"

// cutFormat parts the ending of a format from the name of a section: "" stands for JSON.
func cutFormat(text string) (value, format string) {
	for _, ending := range []string{feedFormat, rows.CSV, rows.NDJSON} {
		if value, ok := strings.CutSuffix(text, "."+ending); ok {
			return value, ending
		}
	}
	return strings.TrimSuffix(text, ".json"), ""
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
