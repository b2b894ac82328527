package crawler

import (
	"context"
	"log/slog"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"landfall"
)

// extending is a frontier that knows how long leases last, and nothing else.
type extending struct {
	Frontier
	mu    sync.Mutex
	until map[landfall.Host]time.Time
}

func (e *extending) Extend(_ context.Context, lease landfall.Lease, until time.Time) error {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.until[lease.Host] = until
	return nil
}

func (*extending) Replan(context.Context, time.Time, time.Time, func(time.Time, landfall.Agenda) landfall.Agenda) (int, error) {
	return 0, nil
}

// lasting checks every minute for a while that all leases last.
func (e *extending) lasting(t *testing.T, minutes int) {
	t.Helper()
	for range minutes {
		time.Sleep(time.Minute)
		synctest.Wait()
		e.mu.Lock()
		for host, until := range e.until {
			if !until.After(time.Now()) {
				t.Errorf("the lease of %s ran out at %s, and it is %s", host, until, time.Now())
			}
		}
		e.mu.Unlock()
	}
}

// queue is a crawler with one place, which is taken, and leases of the given hosts.
func queue(t *testing.T, hosts ...landfall.Host) (*Crawler, *extending, []landfall.Lease) {
	t.Helper()
	frontier := &extending{until: make(map[landfall.Host]time.Time)}
	cfg := DefaultConfig()
	cfg.InFlight = 1
	c := New(cfg, Deps{Frontier: frontier, Logger: slog.New(slog.DiscardHandler), Now: time.Now})
	c.places.resize(1)
	if err := c.places.take(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	leases := make([]landfall.Lease, len(hosts))
	for i, host := range hosts {
		leases[i] = landfall.Lease{Host: host, Token: 1, Until: time.Now().Add(cfg.Lease)}
		frontier.until[host] = leases[i].Until
	}
	return c, frontier, leases
}

// Visits that wait for a place, before they begin or after a pause, keep their leases.
func TestALeaseLastsInLine(t *testing.T) {
	t.Run("before a visit", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			c, frontier, leases := queue(t, "amber-otter-sim.social", "bold-otter-sim.social")
			started := make(chan landfall.Lease, 2)
			go func() {
				_, _ = c.hand(t.Context(), &watch{}, leases, func(l landfall.Lease) { started <- l })
			}()
			frontier.lasting(t, 20)
			c.places.give()
			if l := <-started; l.Until.Before(time.Now().Add(spare)) {
				t.Errorf("a visit begins with a lease until %s; it is %s", l.Until, time.Now())
			}
			c.places.give()
			<-started
		})
	})
	t.Run("after a pause", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			c, frontier, leases := queue(t, "amber-otter-sim.social")
			ended := make(chan error)
			go func() { ended <- c.pauseOf(leases[0])(t.Context(), time.Second) }()
			synctest.Wait() // its place is given up
			if err := c.places.take(t.Context(), nil); err != nil {
				t.Error(err)
			}
			frontier.lasting(t, 20)
			c.places.give()
			if err := <-ended; err != nil {
				t.Error(err)
			}
		})
	})
}
