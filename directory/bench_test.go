package directory

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"
	"time"

	"landfall"
)

// benchServers is how many servers the network was last said to have.
const benchServers = 43_000

// benchNetwork makes a network with the proportions of the real one: a few common
// kinds of software, a long tail of words, rules on half of the servers.
func benchNetwork(days int) ([]landfall.Instance, map[landfall.Host]landfall.Summary) {
	r := rand.New(rand.NewPCG(1, 2))
	zipf := rand.NewZipf(r, 1.1, 4, 60_000)
	text := func(n int) string {
		words := make([]string, n)
		for i := range words {
			words[i] = fmt.Sprintf("w%xord", zipf.Uint64())
		}
		return strings.Join(words, " ")
	}
	software := []string{"mastodon", "mastodon", "mastodon", "misskey", "pleroma", "lemmy", "peertube", "pixelfed", "gotosocial", "writefreely"}
	languages := []string{"en", "en", "de", "fr", "ja", "pt-BR", "es", "nl", "zh-TW"}
	instances := make([]landfall.Instance, 0, benchServers)
	summaries := make(map[landfall.Host]landfall.Summary, benchServers)
	for i := range benchServers {
		in := landfall.Instance{
			Host: landfall.Host(fmt.Sprintf("w%xord-%d.social", zipf.Uint64(), i)), Status: landfall.StatusAlive,
			LastSeen: moment, LastVisit: moment, Discovered: moment.Add(-time.Duration(r.IntN(1e6)) * time.Second),
			Facts: landfall.Facts{
				Name: text(3), Description: text(30),
				Software:    landfall.Software{Name: software[r.IntN(len(software))]},
				Signup:      landfall.Signup{Mode: landfall.SignupModes()[r.IntN(5)]},
				Languages:   []string{languages[r.IntN(len(languages))]},
				Users:       landfall.Known(int64(10 + r.IntN(1e5))),
				ActiveMonth: landfall.Known(int64(r.IntN(1e4))),
			},
		}
		if i%2 == 0 {
			for range 8 {
				in.Facts.Rules = append(in.Facts.Rules, landfall.Rule{Text: text(15)})
			}
		}
		instances = append(instances, in)
		s := landfall.Summary{Host: in.Host, Visits: 360, Answered: 350, Days: make([]landfall.Day, days)}
		s.Click = landfall.Percentiles{P75: time.Duration(r.IntN(3_000)) * time.Millisecond, N: 350}
		summaries[in.Host] = s
	}
	return instances, summaries
}

func BenchmarkBuild(b *testing.B) {
	instances, summaries := benchNetwork(0)
	b.ReportAllocs()
	var s *Snapshot
	for b.Loop() {
		s = Build(instances, summaries, nil, moment)
	}
	b.ReportMetric(float64(s.words.Size().Postings), "postings")
	b.ReportMetric(float64(s.words.Size().Terms), "terms")
}

// BenchmarkSnapshotMemory reports what a snapshot keeps alive, the facts themselves
// included, without and with days of measurements for each server.
func BenchmarkSnapshotMemory(b *testing.B) {
	for _, days := range []int{0, stripDays} {
		b.Run(fmt.Sprintf("days=%d", days), func(b *testing.B) {
			for b.Loop() {
				b.ReportMetric(float64(snapshotBytes(days))/(1<<20), "MiB")
			}
		})
	}
}

func snapshotBytes(days int) uint64 {
	before := heap()
	instances, summaries := benchNetwork(days)
	s := Build(instances, summaries, nil, moment)
	after := heap()
	runtime.KeepAlive(s)
	return after - min(before, after)
}

func heap() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

func BenchmarkFind(b *testing.B) {
	instances, summaries := benchNetwork(0)
	s := Build(instances, summaries, nil, moment)
	five := DefaultQuery().With(KeySoftware, "mastodon", "pixelfed").With(KeyLanguage, "en", "de").
		With(KeySize, "small", "medium").With(KeySpeed, "fast", "good")
	rare := instances[77].Facts.Name
	for _, bench := range []struct {
		name string
		q    Query
	}{
		{"default", DefaultQuery()},
		{"five facets", five},
		{"five facets, last page", func() Query { q := five; q.Page = max(1, s.Find(q).Pages); return q }()},
		{"rare words", Query{Text: rare}},
		{"common words", Query{Text: "w0ord w1ord"}},
		{"slip", Query{Text: "mastodno"}},
		{"prefix of two letters", Query{Text: "w1"}},
		{"longest text", Query{Text: strings.Repeat("w0ord w1ord wordd0 ", 20)}},
	} {
		b.Run(bench.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				s.Find(bench.q)
			}
		})
	}
}
