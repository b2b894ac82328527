package crawler

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"path/filepath"
	"testing"
	"time"

	"landfall"
	"landfall/internal/sqlstore"
)

// fleet is a frontier of hosts that all answer, driven by a simulated clock.
type fleet struct {
	*Crawler
	store *sqlstore.Store
	now   time.Time
	watch watch
}

func newFleet(t *testing.T, hosts int) *fleet {
	t.Helper()
	store, err := sqlstore.Open(t.Context(), sqlstore.Config{Path: filepath.Join(t.TempDir(), "landfall.db")})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	f := &fleet{store: store, now: start}
	f.Crawler = New(DefaultConfig(), Deps{
		Frontier: store, Logger: slog.New(slog.DiscardHandler),
		Now: func() time.Time { return f.now }, Rand: rand.New(rand.NewPCG(1, 2)),
	})
	names := make([]landfall.Host, hosts)
	for i := range names {
		names[i] = landfall.Host(fmt.Sprintf("quiet-harbour-%d-sim.social", i))
	}
	if _, err := store.Add(t.Context(), "seed", names, start, start); err != nil {
		t.Fatal(err)
	}
	return f
}

// work counts what was asked for in a stretch of time.
type workDone struct{ health, profile, peers int }

// run lets the dispatcher's part happen every step until the time is over, and
// returns the most that was done within any stretch of window, and all of it.
func (f *fleet) run(t *testing.T, span, step, window time.Duration) (most, all workDone) {
	t.Helper()
	var recent []workDone
	for end := f.now.Add(span); f.now.Before(end); f.now = f.now.Add(step) {
		done := f.tick(t)
		recent = append(recent, done)
		if len(recent) > int(window/step) {
			recent = recent[1:]
		}
		var sum workDone
		for _, d := range recent {
			sum.health, sum.profile, sum.peers = sum.health+d.health, sum.profile+d.profile, sum.peers+d.peers
		}
		most = workDone{max(most.health, sum.health), max(most.profile, sum.profile), max(most.peers, sum.peers)}
		all = workDone{all.health + done.health, all.profile + done.profile, all.peers + done.peers}
	}
	return most, all
}

func (f *fleet) tick(t *testing.T) (done workDone) {
	t.Helper()
	if jump, ok := f.watch.jumped(f.now); ok {
		if err := f.replan(t.Context(), jump); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.replanHourly(t.Context()); err != nil {
		t.Fatal(err)
	}
	for {
		leases, err := f.lease(t.Context(), 1000)
		if err != nil {
			t.Fatal(err)
		}
		if len(leases) == 0 {
			return done
		}
		visits := make([]landfall.Visited, len(leases))
		for i, l := range leases {
			done.health++
			if l.Want.Has(landfall.WorkProfile) {
				done.profile++
			}
			if l.Want.Has(landfall.WorkPeers) {
				done.peers++
			}
			visits[i] = landfall.Visited{Lease: l, Observation: &landfall.Observation{
				ID: l.Host.String(), Host: l.Host, At: f.now, Work: l.Want, Outcome: landfall.OutcomeAnswered,
			}}
		}
		if _, err := f.store.Complete(t.Context(), visits, f.reschedule); err != nil {
			t.Fatal(err)
		}
	}
}

// TestClockJump steps the clock of a crawler, or stops it, in its ordinary run.
// Whatever the clock did, no quarter of an hour after it has more than twice the
// usual work of any kind, and within a day all is as before.
func TestClockJump(t *testing.T) {
	const hosts, step, window = 600, 30 * time.Second, 15 * time.Minute
	for _, tt := range []struct {
		name string
		by   time.Duration
		stop bool
	}{
		{"two hours ahead", 2 * time.Hour, false},
		{"two hours back", -2 * time.Hour, false},
		{"three years ahead", 3 * 365 * 24 * time.Hour, false},
		{"three years back", -3 * 365 * 24 * time.Hour, false},
		{"stopped for ten minutes", 10 * time.Minute, true},
		{"stopped for ten days", 10 * 24 * time.Hour, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			f := newFleet(t, hosts)
			// Every host is visited first at once: let chance spread them.
			f.run(t, time.Second, step, window)
			f.now = f.now.Add(30 * 24 * time.Hour)
			f.run(t, 12*time.Hour, step, window)
			usual := workDone{health: hosts / 4, profile: hosts / 80, peers: hosts / (4 * 168)}
			if f.now = f.now.Add(tt.by); tt.stop {
				f.watch = watch{}
			}
			most, _ := f.run(t, 3*time.Hour, step, window)
			_, day := f.run(t, 24*time.Hour, step, window)
			t.Logf("at most %+v in a quarter of an hour, usually %+v; in the day after %+v", most, usual, day)
			if most.health > 2*usual.health {
				t.Errorf("%d health checks in a quarter of an hour, want at most twice %d", most.health, usual.health)
			}
			// So few of the others fall into the quarter of an hour that chance shows.
			if most.profile > 4*usual.profile || most.peers > 20 {
				t.Errorf("%d profiles and %d peers lists in a quarter of an hour, want about %d and %d", most.profile, most.peers, usual.profile, usual.peers)
			}
			if day.health < hosts*22 || day.health > hosts*28 || day.profile < hosts || day.profile > hosts*3/2 {
				t.Errorf("in the day after, %+v, want about 24 health checks and 1 profile for each of %d hosts", day, hosts)
			}
		})
	}
}

// TestTwoLeaders lets two workers ask to lead one job, one of them with a clock that
// is three years ahead.
func TestTwoLeaders(t *testing.T) {
	store := newFleet(t, 1).store
	first, ok, err := store.Lead(t.Context(), "record", "a", start, time.Minute)
	if err != nil || !ok {
		t.Fatal(ok, err)
	}
	if _, ok, err := store.Lead(t.Context(), "record", "b", start.Add(30*time.Second), time.Minute); err != nil || ok {
		t.Errorf("a second leader beside the first: %v, %v", ok, err)
	}
	second, ok, err := store.Lead(t.Context(), "record", "b", start.AddDate(3, 0, 0), time.Minute)
	if err != nil || !ok || second.Token <= first.Token {
		t.Errorf("a worker from the future: %+v, %v, %v; want it to take over with a higher token", second, ok, err)
	}
	if _, err := store.Renew(t.Context(), first, start.Add(2*time.Minute)); !errors.Is(err, landfall.ErrStale) {
		t.Errorf("the first leader goes on: %v; want it refused", err)
	}
}

// TestFencing lets a crawler sleep through its lease, while another visits the host.
func TestFencing(t *testing.T) {
	f := newFleet(t, 1)
	slept, err := f.lease(t.Context(), 1)
	if err != nil || len(slept) != 1 {
		t.Fatal(slept, err)
	}
	f.now = f.now.Add(2 * f.cfg.Lease)
	if done := f.tick(t); done.health != 1 {
		t.Fatalf("the host was visited %d times after the lease ran out, want once", done.health)
	}
	before, err := f.store.Instance(t.Context(), slept[0].Host)
	if err != nil {
		t.Fatal(err)
	}
	late := &landfall.Observation{ID: "late", Host: slept[0].Host, At: f.now, Work: landfall.WorkAll, Outcome: landfall.OutcomeGone, Class: landfall.ClassTheirs}
	stale, err := f.store.Complete(t.Context(), []landfall.Visited{{Lease: slept[0], Observation: late}}, f.reschedule)
	if err != nil || len(stale) != 1 {
		t.Errorf("the sleeper's visit: stale %v, %v; want it refused", stale, err)
	}
	after, err := f.store.Instance(t.Context(), slept[0].Host)
	if err != nil || after.Status != before.Status || after.Failures != before.Failures {
		t.Errorf("the sleeper left a mark: %+v, %v", after, err)
	}
	if err := f.pauseOf(slept[0])(context.Background(), time.Second); err == nil {
		t.Error("the sleeper may go on waiting")
	}
}

// Hosts that wait because this machine is slow to begin their visits are not put off,
// as they are after a stop: as long as visits begin, it goes on.
func TestASlowHandIsNoStop(t *testing.T) {
	f := newFleet(t, 20)
	f.run(t, time.Second, time.Second, time.Second)
	f.now = f.now.Add(2 * time.Hour)
	f.watch.jumped(f.now)
	batch, err := f.lease(t.Context(), 4)
	if err != nil || len(batch) != 4 {
		t.Fatalf("%d leases, %v", len(batch), err)
	}
	started, err := f.hand(t.Context(), &f.watch, batch, func(landfall.Lease) {
		f.now = f.now.Add(50 * time.Second)
		f.places.give()
	})
	if err != nil || started != 4 {
		t.Fatalf("%d visits begun, %v", started, err)
	}
	if err := f.catchUp(t.Context(), &f.watch); err != nil {
		t.Fatal(err)
	}
	if due, err := f.store.Due(t.Context(), f.now); err != nil || due != 16 {
		t.Errorf("%d hosts are due, %v; want the 16 that wait", due, err)
	}
}
