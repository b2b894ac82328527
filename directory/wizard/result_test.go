package wizard

import (
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"landfall"
	"landfall/directory/kind"
	"landfall/directory/rank"
	"landfall/directory/topic"
)

var moment = time.Date(2026, 10, 7, 12, 0, 0, 0, time.UTC)

// server returns a candidate that may be recommended.
func server(i int, change func(*rank.Candidate)) rank.Candidate {
	c := rank.Candidate{
		Host:     landfall.Host(fmt.Sprintf("h%02d.social", i)),
		Joining:  rank.Joining{Signup: landfall.Signup{Mode: landfall.SignupApproval}},
		Standing: rank.Standing{LastAnswered: moment.Add(-time.Hour), FirstObserved: moment.AddDate(-2, 0, 0)},
		Subject: rank.Subject{
			Read: true, Topics: []rank.Topic{{ID: topic.General, Confidence: 0.5}}, Primary: "en", Kinds: []kind.Kind{kind.ShortPosts},
		},
		Measured: rank.Measured{Samples: 2_000, Answered: 1_998, Click: rank.Click{P75: 300 * time.Millisecond, N: 1_998}},
		People:   rank.People{Active: landfall.Known(200), Rules: rank.Yes, Contact: rank.Yes},
	}
	if change != nil {
		change(&c)
	}
	return c
}

func servers(n int) []rank.Candidate {
	var all []rank.Candidate
	for i := range n {
		all = append(all, server(i, nil))
	}
	return all
}

func TestThreeServersFiveMoreAndLinks(t *testing.T) {
	table := rank.New(servers(12), moment)
	a := Answers{Languages: []string{"en"}}
	r := Find(table, a)
	if len(r.Cards) != 3 || len(r.Others) != 0 || r.Found != 12 || r.Permalink != "lang=en&rv=v1" || r.More != "lang=en&more=5&rv=v1" {
		t.Errorf("%+v", r)
	}
	compared, err := url.ParseQuery(r.Compare)
	if err != nil || len(strings.Split(compared.Get("d"), ",")) != 3 {
		t.Errorf("compare %q, %v", r.Compare, err)
	}
	a, _ = parse(t, r.More)
	if more := Find(table, a); len(more.Others) != 5 || more.Others[0].Place != 4 || more.Compare != r.Compare {
		t.Errorf("%+v", more)
	}
	a.More = 10
	if all := Find(table, a); len(all.Others) != 9 || all.More != "" {
		t.Errorf("%d more, then %q", len(all.Others), all.More)
	}
}

func TestTheDrawbackIsTheWeakestPart(t *testing.T) {
	for _, tt := range []struct {
		name   string
		change func(*rank.Candidate)
		want   string
	}{
		{"slow", func(c *rank.Candidate) { c.Click.P75 = 2 * time.Second }, "Three of four clicks are answered within 2,000 ms"},
		{"another first language", func(c *rank.Candidate) {
			c.Primary, c.Accepted, c.Admins, c.Promise = "de", []string{"en"}, rank.Yes, rank.Yes
			c.Samples, c.Answered, c.Click.P75 = 90_000, 90_000, 100*time.Millisecond
		}, "English is one of its languages; its first is German."},
		{"not measured", func(c *rank.Candidate) { c.Click = rank.Click{N: 3} }, "not measured yet: 3 of 20 samples"},
		{"none", func(c *rank.Candidate) {
			c.Admins, c.Promise, c.Samples, c.Answered, c.Click.P75 = rank.Yes, rank.Yes, 90_000, 90_000, 100*time.Millisecond
		}, "Nothing measured speaks against it (100 of 100 points)"},
	} {
		r := Find(rank.New([]rank.Candidate{server(1, tt.change)}, moment), Answers{Languages: []string{"en"}})
		if len(r.Cards) != 1 || !strings.Contains(r.Cards[0].Drawback.String(), tt.want) {
			t.Errorf("%s: %+v", tt.name, r.Cards)
		}
	}
}

func TestEveryCardHasReasonsAndOneDrawback(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := servers(rapid.IntRange(1, 8).Draw(t, "servers"))
		for i := range all {
			all[i].Click.P75 = time.Duration(rapid.IntRange(50, 4_000).Draw(t, "click")) * time.Millisecond
			all[i].Answered -= rapid.IntRange(0, 100).Draw(t, "failed")
			all[i].Active = landfall.Known(rapid.Int64Range(0, 90_000).Draw(t, "active"))
			all[i].Admins = rapid.SampledFrom([]rank.Tri{rank.Unknown, rank.No, rank.Yes}).Draw(t, "admins")
		}
		a := drawAnswers(t)
		a.Kind = ""
		r := Find(rank.New(all, moment), a)
		for _, c := range append(r.Cards, r.Others...) {
			worst := weakest(c.Score)
			if c.Drawback.String() == "" || len(c.Reasons) > maxReasons {
				t.Errorf("%+v", c)
			}
			for _, p := range c.Score.Parts {
				if p.Value < worst.Value {
					t.Errorf("%s is worse than %s", p.Key, worst.Key)
				}
			}
			for _, p := range c.Reasons {
				if p.Key == worst.Key || p.Why.String() == c.Drawback.String() || !p.Known {
					t.Errorf("%s is a reason for it and against it", p.Key)
				}
			}
		}
	})
}

func TestNothingFoundNamesTheAnswerToDrop(t *testing.T) {
	all := append(servers(3), server(9, func(c *rank.Candidate) { c.Kinds = []kind.Kind{kind.Photos} }))
	table := rank.New(all, moment)
	for _, tt := range []struct {
		a    Answers
		want string
	}{
		{Answers{Kind: kind.Photos, Now: true}, "Without “let me in now”: 1, kind=photos&rv=v1"},
		{Answers{Kind: kind.Video}, "Without “video”: 3, rv=v1"},
		{Answers{Kind: kind.Video, Now: true}, "Without “video” and “let me in now”: 3, rv=v1"},
	} {
		r := Find(table, tt.a)
		if r.Found != 0 || len(r.Ways) != 1 {
			t.Errorf("%+v: %+v", tt.a, r)
			continue
		}
		if got := fmt.Sprintf("%s: %d, %s", r.Ways[0].Label, r.Ways[0].Found, r.Ways[0].Query); got != tt.want {
			t.Errorf("%s, want %s", got, tt.want)
		}
	}
}

func TestWhatNoneOfThemHasIsSaid(t *testing.T) {
	table := rank.New(append(servers(4), server(7, func(c *rank.Candidate) { c.Primary = "cy" })), moment)
	for lang, want := range map[string]int{"en": 0, "cy": 0, "ja": 1} {
		if r := Find(table, Answers{Languages: []string{lang}}); len(r.Unmet) != want {
			t.Errorf("%s: %q", lang, r.Unmet)
		}
	}
	if r := Find(table, Answers{Place: "de"}); len(r.Unmet) != 1 {
		t.Errorf("%q", r.Unmet)
	}
}

func TestNewServersAreApart(t *testing.T) {
	young := server(8, func(c *rank.Candidate) { c.FirstObserved = moment.AddDate(0, 0, -3) })
	r := Find(rank.New(append(servers(1), young), moment), Answers{})
	if r.Found != 1 || len(r.Newcomers) != 1 || r.Newcomers[0].Host != "h08.social" {
		t.Errorf("%+v", r)
	}
}
