package crawler

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"landfall"
)

func TestKnownHostsAreNotAddedAgain(t *testing.T) {
	k := newKnownHosts(2)
	k.add([]landfall.Host{"a-sim.social", "b-sim.social"})
	got := k.unknown([]landfall.Host{"a-sim.social", "c-sim.social", "b-sim.social"})
	if diff := cmp.Diff([]landfall.Host{"c-sim.social"}, got); diff != "" {
		t.Errorf("unknown hosts (-want +got):\n%s", diff)
	}
}

func TestKnownHostsStaysBounded(t *testing.T) {
	k := newKnownHosts(10)
	for i := range 1000 {
		k.add([]landfall.Host{landfall.Host(fmt.Sprintf("h%d-sim.social", i))})
	}
	if n := len(k.young) + len(k.aged); n > 20 {
		t.Errorf("remembers %d hosts, want at most 20", n)
	}
	if len(k.unknown([]landfall.Host{"h999-sim.social"})) != 0 {
		t.Error("forgot the newest host")
	}
}
