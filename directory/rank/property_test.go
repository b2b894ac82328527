package rank

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"landfall"
)

func hostsOf(r *Ranking) []landfall.Host {
	var hosts []landfall.Host
	for _, result := range r.Results(0, r.Len()) {
		hosts = append(hosts, result.Host)
	}
	return hosts
}

func TestPartsAddUpToTheTotal(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		candidates, w := drawCandidates(t), drawWish(t)
		table := New(candidates, moment)
		ranking := table.Rank(w)
		scores := table.scoresByPlan(ranking)
		for _, result := range ranking.Results(0, ranking.Len()) {
			var sum, worth Points
			for _, p := range result.Score.Parts {
				sum += p.Points
				worth += p.Weight
				if p.Points < 0 || p.Points > p.Weight || p.Why.String() == "" || !p.Known && p.Key != "stewardship" && p.Value != Prior {
					t.Errorf("%s: part %+v", result.Host, p)
				}
			}
			if sum != result.Score.Total || worth != whole || sum != scores[result.Host] {
				t.Errorf("%s: parts %d, worth %d; total %d, ranked by %d", result.Host, sum, worth, result.Score.Total, scores[result.Host])
			}
		}
	})
}

// scoresByPlan returns what ranking went by.
func (t *Table) scoresByPlan(r *Ranking) map[landfall.Host]Points {
	byHost := make(map[landfall.Host]Points)
	for i, s := range r.scores(func(int) bool { return true }) {
		byHost[t.of(&t.rows[i]).Host] = s
	}
	return byHost
}

func TestTheSameWeekGivesTheSameOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		candidates, w := drawCandidates(t), drawWish(t)
		want := hostsOf(New(slices.Clone(candidates), moment).Rank(w))
		shuffled := rapid.Permutation(candidates).Draw(t, "shuffled")
		if diff := cmp.Diff(want, hostsOf(New(shuffled, moment).Rank(w))); diff != "" {
			t.Error(diff)
		}
	})
}

func TestOnlyEqualsChangePlaces(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := New(drawCandidates(t), moment).Rank(drawWish(t))
		rest := r.Results(r.Chosen(), r.Len())
		for i, ahead := range rest {
			for _, behind := range rest[i+1:] {
				if behind.Score.Total > ahead.Score.Total+Equal {
					t.Errorf("%s with %v stands before %s with %v", ahead.Host, ahead.Score.Total, behind.Host, behind.Score.Total)
				}
			}
		}
	})
}

func TestCapsHoldAmongTheFirstThree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := New(drawCandidates(t), moment).Rank(drawWish(t))
		operators, domains, networks := map[string]int{}, map[string]int{}, map[string]int{}
		fits := func(c *Candidate) bool {
			return (c.Operator == "" || operators[c.Operator] < 1) && domains[c.Host.Registrable()] < 1 && (c.Network == "" || networks[c.Network] < 2)
		}
		for _, result := range r.Results(0, r.Chosen()) {
			if !fits(result.Candidate) {
				t.Errorf("%s of %q on %q is one too many", result.Host, result.Operator, result.Network)
			}
			operators[result.Operator]++
			domains[result.Host.Registrable()]++
			networks[result.Network]++
		}
		for _, result := range r.Results(r.Chosen(), r.Len()) {
			if r.Chosen() < First && fits(result.Candidate) {
				t.Errorf("only %d of %d are first, though %s may be", r.Chosen(), r.Len(), result.Host)
			}
		}
	})
}

func TestExactlyWhoPassesTheGateIsRanked(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		candidates, w := drawCandidates(t), drawWish(t)
		table := New(candidates, moment)
		ranking := table.Rank(w)
		ranked := hostsOf(ranking)
		for i := range candidates {
			c := &candidates[i]
			why, held := table.WhyNot(c.Host, w)
			place := slices.Index(ranked, c.Host) + 1
			passes := len(Gate(c, &w, moment)) == 0 && !c.full()
			switch {
			case held == c.Refused:
				t.Errorf("%s refused %v and is held %v", c.Host, c.Refused, held)
			case passes != (place > 0):
				t.Errorf("%s: place %d, gate %v", c.Host, place, Gate(c, &w, moment))
			case held && (why.Place != place || passes != (len(why.Reasons) == 0)):
				t.Errorf("%s: place %d, why not %+v", c.Host, place, why)
			}
		}
		if len(slices.Compact(slices.Sorted(slices.Values(ranked)))) != len(ranked) {
			t.Errorf("somebody is ranked twice: %v", ranked)
		}
	})
}

func TestNewcomersLackNothingButTime(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		candidates, w := drawCandidates(t), drawWish(t)
		for _, result := range New(candidates, moment).Rank(w).Newcomers(len(candidates)) {
			reasons := Gate(result.Candidate, &w, moment)
			if len(reasons) == 0 || slices.ContainsFunc(reasons, func(r Reason) bool { return r.Code != TooNew && r.Code != FewSamples }) {
				t.Errorf("%s: %v", result.Host, reasons)
			}
		}
	})
}

// better returns, by name, what makes a candidate better in one respect, and the part
// that must not fall by it.
func better(t *rapid.T) (key string, improve func(*Candidate)) {
	kinds := map[string]func() (string, func(*Candidate)){
		"faster": func() (string, func(*Candidate)) {
			by := rapid.Float64Range(0, 1).Draw(t, "by")
			return "speed", func(c *Candidate) { c.Click.P75 = time.Duration(by * float64(c.Click.P75)); c.Regions = nil }
		},
		"answers more": func() (string, func(*Candidate)) {
			more := rapid.IntRange(0, 50).Draw(t, "more")
			return "reliability", func(c *Candidate) { c.Answered = min(c.Answered+more, c.Samples) }
		},
		"measured more": func() (string, func(*Candidate)) {
			more := rapid.IntRange(0, 500).Draw(t, "more")
			return "reliability", func(c *Candidate) { c.Answered += more; c.Samples += more }
		},
		"fewer outages": func() (string, func(*Candidate)) {
			return "reliability", func(c *Candidate) { c.Outages.N = max(c.Outages.N-1, 0) }
		},
		"surer topics": func() (string, func(*Candidate)) {
			return "topic", func(c *Candidate) {
				for i := range c.Topics {
					c.Topics[i].Confidence += (1 - c.Topics[i].Confidence) / 2
				}
			}
		},
		"one more language": func() (string, func(*Candidate)) {
			tag := rapid.SampledFrom(someLanguages).Draw(t, "language")
			return "language", func(c *Candidate) { c.Accepted = append(slices.Clone(c.Accepted), tag) }
		},
		"a promise": func() (string, func(*Candidate)) {
			return "stewardship", func(c *Candidate) { c.Promise = Yes }
		},
		"two admins": func() (string, func(*Candidate)) {
			return "stewardship", func(c *Candidate) { c.Admins, c.Organisation = Yes, Yes }
		},
		"older": func() (string, func(*Candidate)) {
			return "stewardship", func(c *Candidate) {
				if !c.Founded.IsZero() {
					c.Founded = c.Founded.Add(-year)
				}
			}
		},
		"stricter": func() (string, func(*Candidate)) {
			return "stewardship", func(c *Candidate) { c.Forbids.N++ }
		},
	}
	names := make([]string, 0, len(kinds))
	for name := range kinds {
		names = append(names, name)
	}
	slices.Sort(names)
	return kinds[rapid.SampledFrom(names).Draw(t, "better")]()
}

func TestMoreOfAGoodThingNeverLowersItsPart(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c, w := drawCandidate(t), drawWish(t)
		c.Refused = false
		key, improve := better(t)
		if key == "speed" {
			c.Regions = nil
		}
		score := func(c Candidate) Part {
			s, _ := New([]Candidate{c}, moment).Score(c.Host, w)
			p, _ := s.Part(key)
			return p
		}
		before := score(c)
		if !before.Known && key != "stewardship" {
			return // from nothing known to something known is another matter
		}
		improve(&c)
		if after := score(c); after.Points < before.Points {
			t.Errorf("%s fell from %v to %v:\n%s\n%s", key, before.Points, after.Points, before.Why, after.Why)
		}
	})
}

func TestWeightsAreSharedOutToTheLastTenth(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := drawWish(t)
		shared := share(weightsOf(w))
		var sum Points
		for i, p := range shared {
			sum += p
			if (p == 0) != (weightsOf(w)[i] == 0) {
				t.Errorf("part %d weighs %v", i, p)
			}
		}
		if sum != whole {
			t.Errorf("weights %v add up to %v", shared, sum)
		}
	})
}
