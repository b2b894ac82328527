package topic

import (
	"fmt"
	"testing"
	"time"

	"landfall"
)

func TestATrendWeighsWhatItsRarityIsWorth(t *testing.T) {
	for _, tt := range []struct {
		name     string
		trend    Trend
		min, max float64
	}{
		{"theirs alone", Trend{Days: 3, Servers: 1, Of: 1000}, maxTrend, maxTrend},
		{"one in twenty", Trend{Days: 9, Servers: 50, Of: 1000}, minTrend + 0.01, 0.3},
		{"of more than one in twenty", Trend{Days: 9, Servers: 51, Of: 1000}, 0, 0},
		{"two days", Trend{Days: 2, Servers: 1, Of: 1000}, 0, 0},
		{"a network too small to tell", Trend{Days: 3, Servers: 1, Of: 19}, 0, 0},
	} {
		if got := tt.trend.Weight(); got < tt.min || got > tt.max {
			t.Errorf("%s: %v, want %v to %v", tt.name, got, tt.min, tt.max)
		}
	}
}

// network is a simulated week of 240 instances, each looked at every day or every
// second day, whose hashtags come from a pool of words that name no topic.
type network struct {
	days   int
	shown  func(instance, day int) []string // beside the usual ones
	visits func(instance, day int) bool
}

const instances = 240

var today = time.Date(2026, 11, 20, 15, 0, 0, 0, time.UTC)

func hostNumber(i int) landfall.Host { return landfall.Host(fmt.Sprintf("i%03d.example", i)) }

func (n network) tags() map[landfall.Host][]Tag {
	trends := NewTrends(today)
	for i := range instances {
		for day := range n.days {
			if n.visits != nil && !n.visits(i, day) {
				continue
			}
			at := today.AddDate(0, 0, day+1-n.days)
			trends.Add(hostNumber(i), fmt.Sprintf("today%d", (7*i+13*day)%90), at)
			trends.Add(hostNumber(i), "caturday", at)
			for _, tag := range n.shown(i, day) {
				trends.Add(hostNumber(i), tag, at)
			}
		}
	}
	return trends.Tags()
}

// topicsOf returns which instances have a topic by their hashtags, with what little
// their descriptions say.
func topicsOf(tags map[landfall.Host][]Tag, description string) map[landfall.Host]Result {
	results := map[landfall.Host]Result{}
	for i := range instances {
		host := hostNumber(i)
		in := Input{Host: host, Tags: tags[host], Texts: []Text{{Source: SourceDescription, Text: description}}}
		if r := classifier().Classify(in); len(r.Topics)+len(r.Suggested) > 0 {
			results[host] = r
		}
	}
	return results
}

func TestAGlobalTrendGivesNobodyATopic(t *testing.T) {
	everywhere := func(int, int) []string { return []string{"football", "chess"} }
	for name, n := range map[string]network{
		"all the week":               {days: 7, shown: everywhere},
		"looked at every second day": {days: 7, shown: everywhere, visits: func(i, day int) bool { return (i+day)%2 == 0 }},
		"over for days": {days: 14, shown: func(_, day int) []string {
			if day < 5 {
				return []string{"football"}
			}
			return nil
		}},
		// It is over, but three instances lag behind.
		"over but for a few": {days: 10, shown: func(i, day int) []string {
			if day < 4 || i < 3 {
				return []string{"football"}
			}
			return nil
		}},
		"in every tenth instance": {days: 7, shown: func(i, _ int) []string {
			if i%10 == 0 {
				return []string{"football"}
			}
			return nil
		}},
	} {
		tags := n.tags()
		if len(tags) != 0 {
			t.Errorf("%s: hashtags %v", name, tags)
		}
		if got := topicsOf(tags, "A place."); len(got) != 0 {
			t.Errorf("%s: topics %v", name, got)
		}
	}
}

func TestALocalTrendIsEvidence(t *testing.T) {
	local := network{days: 7, shown: func(i, day int) []string {
		switch {
		case i < 3 && day >= 3: // four days
			return []string{"#Metal", "DeathMetal"}
		case i < 6 && day >= 5: // two
			return []string{"metal", "deathmetal"}
		}
		return nil
	}}
	tags := local.tags()
	if len(tags) != 3 {
		t.Fatalf("hashtags of %d instances, want 3: %v", len(tags), tags)
	}
	for host, own := range tags {
		if len(own) != 2 || own[0].Name != "deathmetal" || own[1].Name != "metal" {
			t.Fatalf("%s: %v", host, own)
		}
		for _, tag := range own {
			if tag.Weight < minTrend || tag.Weight >= maxTrend || !tag.LastSeen.Equal(dayOf(today)) || tag.LastSeen.Sub(tag.FirstSeen) != 3*24*time.Hour {
				t.Errorf("%s: %+v", host, tag)
			}
		}
	}
	got := topicsOf(tags, "We love music.")
	alone := topicsOf(nil, "We love music.")
	for i := range 6 {
		host := hostNumber(i)
		if has := got[host].Has("music.metal"); has != (i < 3) || alone[host].Has("music.metal") {
			t.Errorf("%s is about metal: %v, want %v, and never by the description alone", host, has, i < 3)
		}
	}
}

func TestSpellingsOfAHashtagAreOne(t *testing.T) {
	n := network{days: 7, shown: func(i, day int) []string {
		return []string{[]string{"Football", "#football", "FOOTBALL"}[(i+day)%3]}
	}}
	if tags := n.tags(); len(tags) != 0 {
		t.Errorf("%v", tags)
	}
}

func TestTrendsPassOverOtherDays(t *testing.T) {
	n := network{days: 7, shown: func(i, day int) []string { return nil }}
	with := NewTrends(today)
	for i := range 40 {
		for day := range 5 {
			with.Add(hostNumber(i), fmt.Sprintf("own%d", i), today.AddDate(0, 0, day-landfall.TrendingDays-4))
			with.Add(hostNumber(i), fmt.Sprintf("own%d", i), today.AddDate(0, 0, day+1))
		}
	}
	if got := with.Tags(); len(got) != 0 || len(n.tags()) != 0 {
		t.Errorf("%v", got)
	}
}
