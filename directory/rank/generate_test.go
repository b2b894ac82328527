package rank

import (
	"fmt"
	"time"

	"pgregory.net/rapid"

	"landfall"
	"landfall/directory/kind"
	"landfall/directory/place"
	"landfall/directory/topic"
)

// moment is when the tables of these tests are as of.
var moment = time.Date(2026, 10, 7, 12, 0, 0, 0, time.UTC)

var (
	someTopics    = []topic.ID{topic.General, "music", "music.metal", "music.punk", "tech", "tech.php", "art", "art.animation"}
	somePlaces    = []place.ID{"de", "de.berlin", "de.hamburg", "fr", "jp"}
	someLanguages = []string{"en", "en-GB", "de", "pt", "pt-PT", "zh", "zh-TW", "zh-CN", "ja"}
)

func drawTri(t *rapid.T, label string) Tri {
	return rapid.SampledFrom([]Tri{Unknown, No, Yes}).Draw(t, label)
}

func drawCount(t *rapid.T, label string, values ...int64) landfall.Count {
	n := rapid.SampledFrom(append(values, -1)).Draw(t, label)
	if n < 0 {
		return landfall.Missing(landfall.WhyNotStated)
	}
	return landfall.Known(n)
}

// drawAgo returns a time some hours ago, or none.
func drawAgo(t *rapid.T, label string, most int) time.Time {
	hours := rapid.IntRange(-most/10, most).Draw(t, label)
	if hours < 0 {
		return time.Time{}
	}
	return moment.Add(-time.Duration(hours) * time.Hour)
}

func drawTopics(t *rapid.T) []Topic {
	ids := rapid.SliceOfNDistinct(rapid.SampledFrom(someTopics), 0, 3, rapid.ID).Draw(t, "topics")
	var topics []Topic
	for _, id := range ids {
		topics = append(topics, Topic{id, rapid.Float64Range(0.5, 1).Draw(t, "confidence")})
	}
	return topics
}

func drawPlaces(t *rapid.T) []Place {
	var places []Place
	for _, id := range rapid.SliceOfNDistinct(rapid.SampledFrom(somePlaces), 0, 2, rapid.ID).Draw(t, "places") {
		places = append(places, Place{id, rapid.Float64Range(0.5, 1).Draw(t, "place confidence")})
	}
	return places
}

func drawClick(t *rapid.T) Click {
	return Click{
		P75: time.Duration(rapid.IntRange(20, 5_000).Draw(t, "p75")) * time.Millisecond,
		N:   rapid.SampledFrom([]int{0, 3, 19, 20, 900}).Draw(t, "clicks"),
	}
}

// drawCandidate makes one of up to 60 hosts, of which about half pass the gate.
func drawCandidate(t *rapid.T) Candidate {
	c := Candidate{
		Host:     landfall.Host(fmt.Sprintf("%sh%02d.social", rapid.SampledFrom([]string{"", "a.", "b."}).Draw(t, "label"), rapid.IntRange(0, 20).Draw(t, "host"))),
		Operator: rapid.SampledFrom([]string{"", "", "", "ann", "bob"}).Draw(t, "operator"),
		Network:  rapid.SampledFrom([]string{"", "AS1", "AS2"}).Draw(t, "network"),
		Refused:  rapid.IntRange(0, 15).Draw(t, "refused") == 15,
		Joining: Joining{
			Signup:   landfall.Signup{Mode: landfall.SignupOpen},
			Welcome:  drawCount(t, "welcome", -1, -1, 0, 5),
			Welcomed: rapid.IntRange(0, 6).Draw(t, "welcomed"),
		},
		Standing: Standing{LastAnswered: moment.Add(-time.Hour), FirstObserved: moment.Add(-40 * day)},
		Subject: Subject{
			Read: rapid.Bool().Draw(t, "read"), Topics: drawTopics(t), Places: drawPlaces(t),
			Primary:  rapid.SampledFrom(append(someLanguages, "")).Draw(t, "primary"),
			Accepted: rapid.SliceOfN(rapid.SampledFrom(someLanguages), 0, 2).Draw(t, "accepted"),
			Kinds:    rapid.SampledFrom([][]kind.Kind{nil, {kind.ShortPosts}, {kind.ShortPosts}, {kind.Video}, {kind.ShortPosts, kind.Blog}}).Draw(t, "kinds"),
		},
		Measured: Measured{
			Samples: rapid.IntRange(200, 3_000).Draw(t, "samples"),
			Outages: drawCount(t, "outages", 0, 1, 12), Click: drawClick(t),
		},
		People: People{
			Active: drawCount(t, "active", 0, 1, 3, 10, 49, 300, 5_000, 60_000, 1_000_000),
			Rules:  Yes, Contact: drawTri(t, "contact"), Admins: drawTri(t, "admins"), Promise: drawTri(t, "promise"),
			Founded: drawAgo(t, "founded", 80_000), Forbids: drawCount(t, "forbids", 0, 2, 5), Organisation: drawTri(t, "organisation"),
		},
	}
	c.Answered = rapid.IntRange(0, c.Samples).Draw(t, "answered")
	if rapid.Bool().Draw(t, "regions") {
		c.Regions = map[Region]Click{Europe: drawClick(t)}
	}
	if rapid.Bool().Draw(t, "doubtful") {
		spoil(t, &c)
	}
	return c
}

// spoil breaks whatever it hits on, and sometimes nothing.
func spoil(t *rapid.T, c *Candidate) {
	c.Signup.Mode = rapid.SampledFrom(landfall.SignupModes()).Draw(t, "signup")
	c.Signup.NotClosed = c.Signup.Mode == landfall.SignupUnknown && rapid.Bool().Draw(t, "not closed")
	c.LastAnswered, c.FirstObserved = drawAgo(t, "answered ago", 80), drawAgo(t, "observed ago", 500)
	c.Samples = rapid.IntRange(0, 400).Draw(t, "few samples")
	c.Answered = min(c.Answered, c.Samples)
	c.Rules, c.Adult, c.SingleUser = drawTri(t, "rules"), drawTri(t, "adult"), drawTri(t, "single")
	c.Support = rapid.SampledFrom([]Support{SupportUnknown, Current, Unsupported}).Draw(t, "support")
	c.UnsupportedSince = drawAgo(t, "unsupported", 1_500)
	c.Implausible = rapid.SampledFrom([]string{"", "", "posts do not grow"}).Draw(t, "implausible")
	c.Hold = rapid.SampledFrom([]string{"", "", "spam that is not dealt with"}).Draw(t, "hold")
	if rapid.Bool().Draw(t, "closes") {
		c.Closing = &Closing{At: drawAgo(t, "closing", 100)}
	}
}

func drawCandidates(t *rapid.T) []Candidate {
	return rapid.SliceOfNDistinct(rapid.Custom(drawCandidate), 0, 30, func(c Candidate) landfall.Host { return c.Host }).Draw(t, "candidates")
}

func drawWish(t *rapid.T) Wish {
	return Wish{
		Topics:    rapid.SliceOfNDistinct(rapid.SampledFrom(someTopics), 0, 3, rapid.ID).Draw(t, "wanted topics"),
		Languages: rapid.SliceOfNDistinct(rapid.SampledFrom(someLanguages), 0, 3, rapid.ID).Draw(t, "read languages"),
		Kind:      rapid.SampledFrom([]kind.Kind{"", "", kind.ShortPosts, kind.Video}).Draw(t, "kind"),
		Place:     rapid.SampledFrom(append(somePlaces, "", "")).Draw(t, "place"),
		Matters:   rapid.SliceOfNDistinct(rapid.SampledFrom(Matters()), 0, 3, rapid.ID).Draw(t, "matters"),
		AtOnce:    rapid.IntRange(0, 3).Draw(t, "at once") == 0,
		Adult:     rapid.Bool().Draw(t, "adult"),
		Region:    rapid.SampledFrom(append(Regions(), "")).Draw(t, "region"),
	}
}
