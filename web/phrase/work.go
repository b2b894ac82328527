package phrase

import (
	"strings"
	"time"

	"landfall"
)

// Work says what a visit is to find out: "health check", "full profile and peers list",
// or "" where that is not known.
func Work(w landfall.Work) string {
	var parts []string
	if w.Has(landfall.WorkProfile) {
		parts = append(parts, "full profile")
	}
	if w.Has(landfall.WorkPeers) {
		parts = append(parts, "peers list")
	}
	switch {
	case len(parts) > 0:
		return strings.Join(parts, " and ")
	case w.Has(landfall.WorkHealth):
		return "health check"
	}
	return ""
}

// In returns how long after now a moment will be: "in 12 min", "within a minute" also
// of one that is past, for what is due.
func In(at, now time.Time) string {
	if wait := at.Sub(now); wait >= time.Minute {
		return "in " + Span(wait)
	}
	return "within a minute"
}
