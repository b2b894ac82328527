package rule

import (
	"testing"
	"time"

	"landfall"
)

func TestHistory(t *testing.T) {
	day := func(n int) time.Time { return time.Date(2026, 5, n, 0, 0, 0, 0, time.UTC) }
	first := landfall.Wording{Rules: ruleList("No spam."), FirstSeen: day(1), LastSeen: day(9)}
	second := landfall.Wording{Rules: ruleList("No spam.", "Be kind."), FirstSeen: day(3), LastSeen: day(4)}
	got := History([]landfall.Wording{second, first})
	if len(got) != 2 {
		t.Fatalf("%d revisions", len(got))
	}
	if r := got[0]; r.Present || r.First || len(r.Told()) != 1 || r.Told()[0].Kind != Added || !r.Since.Equal(day(3)) {
		t.Errorf("the newest: %+v", r)
	}
	if r := got[1]; !r.Present || !r.First || len(r.Changes) != 0 {
		t.Errorf("the first, which came back: %+v", r)
	}
	if History(nil) == nil || len(History(nil)) != 0 {
		t.Error("no wordings have a history")
	}
}
