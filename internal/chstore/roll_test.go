package chstore

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"landfall"
	"landfall/internal/chserver"
	"landfall/internal/storetest"
)

// eventful is a history of n visits in which a good deal changes.
func eventful(n int) []landfall.Observation {
	rng := rand.New(rand.NewPCG(7, 7))
	all := visits(rng, n)
	for i := range all {
		o := &all[i]
		switch rng.IntN(6) {
		case 0:
			*o = *storetest.Failed(rng, o.Host, o.At, landfall.OutcomeUnreachable, landfall.ClassTheirs, "tcp_refused")
		case 1:
			*o = *storetest.Failed(rng, o.Host, o.At, landfall.OutcomePostponed, landfall.ClassOurs, "shutdown")
		default:
			o.Facts.Software.Version = []string{"4.5.2", "4.5.3"}[rng.IntN(2)]
			o.Facts.Signup.Mode = landfall.SignupModes()[rng.IntN(3)]
			o.PeerSample = []landfall.Host{storetest.Host(100 + rng.IntN(9)), storetest.Host(200)}
		}
	}
	return all
}

// answers is everything a store can be asked about a history.
type answers struct {
	Count     int64
	Recent    []landfall.Observation
	Visits    []landfall.Observation
	Summaries map[landfall.Host]landfall.Summary
	Daily     map[landfall.Host][]landfall.Daily
	Edges     map[landfall.Host][]landfall.Edge
	Speed     map[landfall.Host]landfall.Speed
	Network   []landfall.NetworkDay
	Shares    map[landfall.ShareBy][]landfall.Share
	Reasons   []landfall.ReasonCount
	Changes   []landfall.Change
}

func ask(t *testing.T, s *Store) answers {
	t.Helper()
	ctx, from, to := context.Background(), storetest.Start().AddDate(0, 0, 3), storetest.Start().AddDate(0, 0, 37)
	a := answers{
		Summaries: map[landfall.Host]landfall.Summary{}, Daily: map[landfall.Host][]landfall.Daily{},
		Edges: map[landfall.Host][]landfall.Edge{}, Speed: map[landfall.Host]landfall.Speed{},
		Shares: map[landfall.ShareBy][]landfall.Share{},
	}
	check := func(err error) {
		t.Helper()
		if err != nil {
			t.Error(err)
		}
	}
	var err error
	a.Count, err = s.Count(ctx)
	check(err)
	a.Recent, err = s.Recent(ctx, storetest.Host(3), 5)
	check(err)
	check(s.Observations(ctx, "", from, to, func(o landfall.Observation) error {
		a.Visits = append(a.Visits, o)
		return nil
	}))
	check(s.Summaries(ctx, from, to, func(sum landfall.Summary) error {
		a.Summaries[sum.Host] = sum
		return nil
	}))
	for i := range 8 {
		host := storetest.Host(i)
		a.Daily[host], err = s.Daily(ctx, host, from, to)
		check(err)
		a.Edges[host], err = s.Edges(ctx, host, from, to)
		check(err)
		a.Speed[host], err = s.Speed(ctx, host, from, to)
		check(err)
	}
	a.Speed[""], err = s.Speed(ctx, "", from, to)
	check(err)
	a.Network, err = s.Network(ctx, from, to)
	check(err)
	for _, by := range []landfall.ShareBy{landfall.ShareSoftware, landfall.ShareSignup} {
		a.Shares[by], err = s.Shares(ctx, by, from, to)
		check(err)
	}
	a.Reasons, err = s.Reasons(ctx, from, to)
	check(err)
	check(s.Changes(ctx, "", from, to, func(c landfall.Change) error {
		a.Changes = append(a.Changes, c)
		return nil
	}))
	return a
}

// writeAll writes a history in batches.
func writeAll(t *testing.T, s *Store, history []landfall.Observation) {
	t.Helper()
	for i := 0; i < len(history); i += 200 {
		if err := s.Write(t.Context(), fmt.Sprint("batch-", i), history[i:min(i+200, len(history))]); err != nil {
			t.Fatal(err)
		}
	}
}

func roll(t *testing.T, s *Store) {
	t.Helper()
	if err := s.Roll(t.Context(), time.Now()); err != nil {
		t.Fatal(err)
	}
}

// straight is what a store says of a history that was written and rolled up without
// any fault.
func straight(t *testing.T, server *chserver.Server, history []landfall.Observation) answers {
	t.Helper()
	s := open(t, database(t, server))
	defer s.Close()
	writeAll(t, s, history)
	roll(t, s)
	a := ask(t, s)
	if len(a.Changes) < 20 || len(a.Network) < 30 || len(a.Reasons) != 2 || len(a.Edges[storetest.Host(1)]) < 5 {
		t.Fatalf("the history is too dull: %d changes, %d days", len(a.Changes), len(a.Network))
	}
	return a
}

// TestARollUpMayBeRepeatedFromAnyStep does each step twice and more, and ends before
// the roll-up is marked as done.
func TestARollUpMayBeRepeatedFromAnyStep(t *testing.T) {
	server := chserver.Start(t, chserver.Config{})
	history := eventful(900)
	want := straight(t, server, history)
	s := open(t, database(t, server))
	defer s.Close()
	writeAll(t, s, history)
	ctx := t.Context()
	n, err := s.nextRoll(ctx)
	if err != nil || n == 0 {
		t.Fatalf("nextRoll = %d, %v", n, err)
	}
	batches, err := s.entries(ctx, n)
	if err != nil || len(batches) != 5 {
		t.Fatalf("roll-up %d has %d batches, %v; want 5", n, len(batches), err)
	}
	of := rollOf(n, batches)
	for step := range 3 {
		for range step + 1 {
			for i, do := range []func(context.Context, rollUp) error{s.fillViews, s.totalDays, s.findChanges} {
				if i > step {
					break
				}
				if err := do(ctx, of); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	if again, err := s.nextRoll(ctx); err != nil || again != n {
		t.Errorf("the next roll-up is %d, %v; want %d, which is not done", again, err, n)
	}
	for range 2 {
		roll(t, s)
		if diff := cmp.Diff(want, ask(t, s)); diff != "" {
			t.Errorf("straight and repeated record differ (-straight +repeated):\n%s", diff)
		}
	}
}

// TestARollUpSurvivesLostAnswers loses the answer to each of its inserts.
func TestARollUpSurvivesLostAnswers(t *testing.T) {
	server := chserver.Start(t, chserver.Config{})
	history := eventful(600)
	want := straight(t, server, history)
	for _, statement := range []string{
		"INSERT INTO batches", "INSERT INTO rolling", "INSERT INTO day_totals", "INSERT INTO day_shares",
		"INSERT INTO changes", "INSERT INTO rolls",
	} {
		t.Run(statement, func(t *testing.T) {
			cfg := database(t, server)
			p := newProxy(t, server.Addr())
			s := open(t, through(cfg, server, p))
			defer s.Close()
			writeAll(t, s, history)
			struck := p.harm(statement, loseAnswer)
			if err := s.Roll(t.Context(), time.Now()); err == nil {
				t.Fatal("Roll did not notice that an answer was lost")
			}
			<-struck
			roll(t, s)
			if diff := cmp.Diff(want, ask(t, s)); diff != "" {
				t.Errorf("straight and broken-off record differ (-straight +broken):\n%s", diff)
			}
		})
	}
}

// TestARollUpIsOneBlock has more hosts than fit into a block that the engine makes by
// itself: the token is about blocks, so there must be one.
func TestARollUpIsOneBlock(t *testing.T) {
	server := chserver.Start(t, chserver.Config{})
	s := open(t, database(t, server))
	defer s.Close()
	rng := rand.New(rand.NewPCG(8, 8))
	obs := make([]landfall.Observation, 90_000)
	for i := range obs {
		obs[i] = *storetest.Failed(rng, storetest.Host(i), storetest.Start(), landfall.OutcomeGone, landfall.ClassTheirs, "http_410")
	}
	for i := 0; i < len(obs); i += 30_000 {
		if err := s.Write(t.Context(), fmt.Sprint("batch-", i), obs[i:i+30_000]); err != nil {
			t.Fatal(err)
		}
	}
	n, err := s.nextRoll(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	batches, err := s.entries(t.Context(), n)
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := s.fillViews(t.Context(), rollOf(n, batches)); err != nil {
			t.Fatal(err)
		}
		parts, err := scalar[uint64](t.Context(), s, `SELECT uniqExact(_part) FROM instance_days`)
		if err != nil || parts != 1 {
			t.Errorf("%d parts, %v; want 1", parts, err)
		}
		rows, err := scalar[uint64](t.Context(), s, `SELECT sum(visits) FROM instance_days`)
		if err != nil || rows != uint64(len(obs)) {
			t.Errorf("%d visits, %v; want %d", rows, err, len(obs))
		}
	}
}
