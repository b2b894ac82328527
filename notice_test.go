package landfall

import (
	"testing"
	"time"
)

func TestThreeMonths(t *testing.T) {
	for _, tt := range []struct {
		announced, closes string
		days              int
		kept              bool
	}{
		{"2026-08-19", "2026-11-17", 90, false}, // 90 days are not always three months
		{"2026-08-19", "2026-11-19", 92, true},
		{"2026-11-30", "2027-02-28", 90, true}, // February has no 30th
		{"2026-12-01", "2027-03-01", 90, true},
		{"2026-02-01", "2026-05-01", 89, true},
		{"2026-01-01", "2026-01-24", 23, false},
		{"2026-01-24", "2026-01-01", -23, false},
	} {
		n := &Notice{Announced: on(tt.announced), ClosesFrom: on(tt.closes)}
		days, ok := n.Days()
		kept, known := n.ThreeMonths()
		if days != tt.days || !ok || kept != tt.kept || !known {
			t.Errorf("%s to %s: %d days (%v), three months %v (%v); want %d, %v", tt.announced, tt.closes, days, ok, kept, known, tt.days, tt.kept)
		}
	}
	if _, ok := (&Notice{Announced: on("2026-01-01")}).Days(); ok {
		t.Error("days without an end")
	}
}

func on(text string) time.Time {
	at, err := time.Parse(time.DateOnly, text)
	if err != nil {
		panic(err)
	}
	return at
}
