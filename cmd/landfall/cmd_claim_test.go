package main

import (
	"strings"
	"testing"
	"time"

	"landfall"
	"landfall/internal/storetest"
)

func TestClaimedHostsAreLookedAtAtOnceAndListed(t *testing.T) {
	dir := t.TempDir()
	s, start := openHostsAt(t, dir), storetest.Start()
	hosts := []landfall.Host{"amber-otter.social", "plain-otter.social", "shy-otter.social"}
	if _, err := s.Add(t.Context(), "seed", hosts, start, time.Now().Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	claim := func(want int, out string, args ...string) {
		t.Helper()
		code, got, complaint := runHere(t, append([]string{"--data", dir, "claim"}, args...)...)
		if code != want || got != out {
			t.Errorf("claim %s: exit code %d, %q, %q; want %d, %q", args, code, got, complaint, want, out)
		}
	}
	claim(0, "", "--list")
	claim(0, "plain-otter.social is claimed\namber-otter.social is claimed\n", "Plain-Otter.social", "amber-otter.social")
	claim(exitFailed, "strange-otter.social is not known\namber-otter.social is claimed\n", "strange-otter.social", "amber-otter.social")
	claim(0, "amber-otter.social\nplain-otter.social\n", "--list")
	leases, err := s.Lease(t.Context(), "a", 9, time.Now(), time.Minute)
	if err != nil || len(leases) != 2 || !leases[0].Claimed || !leases[1].Claimed {
		t.Errorf("due are %+v, %v; want the two that are claimed", leases, err)
	}
	claim(0, "amber-otter.social is not claimed\n", "--release", "amber-otter.social")
	claim(0, "plain-otter.social\n", "--list")
	for name, args := range map[string][]string{
		"nothing": nil, "a list of one": {"--list", "amber-otter.social"}, "both": {"--list", "--release"}, "no host": {"nonsense"},
	} {
		code, _, complaint := runHere(t, append([]string{"--data", dir, "claim"}, args...)...)
		if code != exitUsage || strings.Count(complaint, "\n") != 1 {
			t.Errorf("%s: exit code %d, %q", name, code, complaint)
		}
	}
}
