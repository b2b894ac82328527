package check

import (
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"landfall"
	"landfall/directory"
)

var now = time.Date(2026, 11, 26, 12, 0, 0, 0, time.UTC)

// healthy is what is kept of a server without a fault.
func healthy() *Known {
	yes := true
	facts := landfall.Facts{
		Description: "A place for metal.", Software: landfall.Software{Name: "mastodon", Version: "4.5.2"},
		Signup: landfall.Signup{Mode: landfall.SignupOpen, Basis: "registrations.enabled=true"},
		Rules:  []landfall.Rule{{Text: "Be kind."}},
		Users:  landfall.Known(100), ActiveMonth: landfall.Known(20), ActiveHalfyear: landfall.Known(40), Posts: landfall.Known(1000),
	}
	in := landfall.Instance{
		Host: "amber.social", Status: landfall.StatusAlive, Facts: facts, Discovered: now.AddDate(-1, 0, 0),
		LastVisit: now.Add(-time.Hour), LastSeen: now.Add(-time.Hour), LastOutcome: landfall.OutcomeAnswered,
	}
	k := &Known{Now: now, Entry: &landfall.Entry{Host: in.Host, Instance: &in, Agenda: landfall.Fresh(now.Add(time.Hour))}}
	for range 5 {
		k.Recent = append(k.Recent, landfall.Observation{
			Host: in.Host, Outcome: landfall.OutcomeAnswered,
			Connection: landfall.Connection{IPv6: &yes, TLS: "1.3", CertExpires: now.AddDate(0, 2, 0)},
			Steps: []landfall.Step{
				{URL: "https://amber.social/robots.txt", Status: 404}, {URL: "https://amber.social/.well-known/nodeinfo", Status: 200},
			},
		})
	}
	k.Server = &directory.Server{Instance: in, Speed: directory.SpeedFast, Upkeep: directory.Upkeep{Standing: directory.StandingCurrent, Newest: "4.5.2"}}
	return k
}

func TestAServerWithoutAFaultPassesEverywhere(t *testing.T) {
	r := Judge(healthy())
	for _, l := range r.Lines {
		if l.Level != landfall.LevelPass {
			t.Errorf("%s: %s, %q", l.ID, l.Level, l.Found)
		}
	}
	if r.Presence != directory.PresenceListed || !r.Recheck.May || len(r.Lines) < 12 {
		t.Errorf("%+v", r)
	}
}

// silent makes it fail since so many days ago.
func silent(days int) func(*Known) {
	return func(k *Known) {
		in := k.Entry.Instance
		in.LastSeen, in.DownSince, in.Failures = now.AddDate(0, 0, -days), now.AddDate(0, 0, -days), 30
		in.Status, in.LastReason = landfall.StatusDown, "tcp_refused"
	}
}

var faults = []struct {
	name     string
	spoil    func(*Known)
	presence directory.Presence
	id       string
	level    landfall.Level
	found    string // is part of what is found
	fix      string // is part of the fix
	recheck  bool
}{
	{"opted out", func(k *Known) { k.Entry.OptedOut = true }, directory.PresenceOptedOut, "consent", landfall.LevelFail, "asked not to be measured", "robots.txt", false},
	{"forgotten", func(k *Known) { k.Entry.OptedOut, k.Entry.Forgotten = true, true }, directory.PresenceOptedOut, "consent", landfall.LevelFail, "asked not to be measured", "robots.txt", false},
	{"blocked", func(k *Known) {
		k.Entry.Shut = &landfall.Group{Domain: "amber.social", State: landfall.GroupBlocked, Why: "spam"}
	}, directory.PresenceBlocked, "blocked", landfall.LevelFail, "has blocked", "operator", false},
	{"quarantined", func(k *Known) {
		k.Entry.Shut = &landfall.Group{Domain: "amber.social", State: landfall.GroupQuarantined}
	}, directory.PresenceQuarantined, "quarantine", landfall.LevelFail, "made-up", "wildcard", false},
	{"alias", func(k *Known) { k.Entry.MergedInto = "ruby.club" }, directory.PresenceAlias, "alias", landfall.LevelPass, "ruby.club", "", false},
	{"unknown", func(k *Known) { k.Entry.Instance = nil }, directory.PresenceUnknown, "known", landfall.LevelFail, "nobody", "add it", true},
	{"waiting", func(k *Known) { k.Entry.Instance.LastVisit = time.Time{} }, directory.PresenceWaiting, "known", landfall.LevelWarn, "not visited yet", "turn", true},
	{"never answered", func(k *Known) {
		k.Entry.Instance.LastSeen, k.Entry.Instance.LastReason = time.Time{}, "not_json"
	}, directory.PresenceNeverAnswered, "answers", landfall.LevelFail, "web page instead of JSON", "pass the path on", true},
	{"away for two days", silent(2), directory.PresenceListed, "answers", landfall.LevelWarn, "leaves lists on 8 Dec 2026: the connection was refused", "firewall", true},
	{"away for 20 days", silent(20), directory.PresenceSilent, "answers", landfall.LevelFail, "left lists on 20 Nov 2026", "firewall", true},
	{"gone", func(k *Known) {
		silent(90)(k)
		k.Entry.Instance.Status, k.Entry.Instance.GoneSince, k.Entry.Instance.LastReason = landfall.StatusGone, now.AddDate(0, 0, -60), "dns_nxdomain"
	}, directory.PresenceGone, "answers", landfall.LevelFail, "gone since 27 Sep 2026", "A or AAAA", true},
	{"one person", func(k *Known) {
		f := &k.Entry.Instance.Facts
		f.Users, f.ActiveMonth, f.ActiveHalfyear = landfall.Known(1), landfall.Known(1), landfall.Known(1)
	}, directory.PresenceSingleUser, "people", landfall.LevelFail, "one person at most", "nothing is wrong", true},
	{"no IPv6", func(k *Known) { k.Recent[0].Connection.IPv6 = new(bool) }, directory.PresenceListed, "ipv6", landfall.LevelWarn, "AAAA", "publish", true},
	{"certificate ends", func(k *Known) { k.Recent[0].Connection.CertExpires = now.AddDate(0, 0, 3) }, directory.PresenceListed, "certificate", landfall.LevelWarn, "29 Nov 2026", "renewed", true},
	{"robots unreadable", func(k *Known) { k.Recent[0].Steps[0].Status = 503 }, directory.PresenceListed, "robots", landfall.LevelFail, "could not be read", "404", true},
	{"only the newest visit had no answer", func(k *Known) {
		for i := range k.Recent[0].Steps {
			k.Recent[0].Steps[i].Status = 0
		}
	}, directory.PresenceListed, "robots", landfall.LevelPass, "there is none", "", true},
	{"nodeinfo missing", func(k *Known) { k.Recent[0].Steps[1].Status = 404 }, directory.PresenceListed, "nodeinfo", landfall.LevelFail, "nothing at this path", "pass the path on", true},
	{"sign-up not stated", func(k *Known) { k.Entry.Instance.Facts.Signup = landfall.Signup{} }, directory.PresenceListed, "signup", landfall.LevelWarn, "not stated", "state it", true},
	{"no rules", func(k *Known) { k.Entry.Instance.Facts.Rules = nil }, directory.PresenceListed, "rules", landfall.LevelWarn, "none", "settings", true},
	{"behind", func(k *Known) {
		k.Server.Upkeep = directory.Upkeep{Standing: directory.StandingBehind, Newest: "4.6.0"}
	}, directory.PresenceListed, "version", landfall.LevelWarn, "4.6.0", "update", true},
	{"slow", func(k *Known) { k.Server.Speed = directory.SpeedSlow }, directory.PresenceListed, "speed", landfall.LevelWarn, "Slow", "waits", true},
	{"some visits failed", func(k *Known) {
		k.Recent[2].Outcome = landfall.OutcomeUnreachable
		k.Recent[3].Outcome, k.Recent[3].Class = landfall.OutcomeUnreachable, landfall.ClassOurs
	}, directory.PresenceListed, "visits", landfall.LevelWarn, "3 of the last 4", "diary", true},
	{"visited just now", func(k *Known) { k.Entry.Instance.LastVisit = now.Add(-time.Minute) }, directory.PresenceListed, "answers", landfall.LevelPass, "", "", false},
	{"a visit is under way", func(k *Known) { k.Entry.Leased = true }, directory.PresenceListed, "answers", landfall.LevelPass, "", "", false},
	{"asked for time", func(k *Known) { k.Entry.Agenda.Allowed = now.Add(time.Hour) }, directory.PresenceListed, "answers", landfall.LevelPass, "", "", false},
}

func TestEachFaultHasItsLineAndItsFix(t *testing.T) {
	for _, tt := range faults {
		t.Run(tt.name, func(t *testing.T) {
			k := healthy()
			tt.spoil(k)
			r := Judge(k)
			i := slices.IndexFunc(r.Lines, func(l landfall.Line) bool { return l.ID == tt.id })
			if i < 0 {
				t.Fatalf("no line %s in %+v", tt.id, r.Lines)
			}
			if l := r.Lines[i]; l.Level != tt.level || !strings.Contains(l.Found.String(), tt.found) || !strings.Contains(l.Fix.String(), tt.fix) {
				t.Errorf("%s %q → %q, want %s with %q → %q", l.Level, l.Found, l.Fix, tt.level, tt.found, tt.fix)
			}
			if r.Presence != tt.presence || r.Recheck.May != tt.recheck || r.Recheck.Why == "" {
				t.Errorf("presence %s, recheck %+v; want %s, %v", r.Presence, r.Recheck, tt.presence, tt.recheck)
			}
		})
	}
}

// What keeps a server out fails a line of its own, and nothing fails of one that is listed
// as it should be.
func TestWhateverIsNotListedFailsALine(t *testing.T) {
	for _, tt := range faults {
		k := healthy()
		tt.spoil(k)
		r := Judge(k)
		out := r.Presence != directory.PresenceListed && r.Presence != directory.PresenceAlias && r.Presence != directory.PresenceWaiting
		fails := slices.ContainsFunc(r.Lines, func(l landfall.Line) bool {
			return l.Section == SectionListing && l.Level == landfall.LevelFail
		})
		if out != fails {
			t.Errorf("%s: %s, and a line of the listing fails: %v", tt.name, r.Presence, fails)
		}
	}
}

func TestTheTwoWaysToOptOutCannotBeToldApart(t *testing.T) {
	one, other := healthy(), healthy()
	one.Entry.OptedOut = true
	other.Entry.OptedOut, other.Entry.Forgotten = true, true
	a, b := Judge(one), Judge(other)
	if len(a.Lines) != 1 || len(b.Lines) != 1 || !reflect.DeepEqual(a.Lines, b.Lines) || a.Recheck != b.Recheck {
		t.Errorf("%+v, %+v", a, b)
	}
}

func TestFewPeopleAreNotCountedOutLoud(t *testing.T) {
	k := healthy()
	k.Entry.Instance.Facts.ActiveMonth = landfall.Known(7)
	for _, l := range Judge(k).Lines {
		if l.ID == "counts" && strings.ContainsAny(l.Found.String(), "0123456789") {
			t.Errorf("it says %q", l.Found)
		}
	}
}
