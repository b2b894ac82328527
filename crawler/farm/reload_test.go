package farm

import (
	"context"
	"testing"
	"time"

	"landfall"
)

// slow is a store whose answers are under way while something happens.
type slow struct {
	memory
	meanwhile func()
}

func (s *slow) ShutGroups(ctx context.Context) ([]landfall.Group, error) {
	groups, err := s.memory.ShutGroups(ctx)
	if meanwhile := s.meanwhile; meanwhile != nil {
		s.meanwhile = nil
		meanwhile()
	}
	return groups, err
}

// A farm that is found out while the store is read stays shut, and so does a face that
// left; the next reading has both.
func TestWhatIsDecidedWhileTheStoreIsReadStands(t *testing.T) {
	at := time.Date(2026, 5, 6, 7, 8, 9, 0, time.UTC)
	s := &slow{memory: known(t, func() time.Time { return at })}
	g := New(100, s, func() time.Time { return at })
	s.meanwhile = func() { visited(t, g, hosts[:1], farmed) }
	for range 2 {
		if err := g.Reload(t.Context()); err != nil {
			t.Fatal(err)
		}
		if !g.Hides(hosts[1]) || g.Hides(hosts[0]) {
			t.Fatal("a farm is open again")
		}
	}
	at = at.Add(time.Hour)
	s.meanwhile = func() {
		refused := &landfall.Observation{Host: hosts[0], Outcome: landfall.OutcomeRefused}
		if err := g.After(t.Context(), []*landfall.Observation{refused}); err != nil {
			t.Fatal(err)
		}
	}
	for range 2 {
		if err := g.Reload(t.Context()); err != nil {
			t.Fatal(err)
		}
		if !g.Hides(hosts[0]) {
			t.Fatal("who asked to be left alone stands for the farm")
		}
	}
	// The operator's word counts from the next reading on.
	s.memory["many-sim.club"] = landfall.Group{Domain: "many-sim.club", State: landfall.GroupTrusted, Probed: at}
	if err := g.Reload(t.Context()); err != nil || g.Hides(hosts[0]) || g.Hides(hosts[1]) {
		t.Errorf("Reload = %v; a trusted domain is shut", err)
	}
}
