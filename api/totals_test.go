package api

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"landfall"
)

// A liar is flagged wherever it is told of, and moves no total by more than its cap.
func TestTotalsSayWhatTheyLeaveOut(t *testing.T) {
	s := start(t, nil)
	liar, giant := harbour(), harbour()
	liar.Host, giant.Host = "liar-sim.social", "giant-sim.social"
	liar.Facts.Users = landfall.Count{N: 40_000_000, Known: true, Reason: landfall.WhyJumped}
	e := liar.Facts.Evidence[landfall.FieldUsers]
	e.Doubt = &landfall.Doubt{Before: 120, Since: ago(24 * 3600e9)}
	liar.Facts.Evidence[landfall.FieldUsers] = e
	giant.Facts.Users = landfall.Known(30_000_000)
	s.current.Store(build([]landfall.Instance{harbour(), liar, giant}, now))
	got := read[totals](t, s.get(t, "/api/v1/totals"))
	want := sum{Total: 1_240 + landfall.MostUsers, Stated: 1_240 + 70_000_000, Most: landfall.MostUsers, Counted: 2, LeftOut: 1, Limited: 1}
	if diff := cmp.Diff(want, got.Users); diff != "" {
		t.Errorf("users (-want +got):\n%s", diff)
	}
	if got.ActiveMonth.LeftOut != 0 || got.ActiveMonth.Total != 3*310 || got.Listed != 3 {
		t.Errorf("totals %+v", got)
	}
	one := read[serverDocument](t, s.get(t, "/api/v1/servers/liar-sim.social"))
	if one.UsersReason == nil || *one.UsersReason != landfall.WhyJumped || one.Users == nil || *one.Users != 40_000_000 {
		t.Errorf("the liar's own document says %v with reason %v", one.Users, one.UsersReason)
	}
	if d := one.Evidence[landfall.FieldUsers].Doubt; d == nil || d.Before == nil || *d.Before != 120 || d.Since == nil {
		t.Errorf("its evidence has doubt %+v", d)
	}
	for _, row := range read[serverList](t, s.get(t, "/api/v1/servers")).Servers {
		if flagged := row.UsersReason != nil; flagged != (row.Host == "liar-sim.social") {
			t.Errorf("%s is flagged in the list: %v", row.Host, flagged)
		}
	}
}
