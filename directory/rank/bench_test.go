package rank

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"landfall"
	"landfall/directory/kind"
	"landfall/directory/place"
	"landfall/directory/topic"
)

// network makes as many candidates as the fediverse has servers: long tails of size and
// speed, every topic there is, and one in three fit to be recommended.
func network(n int) []Candidate {
	r := rand.New(rand.NewPCG(1, 2))
	all := topic.Default().Topics
	countries := []place.ID{"de", "fr", "jp", "us", "br", "es", "it", "nl"}
	languages := []string{"en", "de", "fr", "ja", "pt-BR", "es", "it", "nl"}
	candidates := make([]Candidate, n)
	for i := range candidates {
		home := r.IntN(len(countries))
		sub := all[r.IntN(len(all))].ID
		samples := 200 + r.IntN(2_000)
		candidates[i] = Candidate{
			Host:    landfall.Host(fmt.Sprintf("h%d.d%d.social", i, r.IntN(n))),
			Network: fmt.Sprintf("AS%d", int(math.Exp(8*r.Float64()))),
			Joining: Joining{Signup: landfall.Signup{Mode: landfall.SignupModes()[r.IntN(3)]}},
			Standing: Standing{
				LastAnswered: moment.Add(-time.Duration(r.IntN(60)) * time.Hour), FirstObserved: moment.Add(-time.Duration(r.IntN(600)) * day),
			},
			Subject: Subject{
				Read:    true,
				Topics:  []Topic{{sub.Parent(), 0.5 + r.Float64()/2}, {sub, 0.5 + r.Float64()/2}},
				Primary: languages[home], Accepted: languages[:r.IntN(3)],
				Places: []Place{{countries[home], 0.8}, {countries[home] + place.ID(fmt.Sprintf(".town-%d", r.IntN(300))), 0.7}},
				Kinds:  []kind.Kind{kind.All[min(r.IntN(12)/8*r.IntN(len(kind.All)), len(kind.All)-1)]},
			},
			Measured: Measured{
				Samples: samples, Answered: samples - r.IntN(40), Outages: landfall.Known(int64(r.IntN(3))),
				Click: Click{time.Duration(50*math.Exp(5*r.Float64())) * time.Millisecond, samples},
			},
			People: People{Active: landfall.Known(int64(math.Exp(9 * r.Float64()))), Rules: Tri(1 + r.IntN(2)), Contact: Yes},
		}
		if i%3 == 0 {
			candidates[i].Regions = map[Region]Click{Europe: candidates[i].Click, Asia: {300 * time.Millisecond, 50}}
		}
	}
	return candidates
}

// wishes are as people have them, from none to all questions answered.
var wishes = []struct {
	name string
	wish Wish
}{
	{"nothing", Wish{}},
	{"pick for me", Wish{Kind: kind.ShortPosts, Languages: []string{"de-AT", "en"}, Region: Europe}},
	{"topics", Wish{Topics: []topic.ID{"music", "music.metal", "tech.php"}, Languages: []string{"en"}}},
	{"everything", Wish{
		Topics: []topic.ID{"music.metal", "art", "games", "sport"}, Languages: []string{"en", "de", "fr"}, Kind: kind.ShortPosts,
		Place: "de.town-7", Matters: []Matter{Fast, Small, Strict}, AtOnce: true, Region: Europe,
	}},
}

// BenchmarkRank ranks the whole network and explains the first eight, and reports the
// median and the slowest in a hundred.
func BenchmarkRank(b *testing.B) {
	table := New(network(43_000), moment)
	for _, bench := range wishes {
		b.Run(bench.name, func(b *testing.B) {
			b.ReportAllocs()
			var took []time.Duration
			ranked := 0
			for b.Loop() {
				start := time.Now()
				ranking := table.Rank(bench.wish)
				ranking.Results(0, 8)
				took, ranked = append(took, time.Since(start)), ranking.Len()
			}
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)/2].Microseconds()), "p50-µs")
			b.ReportMetric(float64(took[len(took)*99/100].Microseconds()), "p99-µs")
			b.ReportMetric(float64(ranked), "ranked")
		})
	}
}

func BenchmarkWhyNot(b *testing.B) {
	candidates := network(43_000)
	table := New(candidates, moment)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		table.WhyNot(candidates[i%len(candidates)].Host, wishes[3].wish)
	}
}

func BenchmarkNew(b *testing.B) {
	candidates := network(43_000)
	b.ReportAllocs()
	for b.Loop() {
		New(candidates, moment)
	}
}
