package discover

import (
	"bufio"
	"fmt"
	"io"
	"runtime"
	"runtime/debug"
	"testing"
	"time"
)

// A million names need memory for the sample, not for the list; and a name's
// place in the list does not decide whether it is drawn.
func TestMillionPeers(t *testing.T) {
	const names, most = 1_000_000, 20_000
	debug.FreeOSMemory()
	before, peak := inUse(), uint64(0)
	reader, pipe := io.Pipe()
	go func() {
		writer := bufio.NewWriter(pipe)
		separator := "["
		for i := range names {
			fmt.Fprintf(writer, `%s"host-%d-sim.social"`, separator, i)
			separator = ","
			if i%50_000 == 0 {
				peak = max(peak, inUse())
			}
		}
		fmt.Fprint(writer, "]")
		pipe.CloseWithError(writer.Flush())
	}()
	began := time.Now()
	sample, err := Peers(reader, most, rng())
	took := time.Since(began)
	if err != nil {
		t.Fatal(err)
	}
	grown := float64(peak-min(peak, before)) / (1 << 20)
	late := 0
	for _, h := range sample.Hosts {
		var n int
		if _, err := fmt.Sscanf(string(h), "host-%d-sim.social", &n); err != nil {
			t.Fatalf("%s was not in the list: %v", h, err)
		}
		if n >= names/2 {
			late++
		}
	}
	t.Logf("%d of %d names drawn in %s, %d from the second half, memory grew by %.1f MiB", len(sample.Hosts), sample.Total, took, late, grown)
	if len(sample.Hosts) != most || sample.Total != names {
		t.Errorf("drew %d of %d, want %d of %d", len(sample.Hosts), sample.Total, most, names)
	}
	if late < most*45/100 || late > most*55/100 {
		t.Errorf("%d of %d come from the second half, want about half", late, most)
	}
	if grown > 64 {
		t.Errorf("memory grew by %.1f MiB, want less than 64", grown)
	}
}

// inUse is the memory the process holds from the system, that it has not given
// back.
func inUse() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.Sys - m.HeapReleased
}
