package crawler

import (
	"context"
	"errors"
	"net/http"
	"testing"
	"time"

	"landfall"
)

// met is a server that has met hosts at certain times.
type met struct {
	hosts map[landfall.Host]time.Time
	err   error
	asked []time.Time
}

func (m *met) Since(_ context.Context, since time.Time, fn func([]landfall.Host) error) error {
	m.asked = append(m.asked, since)
	for host, at := range m.hosts {
		if at.Before(since) {
			continue
		}
		if err := fn([]landfall.Host{host}); err != nil {
			return err
		}
	}
	return m.err
}

func TestContactsBecomeKnownOnce(t *testing.T) {
	w := newWorld(t, http.NotFound)
	contacts := &met{hosts: map[landfall.Host]time.Time{"old-sim.social": w.now.Add(-time.Hour), "new-sim.social": w.now}}
	job := w.crawler.Meet(contacts)
	contacts.err = errors.New("the core is away")
	if err := job(t.Context()); !errors.Is(err, contacts.err) {
		t.Errorf("error %v", err)
	}
	contacts.err = nil
	for range 2 {
		if err := job(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if got := w.instances(); len(got) != 2 || got["old-sim.social"].Via != "contacts" {
		t.Errorf("instances %v", got)
	}
	if a := contacts.asked; !a[0].IsZero() || !a[1].IsZero() || !a[2].Equal(w.now.Add(-meetAgain)) {
		t.Errorf("asked for those since %v; want all until it worked, and then the new ones", a)
	}
}
