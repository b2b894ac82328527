package directory

import (
	"testing"
	"time"

	"landfall"
)

func TestPresenceOf(t *testing.T) {
	at := time.Date(2026, 11, 26, 12, 0, 0, 0, time.UTC)
	instance := func(change func(*landfall.Instance)) *landfall.Instance {
		in := landfall.Instance{Host: "a.social", Status: landfall.StatusAlive, LastVisit: at, LastSeen: at}
		change(&in)
		return &in
	}
	healthy := instance(func(*landfall.Instance) {})
	for _, tt := range []struct {
		name  string
		entry landfall.Entry
		want  Presence
		tells bool
	}{
		{"listed", landfall.Entry{Instance: healthy}, PresenceListed, true},
		{"unknown", landfall.Entry{}, PresenceUnknown, false},
		{"opted out, and blocked too", landfall.Entry{OptedOut: true, Shut: &landfall.Group{State: landfall.GroupBlocked}}, PresenceOptedOut, false},
		{"blocked", landfall.Entry{Instance: healthy, Shut: &landfall.Group{State: landfall.GroupBlocked}}, PresenceBlocked, false},
		{"quarantined", landfall.Entry{Instance: healthy, Shut: &landfall.Group{State: landfall.GroupQuarantined}}, PresenceQuarantined, false},
		{"another's name", landfall.Entry{MergedInto: "b.social"}, PresenceAlias, false},
		{"not visited yet", landfall.Entry{Instance: instance(func(in *landfall.Instance) { in.LastVisit, in.LastSeen = time.Time{}, time.Time{} })}, PresenceWaiting, true},
		{"never answered", landfall.Entry{Instance: instance(func(in *landfall.Instance) { in.LastSeen = time.Time{} })}, PresenceNeverAnswered, true},
		{"gone", landfall.Entry{Instance: instance(func(in *landfall.Instance) { in.Status = landfall.StatusGone })}, PresenceGone, true},
		{"silent", landfall.Entry{Instance: instance(func(in *landfall.Instance) { in.LastSeen = at.AddDate(0, 0, -15) })}, PresenceSilent, true},
		{"one person", landfall.Entry{Instance: instance(func(in *landfall.Instance) { in.Facts.Users = landfall.Known(1) })}, PresenceSingleUser, true},
	} {
		if got := PresenceOf(&tt.entry, at); got != tt.want || got.Visits() != tt.tells {
			t.Errorf("%s: %s, visits told %v; want %s, %v", tt.name, got, got.Visits(), tt.want, tt.tells)
		}
	}
}
