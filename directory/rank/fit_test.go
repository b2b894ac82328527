package rank

import (
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"landfall"
	"landfall/directory/topic"
)

// fitCase is one application of a part's rule to a candidate that is sound otherwise.
type fitCase struct {
	name   string
	key    string
	change func(*Candidate)
	wish   Wish
	want   float64
	known  bool
	why    string // what the sentence has
}

// TestFits goes through each part's rule, at its ends and within.
func TestFits(t *testing.T) {
	for _, tt := range slices.Concat(topicCases, languageCases, speedCases, reliabilityCases, sizeCases, careCases, placeCases) {
		t.Run(tt.name, func(t *testing.T) {
			p, ok := scoreOf(t, sound("amber.social", tt.change), tt.wish).Part(tt.key)
			if !ok || math.Abs(p.Value-tt.want) > 0.006 || p.Known != tt.known || !strings.Contains(p.Why.String(), tt.why) {
				t.Errorf("%s is %.3f (known %v): %s", tt.key, p.Value, p.Known, p.Why)
			}
		})
	}
}

var metal = Wish{Topics: []topic.ID{"music.metal"}}

func in(tags ...string) Wish { return Wish{Languages: tags} }

func matter(m ...Matter) Wish { return Wish{Matters: m} }

func clicks(ms int) func(*Candidate) {
	return func(c *Candidate) { c.Click.P75 = time.Duration(ms) * time.Millisecond }
}

func aboutTopics(topics ...Topic) func(*Candidate) { return func(c *Candidate) { c.Topics = topics } }
func active(n int64) func(*Candidate)              { return func(c *Candidate) { c.Active = landfall.Known(n) } }

func speaks(first string, others ...string) func(*Candidate) {
	return func(c *Candidate) { c.Primary, c.Accepted = first, others }
}

func answers(n, of int) func(*Candidate) { return func(c *Candidate) { c.Answered, c.Samples = n, of } }

var topicCases = []fitCase{
	{"the sub-topic", "topic", aboutTopics(Topic{"music", 0.9}, Topic{"music.metal", 0.8}), metal, 0.8, true, "about Metal (80 % sure)"},
	{"its topic", "topic", aboutTopics(Topic{"music", 0.9}), metal, 0.54, true, "about Music (90 % sure), of which what you chose is a part"},
	{"general", "topic", aboutTopics(Topic{topic.General, 0.8}), metal, 0.28, true, "a general place (80 % sure), not one about Metal"},
	{"another topic", "topic", aboutTopics(Topic{"art", 1}), metal, 0, true, "Nothing it says is about Metal"},
	{"a sub-topic of the topic", "topic", aboutTopics(Topic{"music.metal", 0.7}), Wish{Topics: []topic.ID{"music"}}, 0.7, true, "about Metal"},
	{"general is asked for", "topic", aboutTopics(Topic{topic.General, 0.5}), Wish{Topics: []topic.ID{topic.General}}, 0.5, true, "general place"},
	{"the best of several", "topic", aboutTopics(Topic{"art", 0.6}), Wish{Topics: []topic.ID{"music", "art"}}, 0.6, true, "about Art"},
	{"words without a topic", "topic", aboutTopics(), metal, 0, true, "Nothing it says"},
	{"no words", "topic", func(c *Candidate) { c.Topics, c.Read = nil, false }, metal, 0.4, false, "not known"},
}

var languageCases = []fitCase{
	{"first language", "language", speaks("de-CH", "en"), in("de"), 1, true, "first language is Swiss High German"},
	{"another language", "language", speaks("fr", "de"), in("de"), 0.7, true, "German is one of its languages; its first is French"},
	{"no language", "language", speaks("fr"), in("de", "en"), 0, true, "none of them among its own: French"},
	{"unknown language", "language", speaks(""), in("de"), 0.4, false, "not known"},
	{"another script", "language", speaks("zh-TW"), in("zh-CN"), 0, true, "none of them"},
	{"a script that is not told", "language", speaks("zh"), in("zh-TW"), 1, true, "Chinese"},
}

var speedCases = []fitCase{
	{"as fast as can be told", "speed", clicks(250), Wish{}, 1, true, "250 ms"},
	{"halfway", "speed", clicks(866), Wish{}, 0.5, true, "866 ms"},
	{"3 s", "speed", clicks(3_000), Wish{}, 0, true, "3,000 ms"},
	{"few samples", "speed", func(c *Candidate) { c.Click.N = 19 }, Wish{}, 0.4, false, "19 of 20 samples"},
	{"from a region", "speed", func(c *Candidate) { c.Regions = map[Region]Click{Asia: {866 * time.Millisecond, 30}} },
		Wish{Region: Asia}, 0.5, true, "30 times from Asia"},
	{"from a region that is not measured", "speed", nil, Wish{Region: Asia}, 1, true, "from all places"},
}

var reliabilityCases = []fitCase{
	{"all answered, seldom asked", "reliability", answers(200, 200), Wish{}, 0.38, true, "each of 200 visits in 90 days. That is proof of 98.11 %;"},
	{"99 %", "reliability", answers(99_000, 100_000), Wish{}, 0.67, true, "99 %"},
	{"96 %", "reliability", answers(960, 1_000), Wish{}, 0, true, "96 %"},
	{"outages", "reliability", func(c *Candidate) { c.Outages = landfall.Known(3) }, Wish{}, 0.7, true, "3 outages"},
	{"not measured", "reliability", answers(57, 57), Wish{}, 0.4, false, "not measured yet: 57 of 200 samples"},
}

var sizeCases = []fitCase{
	{"too quiet to say", "size", active(3), Wish{}, 0.28, true, "Fewer than 10"},
	{"plateau", "size", active(50), Wish{}, 1, true, "50 people"},
	{"plateau's end", "size", active(5_000), Wish{}, 1, true, "5,000"},
	{"large", "size", active(10_000), Wish{}, 0.5, true, "10,000"},
	{"too large", "size", active(21_000), Wish{}, 0, true, "2.05 % of everybody"},
	{"large for who wants small", "size", active(5_000), matter(Small), 0, true, "5,000"},
	{"small for who wants lively", "size", active(20), matter(Lively), 0, true, "20 people"},
	{"doubted", "size", func(c *Candidate) { c.Active = landfall.Count{N: 9_999, Known: true, Reason: landfall.WhyJumped} }, Wish{}, 0.4, false, "doubted"},
}

var careCases = []fitCase{
	{"all care", "stewardship", nil, Wish{}, 1, true, "5 of 5"},
	{"some care", "stewardship", func(c *Candidate) { c.Admins, c.Promise = No, Unknown }, Wish{}, 0.68, true,
		"Missing: two admins or more. Not known: a promise"},
	{"strict", "stewardship", func(c *Candidate) { c.Forbids = landfall.Known(2) }, matter(Strict), 0.6, true, "forbid 2 of 5 harms"},
	{"run by one", "stewardship", func(c *Candidate) { c.Organisation = No }, matter(Organisation), 1. / 3, true, "One person runs it."},
	{"three years", "stewardship", func(c *Candidate) { c.Founded = moment.Add(-3 * year) }, matter(LongRunning), 2. / 3, true, "running for 3 years"},
}

var placeCases = []fitCase{
	{"the city", "place", nil, Wish{Place: "de.berlin"}, 1, true, "Berlin, Germany"},
	{"its country", "place", nil, Wish{Place: "de.hamburg"}, 0.6, true, "in Germany (100 % sure), in which Hamburg, Germany is"},
	{"elsewhere", "place", nil, Wish{Place: "fr"}, 0, true, "not in France"},
	{"anywhere", "place", func(c *Candidate) { c.Places = nil }, Wish{Place: "fr"}, 0, true, "Nothing it says is about people in France"},
	{"no words on a place", "place", func(c *Candidate) { c.Places, c.Read = nil, false }, Wish{Place: "fr"}, 0.4, false, "not known"},
}
