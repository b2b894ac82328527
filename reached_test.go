package landfall

import (
	"net/netip"
	"testing"
	"time"
)

func TestAnInstanceIsWhereItAnsweredLast(t *testing.T) {
	start := time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)
	one, other := Address{netip.MustParseAddr("9.9.9.1")}, Address{netip.MustParseAddr("2a00:1::1")}
	visit := func(hour int, outcome Outcome, at Address) *Observation {
		return &Observation{At: start.Add(time.Duration(hour) * time.Hour), Outcome: outcome, Connection: Connection{Address: at}}
	}
	in := Instance{}
	for _, step := range []struct {
		visit       *Observation
		want        Address
		first, last int
	}{
		{visit(0, OutcomeUnreachable, one), Address{}, 0, 0},
		{visit(1, OutcomeAnswered, one), one, 1, 1},
		{visit(2, OutcomeAnswered, one), one, 1, 2},
		{visit(3, OutcomeUnreachable, other), one, 1, 2},
		{visit(4, OutcomeAnswered, Address{}), one, 1, 2},
		{visit(5, OutcomeAnswered, other), other, 5, 5},
		{visit(6, OutcomeRefused, other), Address{}, 0, 0},
	} {
		in = in.Apply(step.visit)
		if in.Reached.Address != step.want {
			t.Fatalf("at %s: %+v, want %s", step.visit.At, in.Reached, step.want)
		}
		if step.want.IsValid() && (!in.Reached.FirstSeen.Equal(start.Add(time.Duration(step.first)*time.Hour)) || !in.Reached.LastSeen.Equal(start.Add(time.Duration(step.last)*time.Hour))) {
			t.Errorf("at %s: %+v", step.visit.At, in.Reached)
		}
	}
}
