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

func TestAWildcardDomainIsCappedAndItsNeighboursAreNot(t *testing.T) {
	c := newCrowd(100)
	taken := 0
	for i := range 500 {
		farm := landfall.Host(fmt.Sprintf("h%d.forkbomb-sim.club", i))
		admitted := c.admit([]landfall.Host{farm, landfall.Host(fmt.Sprintf("h%d-sim.social", i))})
		taken += len(admitted) - 1
		if admitted[len(admitted)-1].Registrable() == farm.Registrable() {
			t.Fatal("a host with a domain of its own was left out")
		}
	}
	if taken != perDomain {
		t.Errorf("%d hosts of one domain were taken, want %d", taken, perDomain)
	}
}
