package gallery

import (
	"fmt"
	"time"

	"landfall"
)

// Stated marks fields of an instance as read from its instance document.
func Stated(f *landfall.Facts, host landfall.Host, fields ...landfall.Field) {
	for _, field := range fields {
		f.State(field, "https://"+string(host)+"/api/v2/instance", string(field), now.AddDate(0, -2, 0))
		e := f.Evidence[field]
		e.LastSeen = now.Add(-12 * time.Minute)
		f.Evidence[field] = e
	}
}

// Alive returns an instance that answers and states the usual facts.
func Alive(host landfall.Host, name, description, software string, mode landfall.SignupMode, active int64, languages ...string) landfall.Instance {
	in := landfall.Instance{
		Host: host, Status: landfall.StatusAlive, Discovered: now.AddDate(0, -3, 0), Via: "seed",
		LastVisit: now.Add(-12 * time.Minute), LastSeen: now.Add(-12 * time.Minute), LastOutcome: landfall.OutcomeAnswered,
	}
	in.Facts = landfall.Facts{
		Name: name, Description: description, Languages: languages,
		Software:       landfall.Software{Name: software, Version: "4.5.2"},
		Signup:         landfall.Signup{Mode: mode, Basis: "registrations.enabled=true, approval_required=false"},
		Users:          landfall.Known(active * 5),
		ActiveMonth:    landfall.Known(active),
		ActiveHalfyear: landfall.Known(active * 2),
		Posts:          landfall.Known(active * 213),
	}
	Stated(&in.Facts, host, landfall.FieldName, landfall.FieldSoftware, landfall.FieldSignup, landfall.FieldUsers,
		landfall.FieldActiveMonth, landfall.FieldActiveHalfyear, landfall.FieldPosts)
	if description != "" {
		Stated(&in.Facts, host, landfall.FieldDescription)
	}
	if len(languages) > 0 {
		Stated(&in.Facts, host, landfall.FieldLanguages)
	}
	return in
}

// Harbour is the server whose page shows everything.
func Harbour() Invented {
	in := Alive("quiet-harbour-sim.social", "Quiet Harbour", "A calm place for people who like boats, tides and long walks. German and English, run by a small co-operative on the coast.", "mastodon", landfall.SignupApproval, 1240, "de", "en")
	in.Facts.Extended = "We are a co-operative of nine.\n\nEverybody who joins may vote on the rules once a year. Moderators are elected; their decisions are published in a summary each quarter."
	in.Facts.Signup.Message = "Tell us in a sentence or two what brings you here. We read every request, usually within a day."
	in.Facts.Signup.MinAge = 16
	in.Facts.Signup.Basis = "registrations.enabled=true, approval_required=true"
	in.Facts.Rules = []landfall.Rule{
		{Text: "No racism, sexism, homophobia or other hatred.", Hint: "This includes jokes that only work if somebody is the butt of them."},
		{Text: "Describe your pictures.", Hint: "People who cannot see them read along."},
		{Text: "No advertising."},
		{Text: "Put politics behind a content warning."},
	}
	Stated(&in.Facts, in.Host, landfall.FieldExtended, landfall.FieldRules)
	return Invented{Instance: in, Days: 90, Click: 212 * time.Millisecond, Faulty: .02}
}

// SilentHarbour has not been answering for two days.
func SilentHarbour() Invented {
	in := Alive("lost-lantern-sim.online", "Lost Lantern", "Night photography and stargazing.", "pixelfed", landfall.SignupOpen, 88, "en")
	in.Status, in.Failures = landfall.StatusDown, 8
	in.DownSince, in.LastSeen = now.AddDate(0, 0, -2), now.AddDate(0, 0, -2).Add(-time.Hour)
	in.LastOutcome, in.LastReason = landfall.OutcomeUnreachable, "tcp_timeout"
	return Invented{Instance: in, Days: 60, Click: 940 * time.Millisecond, Faulty: .1, Silent: 2}
}

// UnknownHarbour has answered once and states next to nothing.
func UnknownHarbour() Invented {
	in := Alive("nameless-cove-sim.net", "", "", "", landfall.SignupUnknown, 0)
	in.Facts = landfall.Facts{
		Signup: landfall.Signup{Mode: landfall.SignupUnknown},
		Users:  landfall.Missing(landfall.WhyHidden), ActiveMonth: landfall.Missing(landfall.WhyNotStated),
		ActiveHalfyear: landfall.Missing(landfall.WhyMalformed), Posts: landfall.Missing(landfall.WhyNotStated),
	}
	return Invented{Instance: in}
}

// Own is one person's own server.
func Own() Invented {
	in := Alive("my-own-dinghy-sim.name", "My own dinghy", "Mine.", "gotosocial", landfall.SignupClosed, 1, "en")
	in.Facts.Users, in.Facts.ActiveHalfyear = landfall.Known(1), landfall.Known(1)
	return Invented{Instance: in, Days: 20, Click: 80 * time.Millisecond}
}

// NotClosed takes new people and does not say how.
func NotClosed() Invented {
	in := Alive("open-door-sim.chat", "Open Door", "Threads about everything.", "lemmy", landfall.SignupUnknown, 640, "en")
	in.Facts.Signup = landfall.Signup{Mode: landfall.SignupUnknown, NotClosed: true, Basis: "openRegistrations=true"}
	in.LastVisit = now.Add(-20 * time.Hour)
	return Invented{Instance: in, Days: 12, Click: 520 * time.Millisecond, Faulty: .01}
}

// Everyone is the whole cast.
func Everyone() []Invented {
	cast := []Invented{Harbour(), SilentHarbour(), UnknownHarbour(), NotClosed(), Own()}
	cast = append(cast,
		Invented{Instance: Alive("hiroba-sim.jp", "京都広場", "京都とその周辺の人のための広場。日本語・英語どちらでもどうぞ。初めての方も歓迎します。", "misskey", landfall.SignupOpen, 430, "ja"), Days: 90, Click: 190 * time.Millisecond},
		Invented{Instance: Alive("mina-sim.blog", "ميناء", "مساحة هادئة للكتّاب والقرّاء.", "writefreely", landfall.SignupInvite, 24, "ar"), Days: 90, Click: 610 * time.Millisecond, Faulty: .04},
		Invented{Instance: Alive("a-very-long-name-that-does-not-end-where-one-expects-it-sim.international", "An Extraordinarily Long Server Name, With Donaudampfschifffahrtsgesellschaftskapitän In It", "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz. A description that goes on for rather longer than three lines on any screen, so that it has to be cut somewhere, and the rest of it waits on the page of the server itself, where there is room.", "akkoma", landfall.SignupApproval, 1234567, "en", "de", "fr", "es", "pt-BR"), Days: 90, Click: 2240 * time.Millisecond, Faulty: .2},
		Invented{Instance: Alive("tiny-boat-sim.club", "Tiny Boat", "Four friends and a dog.", "gotosocial", landfall.SignupClosed, 4, "nl"), Days: 90, Click: 95 * time.Millisecond},
	)
	cast = append(cast, ClosingServers()...)
	software := []string{"mastodon", "mastodon", "mastodon", "akkoma", "pleroma", "friendica", "misskey", "sharkey", "pixelfed", "peertube", "lemmy", "gotosocial", "mbin", "bookwyrm", "funkwhale"}
	languages := []string{"en", "de", "fr", "es", "it", "nl", "pl", "uk", "ko", "fi", "sv", "eo", "tr"}
	modes := []landfall.SignupMode{landfall.SignupOpen, landfall.SignupOpen, landfall.SignupApproval, landfall.SignupClosed}
	for i := range 100 {
		host := landfall.Host(fmt.Sprintf("port-%d-sim.social", i))
		in := Alive(host, fmt.Sprintf("Port %d", i), "One of many ports, with room for ships of all sizes.", software[i%len(software)], modes[i%len(modes)], int64(i*i*7+2), languages[i%len(languages)])
		cast = append(cast, Invented{Instance: in, Days: 30 + i%60, Click: time.Duration(60+i*23) * time.Millisecond, Faulty: float64(i%7) / 100})
	}
	return cast
}
