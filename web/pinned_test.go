package web

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"landfall"
)

// Whether pinned posts are read, every page says that says what is read.
func TestPagesSayWhetherPinnedPostsAreRead(t *testing.T) {
	for path, off := range map[string]string{
		"/crawler": "reads no timelines, accounts or posts.", "/privacy": "no profiles and no posts, and keeps", "/about": "no accounts and no posts, and judges", "/methodology": "no names and no posts.",
	} {
		for _, reads := range []bool{false, true} {
			site := engine(t, newWorld(everyone()...), Config{PublicURL: "https://landfall-sim.org", ReadsPinned: reads})
			text := words(document(t, site, path, http.StatusOK))
			if strings.Contains(text, off) == reads || strings.Contains(text, "pinned") != reads {
				t.Errorf("%s, with pinned posts read: %v, says %s", path, reads, text)
			}
		}
	}
}

// What a pinned post said is for the operator until somebody has confirmed it.
func TestContactNoticesAreHeldBack(t *testing.T) {
	f := &landfall.Facts{}
	f.ContactNotices = []landfall.ContactNotice{{Quote: "We close.", URL: "https://quiet-harbour-sim.social/@harbour/1"}}
	f.State(landfall.FieldContactNotice, "https://quiet-harbour-sim.social/api/v1/accounts/:id/statuses", "[].content", now.Add(-time.Hour))
	for _, row := range evidence(t.Context(), f, now) {
		if row.Value == "We close." || strings.Contains(row.Source, "accounts") {
			t.Errorf("the evidence shows %+v", row)
		}
	}
}
