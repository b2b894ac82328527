package main

import (
	"context"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"golang.org/x/sys/unix"

	"landfall"
)

// report counts a crawl while it goes on: a moving line on a terminal, a plain
// line now and then elsewhere, and a summary at the end.
type report struct {
	env   *env
	now   func() time.Time
	began time.Time

	mu       sync.Mutex
	hosts    map[landfall.Host]bool // visited; true if it ever answered
	outcomes map[landfall.Outcome]int
	visits   int
	requests int
	peers    int
}

func newReport(e *env, now func() time.Time) *report {
	return &report{env: e, now: now, began: now(), hosts: make(map[landfall.Host]bool), outcomes: make(map[landfall.Outcome]int)}
}

// visit counts one finished visit.
func (r *report) visit(o *landfall.Observation) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.visits++
	r.hosts[o.Host] = r.hosts[o.Host] || o.Outcome == landfall.OutcomeAnswered
	r.outcomes[o.Outcome]++
	r.requests += o.Requests
	r.peers += o.Peers
}

// start shows progress until the returned function is called.
func (r *report) start(ctx context.Context) (stop func()) { return r.env.progress(ctx, r.line) }

func (r *report) line() string {
	s := r.summary()
	return fmt.Sprintf("visited %d instances, %d answered, %.0f/s, %d requests", s.Hosts, s.Answered, s.HostsPerSecond, s.Requests)
}

// crawlSummary is what a crawl came to. Rates are over the wall clock.
type crawlSummary struct {
	Hosts           int                      `json:"hosts"`    // distinct hosts visited
	Answered        int                      `json:"answered"` // of those, hosts that answered
	Visits          int                      `json:"visits"`
	Outcomes        map[landfall.Outcome]int `json:"outcomes"` // visits by outcome
	Requests        int                      `json:"requests"`
	RequestsPerHost float64                  `json:"requests_per_host"`
	PeersTaken      int                      `json:"peers_taken"`
	Seconds         float64                  `json:"seconds"`
	HostsPerSecond  float64                  `json:"hosts_per_second"`
	PeakRSSMiB      float64                  `json:"peak_rss_mib"`
	CPUSeconds      float64                  `json:"cpu_seconds"` // of this process, user and system
}

func (r *report) summary() crawlSummary {
	r.mu.Lock()
	defer r.mu.Unlock()
	s := crawlSummary{
		Hosts: len(r.hosts), Visits: r.visits, Outcomes: maps.Clone(r.outcomes),
		Requests: r.requests, PeersTaken: r.peers,
		Seconds: r.now().Sub(r.began).Seconds(), PeakRSSMiB: peakRSS(), CPUSeconds: cpuTime().Seconds(),
	}
	for _, answered := range r.hosts {
		if answered {
			s.Answered++
		}
	}
	if s.Hosts > 0 && s.Seconds > 0 {
		s.RequestsPerHost = float64(s.Requests) / float64(s.Hosts)
		s.HostsPerSecond = float64(s.Hosts) / s.Seconds
	}
	return s
}

// print writes the summary in the given form: text, json or none.
func (r *report) print(form string) error {
	s := r.summary()
	switch form {
	case "json":
		return r.env.jsonLine(s)
	case "text":
		return s.write(r.env.stdout)
	}
	return nil
}

func (s crawlSummary) write(w io.Writer) error {
	var by []string
	for _, o := range slices.Sorted(maps.Keys(s.Outcomes)) {
		by = append(by, fmt.Sprintf("%s %d", o, s.Outcomes[o]))
	}
	_, err := fmt.Fprintf(w, `visited   %d instances (%d visits) in %.1f s: %.0f per second
answered  %d
outcomes  %s
requests  %d: %.1f per instance
peers     %d names taken from peers lists
memory    %.0f MiB at most
`, s.Hosts, s.Visits, s.Seconds, s.HostsPerSecond, s.Answered, strings.Join(by, ", "), s.Requests, s.RequestsPerHost, s.PeersTaken, s.PeakRSSMiB)
	return err
}

// peakRSS is the most memory this process has held, in MiB; 0 if not known.
func peakRSS() float64 {
	var usage unix.Rusage
	if err := unix.Getrusage(unix.RUSAGE_SELF, &usage); err != nil {
		return 0
	}
	return float64(usage.Maxrss) / 1024 // Linux counts KiB
}

// cpuTime is how much processor time this process has used; 0 if not known.
func cpuTime() time.Duration {
	var usage unix.Rusage
	if err := unix.Getrusage(unix.RUSAGE_SELF, &usage); err != nil {
		return 0
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}
