package gallery

import (
	"cmp"
	"time"

	"landfall"
	"landfall/directory/notice"
)

// DaysAway is midnight UTC some days away from the world's today.
func DaysAway(away int) time.Time { return now.Truncate(24*time.Hour).AddDate(0, 0, away) }

// ownWords are the operator's, where none of ours fit.
const ownWords = "It is on the server’s own page."

// NoticeOf is a closing that one source states, at the host itself.
func NoticeOf(host landfall.Host, id string, state landfall.NoticeState, announced, closes time.Time, quote string) landfall.Notice {
	url := "https://" + string(host) + "/about"
	n := landfall.Notice{ID: id, Host: host, State: state, Announced: announced, ClosesFrom: closes, ClosesTo: closes, Found: now.AddDate(0, 0, -9)}
	n.Statements = []landfall.NoticeStatement{{
		Source: landfall.NoticeFromAnnouncement, URL: url, Quote: quote, Announced: announced, ClosesFrom: closes, ClosesTo: closes,
		Confidence: .9, FirstSeen: now.AddDate(0, 0, -9), LastSeen: now.Add(-3 * time.Hour),
	}}
	n.Events = []landfall.NoticeEvent{
		{At: now.AddDate(0, 0, -9), To: landfall.NoticeReported, By: "announcement", Why: "A closing is stated. It reads: “" + quote + "”", ClosesTo: closes},
		{At: now.AddDate(0, 0, -8), From: landfall.NoticeReported, To: state, By: "operator", Why: cmp.Or(notice.Outcome(state), ownWords), ClosesTo: closes},
	}
	if state == landfall.NoticeReported {
		n.Events = n.Events[:1]
	}
	return n
}

// ClosingServers are servers in every state of a closing.
func ClosingServers() []Invented {
	shut := func(host landfall.Host, name string, state landfall.NoticeState, announced, closes time.Time, quote string) Invented {
		in := Invented{Instance: Alive(host, name, "A place for people who like tides and long walks.", "mastodon", landfall.SignupClosed, 320, "en"), Days: 90, Click: 200 * time.Millisecond}
		if state.Gone() {
			in.Status, in.GoneSince, in.DownSince, in.LastSeen = landfall.StatusGone, DaysAway(-20), DaysAway(-50), DaysAway(-50)
			in.LastOutcome, in.Silent = landfall.OutcomeUnreachable, 50
		}
		in.Closes = []landfall.Notice{NoticeOf(host, "n-"+string(host[:5]), state, announced, closes, quote)}
		return in
	}
	none := time.Time{}
	soon := shut("farewell-sim.social", "Farewell Bay", landfall.NoticeCounting, DaysAway(-49), DaysAway(41), "After five good years we close on 17 November 2026. Thank you all!")
	second := landfall.NoticeStatement{Source: landfall.NoticeFromNodeinfo, URL: "https://farewell-sim.social/nodeinfo/2.0", ClosesFrom: DaysAway(41), ClosesTo: DaysAway(41), Confidence: 1, FirstSeen: now.AddDate(0, 0, -2), LastSeen: now.Add(-time.Hour)}
	soon.Closes[0].Statements = append([]landfall.NoticeStatement{second}, soon.Closes[0].Statements...)
	span := shut("haste-sim.net", "Haste", landfall.NoticeCounting, DaysAway(-3), DaysAway(20), "Wir schließen im Herbst.")
	span.Closes[0].ClosesTo = DaysAway(34)
	overdue := shut("lingers-sim.org", "Lingering Light", landfall.NoticeCounting, none, DaysAway(-4), "We close on 3 October.")
	before := NoticeOf("farewell-sim.social", "n-once", landfall.NoticeCancelled, DaysAway(-700), DaysAway(-600), "We thought we had to close.")
	before.Found = DaysAway(-700)
	before.Events[1].At = DaysAway(-650)
	soon.Closes = append(soon.Closes, before)
	unmeasured := NoticeOf("before-our-time-sim.town", "n-before", landfall.NoticeClosed, time.Date(2024, 1, 10, 0, 0, 0, 0, time.UTC), time.Date(2024, 5, 1, 0, 0, 0, 0, time.UTC), "That was it.")
	unmeasured.Statements[0].Source, unmeasured.Statements[0].URL = landfall.NoticeFromOperator, "https://news-sim.press/2024/closing?of=it"
	kindly := shut("kindly-sim.club", "Kindly", landfall.NoticeClosed, DaysAway(-140), DaysAway(-50), "We close at the end of summer.")
	kindly.Closes = append(kindly.Closes, unmeasured)
	vanished := shut("mist-sim.online", "Mist", landfall.NoticeVanished, none, none, "")
	vanished.Closes[0].Statements[0].Source, vanished.Closes[0].Statements[0].URL = landfall.NoticeFromAbsence, ""
	vanished.Closes[0].Events = []landfall.NoticeEvent{{At: DaysAway(-20), To: landfall.NoticeVanished, By: "absence", Why: "Not answering since 2026-08-18; no notice is known."}}
	return []Invented{
		soon, span, overdue, kindly, vanished,
		shut("someday-sim.blog", "Someday", landfall.NoticeConfirmed, DaysAway(-12), none, "We will have to close, and will tell you when."),
		shut("remains-sim.fans", "Remains", landfall.NoticeCancelled, DaysAway(-60), DaysAway(30), "We are not closing after all."),
		shut("newhands-sim.zone", "New Hands", landfall.NoticeHandedOver, DaysAway(-60), DaysAway(30), "The co-operative takes over."),
		shut("whisper-sim.cafe", "Whisper", landfall.NoticeReported, none, DaysAway(30), "Somebody says we close."),
	}
}
