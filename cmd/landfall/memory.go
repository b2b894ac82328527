package main

import (
	"math"
	"os"
	"runtime/debug"
	"runtime/metrics"
	"time"
)

// A visit leaves a quarter of a megabyte of garbage behind and little in use. So the
// heap may grow to three times what is in use before the collector runs, which saves
// a tenth of the processor, as long as Go's memory stays below goMemory. What is in
// use may need more than that, where a thousand visits wait for slow hosts; it is then
// given a slack of two fifths. Twice as much, as by Go's default, would keep 90 MiB more
// in a sweep of 12,000 hosts; a limit closer to what is in use costs more processor than
// the crawl.
const (
	gcPercent = 200
	goMemory  = 104 << 20
	goSlack   = 140 // percent of what is in use
	gcEvery   = time.Second
)

// tuneGC keeps the collector's settings fitting, unless the environment says what
// they are (GOGC, GOMEMLIMIT). It never returns.
func tuneGC() {
	if os.Getenv("GOGC") != "" || os.Getenv("GOMEMLIMIT") != "" {
		return
	}
	debug.SetGCPercent(gcPercent)
	limit := int64(math.MaxInt64)
	for ; ; time.Sleep(gcEvery) {
		if fits := memoryLimit(inUse()); fits != limit {
			limit = fits
			debug.SetMemoryLimit(limit)
		}
	}
}

// memoryLimit is what Go may take for what is in use, in steps, because a change
// stops the world for a moment.
func memoryLimit(inUse int64) int64 {
	const step = 8 << 20
	return max(goMemory, (inUse*goSlack/100+step-1)/step*step)
}

// inUse is what the last collection left, with the stacks, in bytes.
func inUse() int64 {
	samples := []metrics.Sample{{Name: "/gc/heap/live:bytes"}, {Name: "/memory/classes/heap/stacks:bytes"}}
	metrics.Read(samples)
	var sum int64
	for _, sample := range samples {
		if sample.Value.Kind() == metrics.KindUint64 {
			sum += int64(sample.Value.Uint64())
		}
	}
	return sum
}
