package notice_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"landfall"
	"landfall/directory/notice"
)

// drawn is the graph of the states.
var drawn = map[landfall.NoticeState][]landfall.NoticeState{
	"": {landfall.NoticeReported, landfall.NoticeConfirmed, landfall.NoticeCounting, landfall.NoticeVanished},
	landfall.NoticeReported: {
		landfall.NoticeReported, landfall.NoticeConfirmed, landfall.NoticeCounting, landfall.NoticeClosed,
		landfall.NoticeCancelled, landfall.NoticeHandedOver, landfall.NoticeRetracted,
	},
	landfall.NoticeConfirmed: {
		landfall.NoticeConfirmed, landfall.NoticeCounting, landfall.NoticeClosed,
		landfall.NoticeCancelled, landfall.NoticeHandedOver, landfall.NoticeRetracted,
	},
	landfall.NoticeCounting: {
		landfall.NoticeConfirmed, landfall.NoticeCounting, landfall.NoticeClosed,
		landfall.NoticeCancelled, landfall.NoticeHandedOver, landfall.NoticeRetracted,
	},
	landfall.NoticeClosed: {landfall.NoticeRetracted}, landfall.NoticeVanished: {landfall.NoticeRetracted},
	landfall.NoticeCancelled: {landfall.NoticeRetracted}, landfall.NoticeHandedOver: {landfall.NoticeRetracted},
}

var start = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)

func says(source landfall.NoticeSource, url string, stage notice.Stage, closes int) notice.Statement {
	s := notice.Statement{Host: "a.example", Stage: stage}
	s.Source, s.URL, s.Quote, s.Announced = source, url, "It closes.", start
	if closes > 0 {
		s.ClosesFrom = start.AddDate(0, 0, closes)
		s.ClosesTo = s.ClosesFrom
	}
	return s
}

func TestApply(t *testing.T) {
	text := says(landfall.NoticeFromText, "https://a.example/about", notice.Announced, 90)
	for _, tt := range []struct {
		name       string
		statements []notice.Statement
		want       landfall.NoticeState
		events     int
	}{
		{"a text", []notice.Statement{text}, landfall.NoticeReported, 1},
		{"two of a kind", []notice.Statement{text, says(landfall.NoticeFromText, "https://a.example/x", notice.Announced, 90)}, landfall.NoticeReported, 2},
		{"two at one place", []notice.Statement{text, says(landfall.NoticeFromReader, text.URL, notice.Announced, 90)}, landfall.NoticeReported, 2},
		{"two sources", []notice.Statement{text, says(landfall.NoticeFromReader, "https://b.example/1", notice.Announced, 0)}, landfall.NoticeCounting, 2},
		{"a machine", []notice.Statement{says(landfall.NoticeFromNodeinfo, "", notice.Announced, 0)}, landfall.NoticeConfirmed, 1},
		{"moved", []notice.Statement{says(landfall.NoticeFromNodeinfo, "", notice.Announced, 90), says(landfall.NoticeFromNodeinfo, "", notice.Announced, 99)}, landfall.NoticeCounting, 2},
		{"a machine is silent", []notice.Statement{says(landfall.NoticeFromNodeinfo, "", notice.Announced, 90), says(landfall.NoticeFromNodeinfo, "", notice.Cancelled, 0)}, landfall.NoticeCancelled, 2},
		{"only a text takes it back", []notice.Statement{text, says(landfall.NoticeFromText, text.URL, notice.HandedOver, 0)}, landfall.NoticeReported, 2},
	} {
		var n *landfall.Notice
		for i, s := range tt.statements {
			n = notice.Apply(n, s, start.Add(time.Duration(i)*time.Hour))
		}
		if n.State != tt.want || len(n.Events) != tt.events {
			t.Errorf("%s: %s after %d events, want %s after %d", tt.name, n.State, len(n.Events), tt.want, tt.events)
		}
	}
	if n := notice.Apply(nil, says(landfall.NoticeFromText, "", notice.Considering, 0), start); n != nil {
		t.Errorf("a thought is a notice: %v", n)
	}
}

func TestAdvance(t *testing.T) {
	counting := notice.Apply(nil, says(landfall.NoticeFromNodeinfo, "", notice.Announced, 90), start)
	for _, tt := range []struct {
		days   int
		status landfall.Status
		want   landfall.NoticeState
	}{
		{89, landfall.StatusDown, landfall.NoticeCounting},
		{90, landfall.StatusDown, landfall.NoticeClosed},
		{90, landfall.StatusAlive, landfall.NoticeCounting},
		{119, landfall.StatusAlive, landfall.NoticeCounting},
		{120, landfall.StatusAlive, landfall.NoticeConfirmed},
	} {
		if got := notice.Advance(counting, &landfall.Instance{Status: tt.status}, start.AddDate(0, 0, tt.days)); got.State != tt.want {
			t.Errorf("day %d, %s: %s, want %s", tt.days, tt.status, got.State, tt.want)
		}
	}
	for days, want := range map[int]bool{89: false, 90: true} {
		in := &landfall.Instance{Status: landfall.StatusGone, Discovered: start, LastSeen: start.AddDate(0, 0, days)}
		if n := notice.Advance(nil, in, start.AddDate(1, 0, 0)); (n != nil) != want {
			t.Errorf("gone after %d days: %v", days, n)
		}
	}
}

func TestLife(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var n *landfall.Notice
		at := start
		for range rapid.IntRange(1, 20).Draw(t, "steps") {
			at = at.AddDate(0, 0, rapid.IntRange(1, 40).Draw(t, "days"))
			next := live(t, n, at)
			if n != nil && !cmp.Equal(next.Events[:len(n.Events)], n.Events) {
				t.Fatalf("events were lost: %v became %v", n.Events, next.Events)
			}
			n = next
		}
		state := landfall.NoticeState("")
		for _, e := range eventsOf(n) {
			if e.From != state || !slices.Contains(drawn[state], e.To) || e.By == "" || e.At.IsZero() || notice.Reason(e.Why) == nil && e.Why != "a mistake" {
				t.Fatalf("after %q: %+v", state, e)
			}
			state = e.To
		}
		if n != nil && n.State != state {
			t.Fatalf("%s, but the last event says %s", n.State, state)
		}
	})
}

func eventsOf(n *landfall.Notice) []landfall.NoticeEvent {
	if n == nil {
		return nil
	}
	return n.Events
}

// live draws what happens next.
func live(t *rapid.T, n *landfall.Notice, at time.Time) *landfall.Notice {
	switch what := rapid.IntRange(0, 9).Draw(t, "what"); {
	case what < 6:
		s := says(
			rapid.SampledFrom([]landfall.NoticeSource{landfall.NoticeFromNodeinfo, landfall.NoticeFromText, landfall.NoticeFromReader}).Draw(t, "source"),
			rapid.SampledFrom([]string{"https://a.example/1", "https://b.example/2"}).Draw(t, "url"),
			rapid.SampledFrom([]notice.Stage{notice.Announced, notice.Announced, notice.Considering, notice.Cancelled, notice.HandedOver}).Draw(t, "stage"),
			rapid.SampledFrom([]int{0, 60, 200}).Draw(t, "closes"))
		once := notice.Apply(n, s, at)
		if twice := notice.Apply(once, s, at.Add(time.Hour)); !cmp.Equal(once, twice) {
			t.Fatalf("the same statement twice:\n%s", cmp.Diff(once, twice))
		}
		return once
	case what < 9:
		status := rapid.SampledFrom([]landfall.Status{landfall.StatusAlive, landfall.StatusDown, landfall.StatusGone}).Draw(t, "status")
		return notice.Advance(n, &landfall.Instance{Host: "a.example", Status: status, Discovered: start, LastSeen: at}, at)
	case n != nil:
		if next, err := notice.Retract(n, "a mistake", at); err == nil {
			return next
		}
	}
	return n
}
