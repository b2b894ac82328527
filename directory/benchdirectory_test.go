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
	"landfall/directory/rank"
	"landfall/directory/topic"
)

// limits of what a directory of [benchServers] servers may take, on a machine with
// nothing else to do. Where it has, processor time says more than the clock.
const (
	mostRebuild = 2 * time.Second // on two cores
	mostFacets  = 2 * time.Millisecond
	mostSearch  = 20 * time.Millisecond
	mostRanking = 20 * time.Millisecond
)

// TestBenchDirectory builds a directory of the size of the network, asks it what
// readers ask, and prints a table.
func TestBenchDirectory(t *testing.T) {
	instances, measured, readings := benchNetwork(stripDays)
	runtime.GC()
	inputs := heap()
	var s *Snapshot
	t.Logf("%-44s %10s %10s %10s %10s", "of 43,000 servers", "wall p50", "wall p99", "cpu p50", "cpu p99")
	report(t, "rebuild, on two cores", mostRebuild, timed(7, unix.CLOCK_PROCESS_CPUTIME_ID, func(int) {
		s = Build(Material{Instances: instances, Measured: measured, Readings: readings}, moment)
	}), 50)
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
	wishes, ranked := make([]rank.Wish, 500), 0
	for i := range wishes {
		wishes[i] = n.wish()
		ranked += s.Recommend(wishes[i]).Len()
	}
	if ranked /= len(wishes); ranked < benchServers/10 {
		t.Fatalf("a wish ranks %d servers, which measures nothing", ranked)
	}
	report(t, fmt.Sprintf("three of %d servers recommended for a wish", ranked), mostRanking, timed(len(wishes), unix.CLOCK_THREAD_CPUTIME_ID, func(i int) { s.Recommend(wishes[i]).Results(0, 3) }), 99)
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

// report prints a line, and fails if a percentile is over the limit by the clock and
// would be so on an idle machine: if the processor was busy for longer than the limit on
// each of the cores that the work is spread over.
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
	t.Logf("%-44s %10s %10s %10s %10s   limit %s at p%d", what, ms(of(wall, 50)), ms(of(wall, 99)), ms(of(cpu, 50)), ms(of(cpu, 99)), most, percentile)
	cores := time.Duration(1)
	if most == mostRebuild {
		cores = 2
	}
	if of(wall, percentile) > most && of(cpu, percentile) > most*cores {
		t.Errorf("%s takes %s, %s of the processor: more than %s", what, of(wall, percentile), of(cpu, percentile), most)
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

// wish answers some of the wizard's questions.
func (n *network) wish() rank.Wish {
	w := rank.Wish{AtOnce: n.IntN(3) == 0}
	for range n.IntN(3) {
		w.Topics = append(w.Topics, common(n, topic.Default().Topics).ID)
	}
	for range n.IntN(3) {
		w.Languages = append(w.Languages, common(n, commonLanguages))
	}
	if n.IntN(2) == 0 {
		w.Place = common(n, commonCountries)
	}
	if n.IntN(2) == 0 {
		w.Matters = rank.Matters()[n.IntN(2):][:1+n.IntN(2)]
	}
	return w
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
