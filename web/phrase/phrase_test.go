package phrase

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"landfall"
)

func TestSharesAreNeverRoundedUp(t *testing.T) {
	tests := []struct {
		part, whole int
		want        string
	}{
		{0, 0, ""},
		{1, 1, "100%"},
		{3, 4, "75%"},
		{199, 200, "99.5%"},
		{359, 360, "99.7%"},
		{25919, 25920, "99.99%"},
		{25920, 25920, "100%"},
		{0, 12, "0%"},
		{2, 3, "66%"},
	}
	for _, tt := range tests {
		if got := Share(tt.part, tt.whole); got != tt.want {
			t.Errorf("Share(%d, %d) = %q; want %q", tt.part, tt.whole, got, tt.want)
		}
	}
}

func TestOnlyEverythingIsAHundredPercent(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		whole := rapid.IntRange(1, 1_000_000).Draw(t, "whole")
		part := rapid.IntRange(0, whole).Draw(t, "part")
		if got := Share(part, whole); (got == "100%") != (part == whole) {
			t.Fatalf("Share(%d, %d) = %q", part, whole, got)
		}
	})
}

func TestDurations(t *testing.T) {
	tests := []struct {
		in   time.Duration
		want string
	}{
		{0, "under 1 ms"},
		{400 * time.Microsecond, "under 1 ms"},
		{212*time.Millisecond + 300*time.Microsecond, "212 ms"},
		{999*time.Millisecond + 600*time.Microsecond, "1 s"},
		{1400 * time.Millisecond, "1.4 s"},
		{9960 * time.Millisecond, "10 s"},
		{31 * time.Second, "31 s"},
	}
	for _, tt := range tests {
		if got := Duration(tt.in); got != tt.want {
			t.Errorf("Duration(%v) = %q; want %q", tt.in, got, tt.want)
		}
	}
}

func TestAges(t *testing.T) {
	now := time.Date(2026, 10, 7, 9, 40, 0, 0, time.UTC)
	tests := []struct {
		ago  time.Duration
		want string
	}{
		{-time.Hour, "just now"},
		{30 * time.Second, "just now"},
		{12 * time.Minute, "12 min ago"},
		{47 * time.Hour, "47 h ago"},
		{48 * time.Hour, "2 days ago"},
		{61 * 24 * time.Hour, "61 days ago"},
	}
	for _, tt := range tests {
		if got := Ago(now.Add(-tt.ago), now); got != tt.want {
			t.Errorf("%v before now is %q; want %q", tt.ago, got, tt.want)
		}
	}
}

func TestIntervals(t *testing.T) {
	for d, want := range map[time.Duration]string{
		5 * time.Second: "every few seconds", time.Minute: "every minute", 5 * time.Minute: "every 5 minutes",
		time.Hour: "every hour", 6 * time.Hour: "every 6 hours", 24 * time.Hour: "once a day", 72 * time.Hour: "every 3 days",
	} {
		if got := Every(d); got != want {
			t.Errorf("Every(%v) = %q; want %q", d, got, want)
		}
	}
}

func TestBytes(t *testing.T) {
	for n, want := range map[int64]string{0: "0 B", 999: "999 B", 1000: "1 KB", 1440: "1.4 KB", 99_600: "100 KB", 999_500: "1 MB", 8 << 20: "8.4 MB"} {
		if got := Bytes(n); got != want {
			t.Errorf("Bytes(%d) = %q; want %q", n, got, want)
		}
	}
}

func TestNotClosedIsNeverCalledOpen(t *testing.T) {
	s := landfall.Signup{Mode: landfall.SignupUnknown, NotClosed: true}
	if text := SignupShort(s) + SignupSentence(s); strings.Contains(strings.ToLower(text), "open") {
		t.Errorf("%q says open", text)
	}
}

func TestEveryOutcomeAndModeHasWordsOfItsOwn(t *testing.T) {
	seen := map[string]bool{}
	for _, o := range landfall.Outcomes() {
		if text := Outcome(o); text == "" || seen[text] || text == sentence(string(o)) && o != landfall.OutcomeAnswered {
			t.Errorf("outcome %s is said as %q", o, text)
		} else {
			seen[text] = true
		}
	}
	for _, m := range landfall.SignupModes() {
		text := SignupSentence(landfall.Signup{Mode: m})
		if text == "" || seen[text] {
			t.Errorf("mode %s is said as %q", m, text)
		}
		seen[text] = true
	}
}

func TestNobodyIsCalledDead(t *testing.T) {
	var all []string
	for _, o := range landfall.Outcomes() {
		all = append(all, Outcome(o))
	}
	for _, text := range reasons() {
		all = append(all, text)
	}
	for _, text := range all {
		for _, word := range []string{"dead", "down", "broken", "failed"} {
			if strings.Contains(strings.ToLower(text), word) {
				t.Errorf("%q blames", text)
			}
		}
	}
}

func TestReasonsInANoteBecomeWords(t *testing.T) {
	for in, want := range map[string]string{
		"":                                 "",
		"software, counts":                 "software, counts",
		"peers: json_too_deep":             "peers: " + lower(Reason("json_too_deep")),
		"never_heard_of_it; and so on":     "never heard of it; and so on",
		"path https://a-sim.org/x_y stays": "path https://a-sim.org/x_y stays",
	} {
		if got := Note(in); got != want {
			t.Errorf("Note(%q) = %q; want %q", in, got, want)
		}
	}
}

func FuzzNote(f *testing.F) {
	f.Add("_")
	f.Add("a_b; c_d")
	f.Fuzz(func(t *testing.T, text string) {
		if got := Note(text); strings.Contains(got, "\n") {
			t.Errorf("Note(%q) = %q", text, got)
		}
	})
}
