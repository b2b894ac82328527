package rank

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"landfall"
	"landfall/directory/kind"
	"landfall/directory/place"
	"landfall/directory/topic"
)

// sound returns a candidate that passes the gate, and of which all is known.
func sound(host landfall.Host, change func(*Candidate)) Candidate {
	c := Candidate{
		Host: host, Network: "AS-" + string(host),
		Joining:  Joining{Signup: landfall.Signup{Mode: landfall.SignupOpen}},
		Standing: Standing{LastAnswered: moment.Add(-time.Hour), FirstObserved: moment.Add(-400 * day), Support: Current},
		Subject: Subject{
			Read: true, Topics: []Topic{{"music", 1}, {"music.metal", 1}}, Primary: "en", Accepted: []string{"de"},
			Places: []Place{{"de", 1}, {"de.berlin", 1}}, Kinds: []kind.Kind{kind.ShortPosts},
		},
		Measured: Measured{Samples: 100_000, Answered: 100_000, Click: Click{200 * time.Millisecond, 900}, Outages: landfall.Known(0)},
		People: People{
			Active: landfall.Known(400), Rules: Yes, Contact: Yes, Admins: Yes, Promise: Yes,
			Forbids: landfall.Known(5), Organisation: Yes, Founded: moment.Add(-7 * year),
		},
	}
	if change != nil {
		change(&c)
	}
	return c
}

// others is the rest of the network, so that 2 % of it are 20,000 people.
func others() []Candidate {
	var rest []Candidate
	for _, host := range []landfall.Host{"huge.social", "vast.social"} {
		rest = append(rest, Candidate{Host: host, People: People{Active: landfall.Known(500_000)}})
	}
	return rest
}

func scoreOf(t *testing.T, c Candidate, w Wish) Score {
	t.Helper()
	s, ok := New(append(others(), c), moment).Score(c.Host, w)
	if !ok {
		t.Fatalf("%s is not in the table", c.Host)
	}
	return s
}

func TestAScoreIsPrintedAsASum(t *testing.T) {
	wish := Wish{Topics: []topic.ID{"music.metal"}, Languages: []string{"de-AT"}}
	for _, tt := range []struct {
		name   string
		change func(*Candidate)
		wish   Wish
		want   string
	}{
		{"all is well", nil, wish, "94 = topic 35 + language 14 + speed 15 + reliability 15 + size 10 + care 5"},
		{"slower", func(c *Candidate) { c.Click.P75 = 290 * time.Millisecond }, wish,
			"93.1 = topic 35 + language 14 + speed 14.1 + reliability 15 + size 10 + care 5"},
		{"nothing known", func(c *Candidate) {
			c.Subject, c.Measured, c.People = Subject{}, Measured{}, People{}
			c.FirstObserved = moment
		}, wish,
			"40 = topic 14 (not known) + language 8 (not known) + speed 6 (not known) + reliability 6 (not known) + size 4 (not known) + care 2 (not known)"},
		{"what matters weighs 10 more", nil, Wish{Languages: []string{"en"}, Matters: []Matter{Fast, Reliable}},
			"100 = language 23.5 + speed 29.4 + reliability 29.4 + size 11.8 + care 5.9"},
		{"a place weighs 10", nil, Wish{Place: "de.berlin"}, "100 = place 18.2 + speed 27.3 + reliability 27.2 + size 18.2 + care 9.1"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := scoreOf(t, sound("amber.social", tt.change), tt.wish).String(); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}

func TestThePartsAreThoseOfTheTable(t *testing.T) {
	sum := 0
	for i, w := range Weights() {
		sum += w.Weight
		if w.Key == "" || w.Label == "" || w.How == "" || part(i) != near && w.Weight == 0 {
			t.Errorf("weight %+v", w)
		}
	}
	if sum != 100 {
		t.Errorf("the weights add up to %d", sum)
	}
	if Changelog()[0].Version != Version {
		t.Errorf("the newest change is of %s, not %s", Changelog()[0].Version, Version)
	}
}

func TestGate(t *testing.T) {
	for _, tt := range []struct {
		code   Code
		change func(*Candidate)
		wish   Wish
		text   string
	}{
		{OptedOut, func(c *Candidate) { c.Refused = true }, Wish{}, "It asked not to be listed."},
		{NotAnswering, func(c *Candidate) { c.LastAnswered = moment.Add(-49 * time.Hour) }, Wish{}, "It last answered 49 hours ago; 48 hours are the most."},
		{NotAnswering, func(c *Candidate) { c.LastAnswered = time.Time{} }, Wish{}, "It has never answered."},
		{TooNew, func(c *Candidate) { c.FirstObserved = moment.Add(-9 * day) }, Wish{}, "It has been observed for 9 days; 14 are needed."},
		{FewSamples, func(c *Candidate) { c.Samples = 199 }, Wish{}, "It has been measured 199 times in 90 days; 200 are needed."},
		{NoSignup, func(c *Candidate) { c.Signup.Mode = landfall.SignupClosed }, Wish{}, "Sign-up is closed."},
		{NoSignup, func(c *Candidate) { c.Signup.Mode = landfall.SignupInvite }, Wish{}, "Sign-up is by invitation only."},
		{NoSignup, func(c *Candidate) { c.Signup = landfall.Signup{} }, Wish{}, "It does not say whether it takes new people."},
		{NoRules, func(c *Candidate) { c.Rules = No }, Wish{}, "It publishes no rules."},
		{NoRules, func(c *Candidate) { c.Rules = Unknown }, Wish{}, "No rules of it were found yet."},
		{ClosingDown, func(c *Candidate) { c.Closing = &Closing{time.Date(2026, 11, 17, 0, 0, 0, 0, time.UTC)} }, Wish{}, "It has announced that it closes on 17 November 2026."},
		{OldVersion, func(c *Candidate) { c.Support, c.UnsupportedSince = Unsupported, moment.Add(-31*day) }, Wish{}, "Its version has been unsupported for 31 days; 30 are the most."},
		{Doubted, func(c *Candidate) { c.Implausible = "posts do not grow" }, Wish{}, "Its counts are doubted: posts do not grow."},
		{OnHold, func(c *Candidate) { c.Hold = "spam" }, Wish{}, "It is on the public safety-hold list: spam. Its admin can appeal."},
		{OnePerson, func(c *Candidate) { c.SingleUser = Yes }, Wish{}, "It is one person's own server."},
		{ForAdults, func(c *Candidate) { c.Adult = Yes }, Wish{}, "It is for adult content, which was not asked for."},
		{NotAtOnce, func(c *Candidate) { c.Signup.Mode = landfall.SignupApproval }, Wish{AtOnce: true}, "Somebody reads a note before an account is made; you asked for one at once."},
		{NotAtOnce, func(c *Candidate) { c.Signup = landfall.Signup{NotClosed: true} }, Wish{AtOnce: true}, "It does not say whether an account is made at once; you asked for one at once."},
		{OtherKind, func(c *Candidate) { c.Kinds = []kind.Kind{kind.Video} }, Wish{Kind: kind.Photos}, "It is made for video; you asked for photos."},
		{OtherKind, func(c *Candidate) { c.Kinds = nil }, Wish{Kind: kind.Photos}, "What people do there is not known; you asked for photos."},
		{"", nil, Wish{AtOnce: true, Kind: kind.ShortPosts}, ""},
		{"", func(c *Candidate) { c.FirstObserved, c.LastAnswered = moment.Add(-14*day), moment.Add(-48*time.Hour) }, Wish{}, ""},
		{"", func(c *Candidate) { c.Signup = landfall.Signup{NotClosed: true} }, Wish{}, ""},
		{"", func(c *Candidate) { c.Adult = Yes }, Wish{Adult: true}, ""},
		{"", func(c *Candidate) { c.Support, c.UnsupportedSince = Unsupported, moment.Add(-30*day) }, Wish{}, ""},
	} {
		c := sound("amber.social", tt.change)
		var want, got []string
		if tt.code != "" {
			want = []string{string(tt.code) + ": " + tt.text}
		}
		for _, r := range Gate(&c, &tt.wish, moment) {
			got = append(got, string(r.Code)+": "+r.Text.String())
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", tt.code, diff)
		}
	}
}

func TestEqualsRotateByTheWeek(t *testing.T) {
	var candidates []Candidate
	for _, host := range []landfall.Host{"a.social", "b.social", "c.social", "d.social", "e.social", "f.social"} {
		candidates = append(candidates, sound(host, nil))
	}
	candidates = append(candidates, sound("z.social", func(c *Candidate) { c.Click.P75 = 2 * time.Second }))
	firsts := map[landfall.Host]bool{}
	for week := range 30 {
		at := moment.Add(time.Duration(week) * 7 * day)
		for i := range candidates {
			candidates[i].LastAnswered = at
		}
		hosts := hostsOf(Rank(candidates, Wish{}, at))
		firsts[hosts[0]] = true
		if last := hosts[len(hosts)-1]; last != "z.social" {
			t.Errorf("%s: %s is last", Week(at), last)
		}
	}
	if len(firsts) != 6 {
		t.Errorf("in 30 weeks only %v came first", firsts)
	}
}

func TestCapsMakeStandBack(t *testing.T) {
	var candidates []Candidate
	for _, host := range []landfall.Host{"a.one.social", "b.one.social", "c.one.social"} {
		candidates = append(candidates, sound(host, nil))
	}
	worse := func(c *Candidate) { c.Click.P75 = 1500 * time.Millisecond }
	candidates = append(candidates, sound("two.social", worse), sound("three.social", worse))
	table := New(candidates, moment)
	ranking := table.Rank(Wish{})
	var operators []string
	for _, r := range ranking.Results(0, ranking.Chosen()) {
		operators = append(operators, r.Host.Registrable())
	}
	slices.Sort(operators)
	if diff := cmp.Diff([]string{"one.social", "three.social", "two.social"}, operators); diff != "" {
		t.Fatal(diff)
	}
	behind := ranking.Results(3, 1)[0]
	why, _ := table.WhyNot(behind.Host, Wish{})
	if why.Place != 4 || why.Stood == nil || why.Stood.Code != SameHands || len(why.Ahead) != 3 || !why.Ahead[0].ByLot {
		t.Errorf("why not %s: %+v", behind.Host, why)
	}
}

func TestWhyNotSaysWhatTheFirstHave(t *testing.T) {
	slow := sound("slow.social", func(c *Candidate) { c.Click.P75 = 2 * time.Second })
	full := sound("full.social", func(c *Candidate) { c.Welcome, c.Welcomed = landfall.Known(20), 20 })
	table := New([]Candidate{sound("amber.social", nil), slow, full}, moment)
	why, ok := table.WhyNot("slow.social", Wish{Matters: []Matter{Fast}})
	if !ok || why.Place != 2 || why.Ranked != 2 || len(why.Ahead) != 1 || why.Ahead[0].ByLot || len(why.Ahead[0].More) != 1 {
		t.Fatalf("%+v", why)
	}
	if gain := why.Ahead[0].More[0]; gain.Part.Key != "speed" || gain.More <= 0 || !strings.Contains(gain.Part.Why.String(), "200 ms") {
		t.Errorf("%+v", gain)
	}
	why, _ = table.WhyNot("full.social", Wish{})
	const sent = "It welcomes 20 newcomers a week, and 20 have been sent there this week."
	if len(why.Reasons) != 1 || why.Reasons[0].Code != WeekIsFull || why.Reasons[0].Text.String() != sent || why.Place != 0 || why.Score.Total == 0 {
		t.Errorf("%+v", why)
	}
}

func TestThePlaceOfAWishIsWeighedOnlyIfAsked(t *testing.T) {
	for _, asked := range []place.ID{"", "de"} {
		_, has := scoreOf(t, sound("amber.social", nil), Wish{Place: asked}).Part("place")
		if has != (asked != "") {
			t.Errorf("place %q: %v", asked, has)
		}
	}
}
