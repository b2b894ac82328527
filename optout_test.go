package landfall_test

import (
	"testing"
	"time"

	"landfall"
)

func TestAsksOut(t *testing.T) {
	for text, want := range map[string]bool{
		"opt-out": true, "\n  OPT-OUT \r\nplease": true, "# Landfall\nopt-out": true,
		"": false, "opt-out please": false, "opt out": false, "<p>opt-out</p>": false, "no opt-out": false,
	} {
		if got := landfall.AsksOut(text); got != want {
			t.Errorf("AsksOut(%q) = %v", text, got)
		}
	}
}

// TestARequestEndsWithinADay, and begins anew if somebody asks again; but not at once.
func TestARequestEndsWithinADay(t *testing.T) {
	asked := time.Date(2026, 10, 7, 9, 0, 0, 0, time.UTC)
	o := landfall.OptOut{Host: "shy-sim.social", Asked: asked, Next: asked}
	inFirstHour := 0
	for !o.Next.IsZero() {
		if o.Next.Sub(asked) <= time.Hour {
			inFirstHour++
		}
		o = o.LookedAt(o.Next)
	}
	if span := o.Looked.Sub(asked); span < 20*time.Hour || span > 25*time.Hour || o.Looks != 8 || inFirstHour != 5 {
		t.Errorf("%d looks in %s, %d of them in the first hour", o.Looks, span, inFirstHour)
	}
	if again := o.Renewed(o.Looked.Add(time.Minute)); again != o {
		t.Errorf("a minute later it is %+v", again)
	}
	later := o.Looked.Add(time.Hour)
	if again := o.Renewed(later); again.Looks != 0 || !again.Next.Equal(later) || !again.Asked.Equal(later) {
		t.Errorf("an hour later it is %+v", again)
	}
}

func TestWhatProvesARequest(t *testing.T) {
	for _, tt := range []struct {
		optOut landfall.OptOut
		want   bool
	}{
		{landfall.OptOut{DNS: landfall.OptOutAsks}, true},
		{landfall.OptOut{DNS: landfall.OptOutNot, File: landfall.OptOutAsks}, true},
		{landfall.OptOut{Robots: landfall.OptOutAsks}, false}, // for as long as it says so
		{landfall.OptOut{DNS: landfall.OptOutUnread, File: landfall.OptOutLater}, false},
	} {
		if got := tt.optOut.Proved(); got != tt.want {
			t.Errorf("%+v: %v", tt.optOut, got)
		}
	}
}
