package directory

import (
	"fmt"
	"runtime"
	"strings"
	"testing"
)

func BenchmarkBuild(b *testing.B) {
	instances, measured, readings := benchNetwork(0)
	b.ReportAllocs()
	var s *Snapshot
	for b.Loop() {
		s = Build(Material{Instances: instances, Measured: measured, Readings: readings}, moment)
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
	instances, measured, readings := benchNetwork(days)
	s := Build(Material{Instances: instances, Measured: measured, Readings: readings}, moment)
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

func BenchmarkSection(b *testing.B) {
	instances, measured, readings := benchNetwork(stripDays)
	s := Build(Material{Instances: instances, Measured: measured, Readings: readings}, moment)
	c, _ := s.Section(KeySoftware, "mastodon")
	for name, do := range map[string]func(){
		"topics": func() { s.Sections(KeyTopic) }, "languages": func() { s.Sections(KeyLanguage) }, "software": func() { s.Sections(KeySoftware) },
		"one": func() { s.Section(KeySoftware, "mastodon") }, "best": func() { c.Best().Results(0, 6) }, "newest": func() { c.Newest(6) },
		"active": func() { c.Active() }, "typical": func() { c.Typical() }, "split": func() { c.Split(KeyHosted) }, "releases": func() { c.Releases() },
		"adoption": func() { c.Adoption(90) }, "coverage": func() { c.Coverage() }, "related": func() { s.relate() },
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				do()
			}
		})
	}
}

func BenchmarkFind(b *testing.B) {
	instances, measured, readings := benchNetwork(0)
	s := Build(Material{Instances: instances, Measured: measured, Readings: readings}, moment)
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
