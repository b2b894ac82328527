//go:build bench && linux

package directory

import (
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"landfall"
)

// limits of what a directory of [benchServers] servers may take. The machine may be
// busy with something else, so the lesser of the time on the clock and that of the
// processor counts, and the best of several rebuilds.
const (
	mostRebuild = 2 * time.Second
	mostFacets  = 2 * time.Millisecond
	mostSearch  = 20 * time.Millisecond
)

// TestBenchDirectory builds a directory of the size of the network, asks it what
// readers ask, and prints a table.
func TestBenchDirectory(t *testing.T) {
	instances, summaries, readings := benchNetwork(stripDays)
	runtime.GC()
	inputs := heap()
	var s *Snapshot
	t.Logf("%-44s %9s %9s %9s %9s", "of 43,000 servers", "wall p50", "wall p99", "cpu p50", "cpu p99")
	report(t, "rebuild, on all cores", mostRebuild, timed(5, unix.CLOCK_PROCESS_CPUTIME_ID, func(int) { s = Build(instances, summaries, readings, moment) }), 0)
	snapshot := heap() - inputs

	n := newNetwork()
	queries := make([]Query, 500)
	for i := range queries {
		queries[i] = n.query()
	}
	ask := func(find func(Query)) []cost {
		return timed(len(queries), unix.CLOCK_THREAD_CPUTIME_ID, func(i int) { find(queries[i]) })
	}
	report(t, "all facets with counts, nothing chosen", mostFacets, timed(500, unix.CLOCK_THREAD_CPUTIME_ID, func(int) { s.Facets(DefaultQuery()) }), 99)
	report(t, "all facets with counts, 1 to 5 facets chosen", mostFacets, ask(func(q Query) { s.Facets(q) }), 99)
	report(t, "a page with facets, 1 to 5 facets chosen", mostSearch, ask(func(q Query) { s.Find(q) }), 99)
	for i := range queries {
		queries[i].Text = n.typed(instances)
	}
	report(t, "a page of a text search with facets", mostSearch, ask(func(q Query) { s.Find(q) }), 99)
	for i := range queries {
		queries[i] = Query{Text: queries[i].Text, Sort: SortMatch}
	}
	report(t, "a page of a text search in all servers", mostSearch, ask(func(q Query) { s.Find(q) }), 99)
	nothing := DefaultQuery().With(KeySoftware, "nobody-runs-this").With(KeyTopic, "music.metal").With(KeyPlace, "de").With(KeySize, "huge")
	report(t, "a result of nothing, with ways out", mostSearch, timed(200, unix.CLOCK_THREAD_CPUTIME_ID, func(int) { s.Find(nothing) }), 99)

	t.Logf("snapshot: %d MiB beside %d MiB of facts, measurements and readings; %d words in %d postings", snapshot>>20, inputs>>20, s.words.Size().Terms, s.words.Size().Postings)
	debug.FreeOSMemory()
	t.Logf("resident: %.0f MiB, at most %.0f MiB", resident("VmRSS"), resident("VmHWM"))
	runtime.KeepAlive(instances)
}

// cost is what doing something once took.
type cost struct{ wall, cpu time.Duration }

// timed does something several times and returns what each took. clock says whose
// processor time counts: of the process, or of this thread alone.
func timed(times int, clock int32, do func(i int)) []cost {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	do(0) // warm
	runtime.GC()
	costs := make([]cost, times)
	for i := range costs {
		began, used := time.Now(), processor(clock)
		do(i)
		costs[i] = cost{time.Since(began), processor(clock) - used}
	}
	return costs
}

func processor(clock int32) time.Duration {
	var at unix.Timespec
	if err := unix.ClockGettime(clock, &at); err != nil {
		panic(err) // it has no way to fail but a wrong argument
	}
	return time.Duration(at.Nano())
}

// report prints a line, and fails if a percentile is over the limit by both clocks.
func report(t *testing.T, what string, most time.Duration, costs []cost, percentile int) {
	t.Helper()
	of := func(by func(cost) time.Duration, percent int) time.Duration {
		var all []time.Duration
		for _, c := range costs {
			all = append(all, by(c))
		}
		slices.Sort(all)
		return all[(len(all)-1)*percent/100]
	}
	wall, cpu := func(c cost) time.Duration { return c.wall }, func(c cost) time.Duration { return c.cpu }
	t.Logf("%-44s %9s %9s %9s %9s   limit %s at p%d", what, ms(of(wall, 50)), ms(of(wall, 99)), ms(of(cpu, 50)), ms(of(cpu, 99)), most, percentile)
	if got := min(of(cpu, percentile), of(wall, percentile)); got > most {
		t.Errorf("%s takes %s, more than %s", what, got, most)
	}
}

func ms(d time.Duration) string { return fmt.Sprintf("%.2f ms", d.Seconds()*1000) }

// resident returns a line of /proc/self/status in MiB.
func resident(name string) float64 {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(status)) {
		var kib float64
		if n, _ := fmt.Sscanf(line, name+": %f kB", &kib); n == 1 {
			return kib / 1024
		}
	}
	return 0
}

// query chooses values of one to five facets.
func (n *network) query() Query {
	q := DefaultQuery()
	for range 1 + n.IntN(5) {
		f := &facets[n.IntN(len(facets))]
		values := valuesOf(f)
		q = q.With(f.key, values[n.IntN(len(values))], values[n.IntN(len(values))])
	}
	return q
}

// typed is what a reader may type: words, one of them often unfinished or misspelt, a
// topic's label or a name.
func (n *network) typed(instances []landfall.Instance) string {
	in := &instances[n.IntN(len(instances))]
	words := strings.Fields(in.Facts.Description)
	word := words[n.IntN(len(words))]
	return [...]func() string{
		func() string { return word },
		func() string { return word + " " + words[n.IntN(len(words))] },
		func() string { return word[:2] },
		func() string { return word[:len(word)-1] },
		func() string { return word[1:2] + word[:1] + word[2:] },
		func() string { return in.Facts.Name },
		func() string { return string(in.Host) },
		func() string { return TopicLabel(common(n, openValues[KeyTopic])) },
		func() string { return "open " + common(n, commonSoftware) },
		func() string { return "w0ord w1ord" },
	}[n.IntN(10)]()
}
