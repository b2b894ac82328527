package main

import (
	"context"
	"math/rand/v2"
	"testing"
	"time"

	"landfall"
	"landfall/crawler"
)

// acquaintances is a server core that has met hosts, each at its time.
type acquaintances struct {
	met   map[landfall.Host]time.Time
	asked int
}

func (a *acquaintances) Since(_ context.Context, since time.Time, fn func([]landfall.Host) error) error {
	a.asked++
	var hosts []landfall.Host
	for host, at := range a.met {
		if !at.Before(since) {
			hosts = append(hosts, host)
		}
	}
	return fn(hosts)
}

func TestContactsOfOurOwnCoreBecomeKnown(t *testing.T) {
	j, s, clock := newTestJobs(t)
	now := func() time.Time { return *clock }
	c := crawler.New(crawler.DefaultConfig(), crawler.Deps{Frontier: s.hosts, Groups: s.hosts, Now: now, Rand: rand.New(rand.NewPCG(1, 2)), Logger: j.logger})
	core := &acquaintances{met: map[landfall.Host]time.Time{"quiet-harbour-sim.social": *clock}}
	job := j.contacts(core, c)
	for _, step := range []struct {
		meets landfall.Host
		later time.Duration
		known int
	}{{"", 0, 1}, {"amber-otter-sim.social", time.Minute, 1}, {"", contactsEvery, 2}} {
		*clock = clock.Add(step.later)
		if step.meets != "" {
			core.met[step.meets] = *clock
		}
		if err := job(t.Context()); err != nil {
			t.Fatal(err)
		}
		counts, err := s.hosts.StatusCounts(t.Context())
		if err != nil || counts[landfall.StatusCandidate] != step.known {
			t.Errorf("%s later: %v, %v; want %d known", step.later, counts, err, step.known)
		}
	}
	in, err := s.hosts.Instance(t.Context(), "quiet-harbour-sim.social")
	if err != nil || in.Via != "contacts" || core.asked != 2 {
		t.Errorf("via %q, asked %d times: %v", in.Via, core.asked, err)
	}
}
