package directory

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"pgregory.net/rapid"

	"landfall"
)

// TestTotalsBoundedByOneLiar adds one liar to a directory, of whatever numbers and
// whatever history, and expects no published total to move by more than its cap.
func TestTotalsBoundedByOneLiar(t *testing.T) {
	at := time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC)
	count := rapid.OneOf(rapid.Int64Range(0, 500), rapid.Int64Range(0, landfall.MaxPeople), rapid.Just[int64](landfall.MaxPeople))
	posts := rapid.OneOf(rapid.Int64Range(0, 5000), rapid.Int64Range(0, landfall.MaxCount))
	said := rapid.Custom(func(t *rapid.T) landfall.Facts {
		return statedFacts(count.Draw(t, "users"), count.Draw(t, "month"), posts.Draw(t, "posts"), at)
	})
	largest := make(map[string]int64)
	rapid.Check(t, func(t *rapid.T) {
		var honest []landfall.Instance
		for i := range rapid.IntRange(0, 12).Draw(t, "honest") {
			honest = append(honest, visited(landfall.Host(fmt.Sprintf("h%d-sim.social", i)), at, said.Draw(t, "facts")))
		}
		liar := visited("liar-sim.social", at, rapid.SliceOfN(said, 1, 3).Draw(t, "lies")...)
		without := build(honest, at).Totals()
		with := build(append(honest, liar), at).Totals()
		for _, total := range []struct {
			name          string
			before, after int64
			most          int64
		}{
			{"users", without.Users.Believed, with.Users.Believed, landfall.MostUsers},
			{"active", without.ActiveMonth.Believed, with.ActiveMonth.Believed, landfall.MostActive},
			{"posts", without.Posts.Believed, with.Posts.Believed, landfall.MostPosts},
			{"listed", int64(without.Listed), int64(with.Listed), 1},
			{"joinable", int64(without.Joinable), int64(with.Joinable), 1},
			{"known", int64(without.Known), int64(with.Known), 1},
			{"hidden", int64(without.Hidden), int64(with.Hidden), 1},
			{"candidate", int64(without.Candidate), int64(with.Candidate), 1},
		} {
			moved := total.after - total.before
			largest[total.name] = max(largest[total.name], moved)
			if moved < 0 || moved > total.most {
				t.Errorf("%s moves from %d to %d, by more than %d", total.name, total.before, total.after, total.most)
			}
		}
	})
	t.Logf("one liar moved totals by at most %v", largest)
}

// statedFacts are the numbers that a document states, weighed as a visit weighs them.
func statedFacts(users, month, posts int64, at time.Time) landfall.Facts {
	f := landfall.Facts{Users: landfall.Known(users), ActiveMonth: landfall.Known(month), Posts: landfall.Known(posts)}
	if month > users {
		f.ActiveMonth.Reason = landfall.WhyImplausible
	}
	for _, field := range []landfall.Field{landfall.FieldUsers, landfall.FieldActiveMonth, landfall.FieldPosts} {
		f.State(field, "https://liar-sim.social/nodeinfo/2.0", string(field), at)
	}
	return f
}

// visited is an instance after visits that read the given facts, the last one at at.
func visited(host landfall.Host, at time.Time, seen ...landfall.Facts) landfall.Instance {
	in := landfall.Instance{Host: host, Status: landfall.StatusCandidate, Discovered: at.AddDate(0, -1, 0)}
	for i, facts := range seen {
		when := at.Add(-time.Duration(len(seen)-1-i) * 6 * time.Hour)
		for field, e := range facts.Evidence {
			e.FirstSeen, e.LastSeen = when, when
			facts.Evidence[field] = e
		}
		in = in.Apply(&landfall.Observation{Host: host, At: when, Outcome: landfall.OutcomeAnswered, Facts: facts})
	}
	return in
}

func TestTotalsTellWhomTheyLeaveOut(t *testing.T) {
	at := time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC)
	totals := Build(Material{Instances: []landfall.Instance{
		visited("honest-sim.social", at, statedFacts(1000, 100, 9000, at)),
		visited("contradiction-sim.social", at, statedFacts(10, 500, 20, at)),
		visited("jump-sim.social", at, statedFacts(12, 5, 40, at), statedFacts(12_000, 5, 40, at)),
		visited("giant-sim.social", at, statedFacts(landfall.MaxPeople, 7, 10, at)),
		visited("silent-sim.social", at, landfall.Facts{Users: landfall.Missing(landfall.WhyNotStated)}),
	}}, at).Totals()
	want := landfall.Sum{Believed: 1000 + 10 + landfall.MostUsers, Stated: 1000 + 10 + 12_000 + landfall.MaxPeople, Counted: 3, Doubted: 1, Capped: 1, Silent: 1}
	if totals.Users != want {
		t.Errorf("users %+v, want %+v", totals.Users, want)
	}
	if got := totals.ActiveMonth; got.Doubted != 1 || got.Believed != 100+5+7 {
		t.Errorf("active %+v, want one doubted and 112 believed", got)
	}
}

// Totals do not depend on the order in which instances come.
func TestTotalsHaveNoOrder(t *testing.T) {
	at := time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC)
	rng := rand.New(rand.NewPCG(1, 2))
	var all []landfall.Instance
	for i := range 50 {
		all = append(all, visited(landfall.Host(fmt.Sprintf("h%d-sim.social", i)), at, statedFacts(rng.Int64N(1e7), rng.Int64N(1e6), rng.Int64N(1e9), at)))
	}
	want := build(all, at).Totals()
	rng.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	if got := build(all, at).Totals(); got != want {
		t.Errorf("totals %+v, then %+v", want, got)
	}
}
