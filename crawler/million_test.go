package crawler

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"net/http"
	"os"
	"runtime"
	"runtime/debug"
	"strconv"
	"sync"
	"testing"
	"time"

	"landfall"
)

// A host that states a million peers costs memory for a sample of them, fills the
// frontier with no more than that, and makes nobody else wait.
func TestMillionPeers(t *testing.T) {
	const names, others = 1_000_000, 50
	bytesSent := 0
	w := newWorld(t, func(w http.ResponseWriter, r *http.Request) {
		software("mastodon", "4.5.0", func(w http.ResponseWriter, r *http.Request) {
			switch {
			case r.URL.Path == "/api/v2/instance":
				fmt.Fprintf(w, `{"domain":%q,"title":"One","version":"4.5.0","rules":[],"registrations":{"enabled":true}}`, r.Host)
			case r.URL.Path == "/api/v1/instance/peers" && r.Host == "million-sim.social":
				bytesSent = million(w, names)
			default:
				http.NotFound(w, r)
			}
		})(w, r)
	})
	w.known = func(name string) bool { return name == "million-sim.social" || len(name) < 20 }
	honest := numbered(100, 100+others)
	w.seed(honest...)
	w.run(time.Minute)

	w.seed("million-sim.social")
	w.crawler.cfg.MaxHosts = 1
	debug.FreeOSMemory()
	before := residentMiB(t)
	peak := watchMemory(t, func() { w.run(10 * time.Minute) }) // so that a recheck is not too soon
	grown := len(w.instances()) - others - 1
	t.Logf("a list of %.1f MB with %d names: %d taken, RSS from %.1f to at most %.1f MiB: +%.1f", float64(bytesSent)/1e6, names, grown, before, peak, peak-before)
	if grown > 20_000 || grown < 19_000 {
		t.Errorf("%d names were taken, want 20,000 at most and not much less", grown)
	}
	if peak-before > 64 {
		t.Errorf("memory grew by %.1f MiB, want less than 64", peak-before)
	}
	w.fairness(t, honest, healthEvery)
}

// fairness makes the hosts due just when all the names taken are, and says how much
// later than that they were visited, as a share of the time between their visits.
func (w *world) fairness(t *testing.T, hosts []string, every time.Duration) {
	t.Helper()
	w.restart()
	for _, host := range hosts {
		if err := w.store.Recheck(t.Context(), landfall.Host(host), w.clock()); err != nil {
			t.Fatal(err)
		}
	}
	began, due := time.Now(), w.clock()
	w.passing = func() time.Duration { return time.Since(began) }
	w.recorded.all = nil
	w.crawler.cfg.InFlight = 256
	if err := w.crawler.Run(t.Context()); err != nil {
		t.Fatal(err)
	}
	slip, seen := time.Duration(0), 0
	for _, o := range w.recorded.all {
		if o.Outcome == landfall.OutcomeAnswered {
			slip = max(slip, o.At.Sub(due))
			seen++
		}
	}
	t.Logf("%d visits in %s; %d others were visited %s after they were due at most: %.2f %% of %s",
		len(w.recorded.all), time.Since(began).Round(time.Millisecond), seen, slip.Round(time.Millisecond), 100*float64(slip)/float64(every), every)
	if seen < len(hosts) || slip > every/20 {
		t.Errorf("%d of %d others were visited, at most %s late; want all, and 5 %% of %s", seen, len(hosts), slip, every)
	}
}

// million writes a list of names and returns its length.
func million(w http.ResponseWriter, names int) (sent int) {
	out := bufio.NewWriterSize(w, 64<<10)
	separator := "["
	for i := range names {
		n, err := fmt.Fprintf(out, `%s"h%07d-fake-peer-sim.social"`, separator, i)
		if err != nil {
			return sent
		}
		sent, separator = sent+n, ",\n    "
	}
	fmt.Fprint(out, "]")
	_ = out.Flush()
	return sent
}

// watchMemory returns the most memory that the process held while do ran, in MiB.
func watchMemory(t *testing.T, do func()) (peak float64) {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	var watching sync.WaitGroup
	watching.Go(func() {
		tick := time.NewTicker(5 * time.Millisecond)
		defer tick.Stop()
		for {
			peak = max(peak, residentMiB(t))
			select {
			case <-tick.C:
			case <-ctx.Done():
				return
			}
		}
	})
	do()
	stop()
	watching.Wait()
	return peak
}

// residentMiB is the memory that the process holds now, in MiB.
func residentMiB(t *testing.T) float64 {
	t.Helper()
	if runtime.GOOS != "linux" {
		t.Skip("resident memory is read from /proc")
	}
	text, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		t.Fatal(err)
	}
	pages, err := strconv.Atoi(string(bytes.Fields(text)[1]))
	if err != nil {
		t.Fatal(err)
	}
	return float64(pages*os.Getpagesize()) / (1 << 20)
}
