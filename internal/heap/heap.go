// Package heap decides how large Go's heap may grow before the collector runs.
package heap

import (
	"math"
	"os"
	"runtime/debug"
	"runtime/metrics"
	"time"
)

// A visit leaves a quarter of a megabyte of garbage behind and little in use. So the
// heap may grow to three times what is in use before the collector runs, which saves
// a tenth of the processor, as long as Go's memory stays below small. What is in use
// may need more than that, where a thousand visits wait for slow hosts, or a directory
// of the whole network is kept; it is then given a slack of two fifths. Twice as much,
// as by Go's default, would keep 90 MiB more in a sweep of 12,000 hosts.
//
// Where pages are asked for faster than they can be kept, garbage comes so fast that
// so little slack has the collector take a quarter of the processors. While it takes
// much (busy: a sweep is below that but for moments), the slack widens step by step.
const (
	percent  = 200
	small    = 104 << 20
	narrow   = 140 // percent of what is in use
	wide     = 250
	widening = 20
	busy     = 0.15
	idle     = 0.05
	every    = time.Second
)

// Tune keeps the collector's settings fitting, unless the environment says what
// they are (GOGC, GOMEMLIMIT). It never returns.
func Tune() {
	if os.Getenv("GOGC") != "" || os.Getenv("GOMEMLIMIT") != "" {
		return
	}
	debug.SetGCPercent(percent)
	limit, slack, before := int64(math.MaxInt64), int64(narrow), read()
	for ; ; time.Sleep(every) {
		now := read()
		if share, ok := now.share(before); ok {
			slack, before = nextSlack(slack, share), now
		}
		if fits := memoryLimit(now.inUse, slack); fits != limit {
			limit = fits
			debug.SetMemoryLimit(limit)
		}
	}
}

// nextSlack is the slack after a time in which the collector took a share of the
// processors.
func nextSlack(slack int64, share float64) int64 {
	switch {
	case share > busy:
		return min(slack+widening, wide)
	case share < idle:
		return max(slack-widening, narrow)
	}
	return slack
}

// memoryLimit is what Go may take for what is in use, in steps, because a change
// stops the world for a moment.
func memoryLimit(inUse, slack int64) int64 {
	const step = 8 << 20
	return max(small, (inUse*slack/100+step-1)/step*step)
}

// state is what the collector left.
type state struct {
	inUse           int64   // bytes, with the stacks
	collecting, all float64 // seconds of processors since the start: that the collector took from others, of all there are
}

// share is the collector's part of the processors since an earlier state. It is not known
// while no collection has ended since, for its times are counted then; Go has one every two
// minutes at least.
func (s state) share(before state) (share float64, ok bool) {
	if s.all <= before.all {
		return 0, false
	}
	return (s.collecting - before.collecting) / (s.all - before.all), true
}

func read() state {
	samples := []metrics.Sample{
		{Name: "/gc/heap/live:bytes"}, {Name: "/memory/classes/heap/stacks:bytes"},
		{Name: "/cpu/classes/gc/total:cpu-seconds"}, {Name: "/cpu/classes/total:cpu-seconds"}, {Name: "/cpu/classes/gc/mark/idle:cpu-seconds"},
	}
	metrics.Read(samples)
	var s state
	for _, sample := range samples[:2] {
		if sample.Value.Kind() == metrics.KindUint64 {
			s.inUse += int64(sample.Value.Uint64())
		}
	}
	var idle float64 // on processors that had nothing else to do
	for i, at := range []*float64{&s.collecting, &s.all, &idle} {
		if sample := samples[2+i]; sample.Value.Kind() == metrics.KindFloat64 {
			*at = sample.Value.Float64()
		}
	}
	s.collecting -= idle
	return s
}
