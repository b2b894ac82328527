package directory

import (
	"fmt"
	"testing"
	"time"

	"landfall"
)

// TestPaceIsAmongServersAlike: of its own software and size while there are enough of
// them, and never by a speed of few samples.
func TestPaceIsAmongServersAlike(t *testing.T) {
	at := time.Date(2026, 10, 7, 9, 0, 0, 0, time.UTC)
	var m Material
	m.Measured = map[landfall.Host]Measured{}
	add := func(name, software string, active int64, click time.Duration, n int) landfall.Host {
		host := landfall.Host(name + "-sim.social")
		in := landfall.Instance{Host: host, Status: landfall.StatusAlive, LastSeen: at, LastVisit: at}
		in.Facts.Software.Name, in.Facts.ActiveMonth, in.Facts.Users = software, landfall.Known(active), landfall.Known(2*active)
		for _, f := range []landfall.Field{landfall.FieldSoftware, landfall.FieldActiveMonth, landfall.FieldUsers} {
			in.Facts.State(f, "https://"+string(host)+"/nodeinfo/2.0", string(f), at)
		}
		m.Instances = append(m.Instances, in)
		m.Measured[host] = Measure(landfall.Summary{Host: host, Visits: n, Answered: n, Click: landfall.Percentiles{P50: click / 2, P75: click, P95: click * 2, N: n}})
		return host
	}
	one := add("one", "mastodon", 300, 250*time.Millisecond, 100)
	few := add("few", "mastodon", 300, 250*time.Millisecond, 19)
	odd := add("odd", "lemmy", 300, 250*time.Millisecond, 100)
	huge := add("huge", "mastodon", 60_000, 250*time.Millisecond, 100)
	for i := range 10 {
		add(fmt.Sprintf("like%d", i), "mastodon", 300, time.Duration(100*(i+1))*time.Millisecond, 100)
		add(fmt.Sprintf("early%d", i), "mastodon", 300, time.Second, 5)
		add(fmt.Sprintf("other%d", i), "misskey", 300, time.Second, 100)
	}
	snapshot := Build(m, at)
	for _, tt := range []struct {
		host landfall.Host
		want Pace
		ok   bool
	}{
		{one, Pace{Software: "mastodon", Size: SizeSmall, Of: 10, Slower: 8}, true},
		{huge, Pace{Software: "mastodon", Of: 11, Slower: 8}, true},
		{odd, Pace{Of: 22, Slower: 18}, true},
		{few, Pace{}, false},
	} {
		got, ok := snapshot.Pace(snapshot.Server(tt.host))
		if got != tt.want || ok != tt.ok {
			t.Errorf("pace of %s = %+v, %v; want %+v, %v", tt.host, got, ok, tt.want, tt.ok)
		}
	}
	if p := (Pace{Of: 11, Slower: 10}).Percent(); p != 90 {
		t.Errorf("10 of 11 is %d %%; want it rounded down to 90", p)
	}
}
