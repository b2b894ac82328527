package phrase

import (
	"context"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"landfall"
)

var ctx = context.Background()

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
		if got := Share(ctx, tt.part, tt.whole); got != tt.want {
			t.Errorf("Share(ctx, %d, %d) = %q; want %q", tt.part, tt.whole, got, tt.want)
		}
	}
}

func TestOnlyEverythingIsAHundredPercent(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		whole := rapid.IntRange(1, 1_000_000).Draw(t, "whole")
		part := rapid.IntRange(0, whole).Draw(t, "part")
		if got := Share(ctx, part, whole); (got == "100%") != (part == whole) {
			t.Fatalf("Share(ctx, %d, %d) = %q", part, whole, got)
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
		if got := Duration(ctx, tt.in); got != tt.want {
			t.Errorf("Duration(ctx, %v) = %q; want %q", tt.in, got, tt.want)
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
		if got := Ago(ctx, now.Add(-tt.ago), now); got != tt.want {
			t.Errorf("%v before now is %q; want %q", tt.ago, got, tt.want)
		}
	}
}

func TestIntervals(t *testing.T) {
	for d, want := range map[time.Duration]string{
		5 * time.Second: "every few seconds", time.Minute: "every minute", 5 * time.Minute: "every 5 minutes",
		time.Hour: "every hour", 6 * time.Hour: "every 6 hours", 24 * time.Hour: "once a day", 72 * time.Hour: "every 3 days",
	} {
		if got := Every(ctx, d); got != want {
			t.Errorf("Every(ctx, %v) = %q; want %q", d, got, want)
		}
	}
}

func TestBytes(t *testing.T) {
	for n, want := range map[int64]string{0: "0 B", 999: "999 B", 1000: "1 KB", 1440: "1.4 KB", 99_600: "100 KB", 999_500: "1 MB", 8 << 20: "8.4 MB"} {
		if got := Bytes(ctx, n); got != want {
			t.Errorf("Bytes(ctx, %d) = %q; want %q", n, got, want)
		}
	}
}

func TestNotClosedIsNeverCalledOpen(t *testing.T) {
	s := landfall.Signup{Mode: landfall.SignupUnknown, NotClosed: true}
	if text := SignupShort(ctx, s) + SignupSentence(ctx, s); strings.Contains(strings.ToLower(text), "open") {
		t.Errorf("%q says open", text)
	}
}

func TestEveryOutcomeAndModeHasWordsOfItsOwn(t *testing.T) {
	seen := map[string]bool{}
	for _, o := range landfall.Outcomes() {
		if text := Outcome(ctx, o); text == "" || seen[text] || text == sentence(string(o)) && o != landfall.OutcomeAnswered {
			t.Errorf("outcome %s is said as %q", o, text)
		} else {
			seen[text] = true
		}
	}
	for _, m := range landfall.SignupModes() {
		text := SignupSentence(ctx, landfall.Signup{Mode: m})
		if text == "" || seen[text] {
			t.Errorf("mode %s is said as %q", m, text)
		}
		seen[text] = true
	}
}

func TestNobodyIsCalledDead(t *testing.T) {
	var all []string
	for _, o := range landfall.Outcomes() {
		all = append(all, Outcome(ctx, o))
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
		"peers: json_too_deep":             "peers: " + Within(ctx, Reason(ctx, "json_too_deep")),
		"never_heard_of_it; and so on":     "never heard of it; and so on",
		"path https://a-sim.org/x_y stays": "path https://a-sim.org/x_y stays",
	} {
		if got := Note(ctx, in); got != want {
			t.Errorf("Note(ctx, %q) = %q; want %q", in, got, want)
		}
	}
}

func FuzzNote(f *testing.F) {
	f.Add("_")
	f.Add("a_b; c_d")
	f.Fuzz(func(t *testing.T, text string) {
		if got := Note(ctx, text); strings.Contains(got, "\n") {
			t.Errorf("Note(ctx, %q) = %q", text, got)
		}
	})
}

func TestNoticeLengths(t *testing.T) {
	day := func(text string) time.Time {
		if text == "" {
			return time.Time{}
		}
		at, err := time.Parse(time.DateOnly, text)
		if err != nil {
			t.Fatal(err)
		}
		return at
	}
	for _, tt := range []struct {
		state             landfall.NoticeState
		announced, closes string
		want              string
		known             bool
	}{
		{landfall.NoticeCounting, "2026-08-19", "2026-11-19", "92 days: three months or more", true},
		{landfall.NoticeCounting, "2026-08-19", "2026-11-17", "90 days: just short of three months", true},
		{landfall.NoticeCounting, "2026-11-30", "2027-02-28", "90 days: three months or more", true},
		{landfall.NoticeCounting, "2026-10-07", "2026-10-30", "23 days: shorter than three months", true},
		{landfall.NoticeClosed, "2026-10-07", "2026-10-08", "1 day: shorter than three months", true},
		{landfall.NoticeClosed, "2026-10-07", "2026-10-07", "None: announced as it ended", true},
		{landfall.NoticeClosed, "2026-10-07", "2026-10-01", "None: announced as it ended", true},
		{landfall.NoticeCounting, "", "2026-10-30", "The day of the announcement is not known", false},
		{landfall.NoticeConfirmed, "2026-10-07", "", "No day for the end is known", false},
		{landfall.NoticeVanished, "", "", "No notice is known", false},
	} {
		n := landfall.Notice{State: tt.state, Announced: day(tt.announced), ClosesFrom: day(tt.closes), ClosesTo: day(tt.closes)}
		if got, known := NoticeLength(ctx, &n); got != tt.want || known != tt.known {
			t.Errorf("from %q to %q as %s: %q, %v; want %q", tt.announced, tt.closes, tt.state, got, known, tt.want)
		}
	}
}

func TestDaysAreThoseOfTheCalendar(t *testing.T) {
	late := time.Date(2026, 10, 7, 23, 59, 0, 0, time.UTC)
	for away, want := range map[int]string{
		-40: "40 days ago", -1: "yesterday", 0: "today", 1: "tomorrow", 2: "in 2 days", 1400: "in 1,400 days",
	} {
		if got := Until(ctx, late.Truncate(24*time.Hour).AddDate(0, 0, away), late); got != want {
			t.Errorf("%d days away: %q, want %q", away, got, want)
		}
	}
}

func TestEveryStateAndSourceOfANoticeHasWords(t *testing.T) {
	said := map[string]bool{}
	for _, state := range landfall.NoticeStates() {
		word := NoticeState(ctx, state)
		if state.Public() && (said[word] || word == NoticeState(ctx, "")) {
			t.Errorf("%s is said as %q", state, word)
		}
		said[word] = true
	}
	for _, source := range []landfall.NoticeSource{
		landfall.NoticeFromAdmin, landfall.NoticeFromNodeinfo, landfall.NoticeFromHeader, landfall.NoticeFromOperator, landfall.NoticeFromAnnouncement,
		landfall.NoticeFromText, landfall.NoticeFromContact, landfall.NoticeFromReader, landfall.NoticeFromAbsence, "clock",
	} {
		if word := NoticeBy(ctx, string(source)); word == NoticeBy(ctx, "") || said[word] && source != landfall.NoticeFromOperator {
			t.Errorf("%s is said as %q", source, word)
		}
	}
}
