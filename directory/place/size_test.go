package place

import (
	"runtime"
	"strings"
	"testing"

	"landfall/directory/lexicon"
	"landfall/directory/place/towns"
)

// TestAFinderIsSmall holds the finder to what a small machine has to spare.
func TestAFinderIsSmall(t *testing.T) {
	needTowns(t)
	before := heap()
	f := newFinder(mustRead(), towns.Load())
	const limit = 40 << 20
	if held := heap() - before; held > limit {
		t.Errorf("%d MiB are held, want %d at most", held>>20, limit>>20)
	}
	runtime.KeepAlive(f)
}

func heap() uint64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		newFinder(mustRead(), towns.Load())
	}
}

func BenchmarkFind(b *testing.B) {
	f := Default()
	text := strings.Repeat("A server for people in Hamburg and around it, run by volunteers. Everyone who likes Music is welcome. ", 4)
	in := Input{Host: "quiet.example", Texts: []lexicon.Text{{Source: lexicon.Description, Text: text}}}
	for b.Loop() {
		f.Find(in)
	}
}
