package storetest

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"
	"time"

	"landfall"
)

// LongHistory is a few weeks of visits to n hosts whose software, version, sign-up
// mode, rules and peers change now and then.
func LongHistory(n, days int) []landfall.Observation {
	rng := newRand(21)
	history := randomHistory(n, time.Duration(days)*24*time.Hour)
	type state struct {
		software, version string
		mode              landfall.SignupMode
		rules             int
	}
	states := make(map[landfall.Host]*state)
	for i := range history {
		o := &history[i]
		st := states[o.Host]
		if st == nil {
			st = &state{"mastodon", "4.5.2", landfall.SignupApproval, 3}
			states[o.Host] = st
		}
		if o.Outcome != landfall.OutcomeAnswered {
			continue
		}
		switch rng.IntN(12) {
		case 4: // a health check
			o.Work, o.Facts = landfall.WorkHealth, landfall.Facts{}
			continue
		case 0:
			st.version = []string{"4.5.2", "4.5.3", "4.6.0"}[rng.IntN(3)]
		case 1:
			st.mode = []landfall.SignupMode{landfall.SignupOpen, landfall.SignupApproval, landfall.SignupClosed}[rng.IntN(3)]
		case 2:
			st.rules = 1 + rng.IntN(8)
		case 3:
			st.software = []string{"mastodon", "glitchcafe"}[rng.IntN(2)]
		}
		f := &o.Facts
		f.Software.Name, f.Software.Version, f.Signup.Mode, f.Rules = st.software, st.version, st.mode, f.Rules[:st.rules]
		if rng.IntN(6) == 0 { // a visit on which a document was missing
			delete(f.Evidence, landfall.FieldSignup)
			delete(f.Evidence, landfall.FieldRules)
			f.Signup, f.Rules = landfall.Signup{}, nil
		}
		if rng.IntN(6) == 0 {
			delete(f.Evidence, landfall.FieldUsers)
			f.Users = landfall.Missing(landfall.WhyFetchFailed)
		}
		lie(rng, f)
		for range rng.IntN(4) {
			o.PeerSample = append(o.PeerSample, Host(100+rng.IntN(20)))
		}
		slices.Sort(o.PeerSample)
		o.PeerSample = slices.Compact(o.PeerSample)
	}
	slices.SortFunc(history, byTime)
	return history
}

// lie has every sixth visit state a count that is doubted, or more than one instance
// may count for.
func lie(rng *rand.Rand, f *landfall.Facts) {
	switch rng.IntN(18) {
	case 0:
		f.ActiveMonth.Reason = landfall.WhyImplausible
	case 1:
		f.Posts = landfall.Count{N: landfall.MaxCount, Known: true, Reason: landfall.WhyJumped}
		if f.Users.Known {
			f.Users.Reason = landfall.WhyJumped
		}
	case 2:
		f.ActiveMonth, f.Posts = landfall.Known(landfall.MaxPeople), landfall.Known(landfall.MostPosts+1)
	}
}

func byTime(a, b landfall.Observation) int {
	return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.ID, b.ID))
}

// answeredOf are the visits that count as answered.
func answeredOf(visits []landfall.Observation) []landfall.Observation {
	return of(visits, func(o landfall.Observation) bool {
		return o.Outcome == landfall.OutcomeAnswered && o.Class != landfall.ClassOurs
	})
}

// sketched are percentiles as the record keeps them: of the sorted samples the one
// at the rank's lower end.
func sketched(p landfall.Percentiles, sorted []time.Duration) landfall.Percentiles {
	at := func(q float64) time.Duration {
		if len(sorted) == 0 {
			return 0
		}
		return sorted[int(math.Floor(q*float64(len(sorted)-1)))]
	}
	return landfall.Percentiles{P50: at(0.5), P75: at(0.75), P95: at(0.95), N: p.N}
}

func clickSketch(visits []landfall.Observation) landfall.Percentiles {
	sorted := measured(visits, func(o landfall.Observation) landfall.Timings { return o.Click }, landfall.Timings.Click)
	return sketched(landfall.Percentiles{N: len(sorted)}, sorted)
}

func firstSketch(visits []landfall.Observation) landfall.Percentiles {
	sorted := measured(visits, firstOf, landfall.Timings.Total)
	return sketched(landfall.Percentiles{N: len(sorted)}, sorted)
}

// dailyOracle is the days of a host as the vocabulary says they should be.
func dailyOracle(history []landfall.Observation, host landfall.Host, from, to time.Time) []landfall.Daily {
	var days []landfall.Daily
	for date := midnight(from); date.Before(to); date = date.Add(24 * time.Hour) {
		day := of(history, func(o landfall.Observation) bool { return o.Host == host && midnight(o.At).Equal(date) })
		if len(day) == 0 {
			continue
		}
		d := landfall.Daily{Host: host, Date: date, Click: clickSketch(day), First: firstSketch(day)}
		d.Visits, d.Answered, d.Unknown = verdicts(day)
		// A visit that only looked whether the host is there states nothing.
		told := of(answeredOf(day), func(o landfall.Observation) bool {
			return o.Facts.Stated(landfall.FieldSoftware) || o.Facts.Stated(landfall.FieldSignup) || o.Facts.Users.Known
		})
		if len(told) > 0 {
			last := slices.MaxFunc(told, byTime)
			f := &last.Facts
			if f.Stated(landfall.FieldSoftware) {
				d.Software, d.Version = f.Software.Name, f.Software.Version
			}
			if f.Stated(landfall.FieldSignup) {
				d.Signup = f.Signup.Mode
			}
			d.Users, d.ActiveMonth, d.Posts = f.Users, f.ActiveMonth, f.Posts
		}
		days = append(days, d)
	}
	return days
}

// allDays are the days of every host in a history, by date and host.
func allDays(history []landfall.Observation, from, to time.Time) []landfall.Daily {
	hosts := make(map[landfall.Host]bool)
	for _, o := range history {
		hosts[o.Host] = true
	}
	var all []landfall.Daily
	for host := range hosts {
		all = append(all, dailyOracle(history, host, from, to)...)
	}
	slices.SortFunc(all, func(a, b landfall.Daily) int {
		return cmp.Or(a.Date.Compare(b.Date), cmp.Compare(a.Host, b.Host))
	})
	return all
}

func networkOracle(history []landfall.Observation, from, to time.Time) []landfall.NetworkDay {
	byDate := make(map[time.Time]*landfall.NetworkDay)
	var dates []time.Time
	for _, d := range allDays(history, from, to) {
		n := byDate[d.Date]
		if n == nil {
			day := of(history, func(o landfall.Observation) bool { return midnight(o.At).Equal(d.Date) })
			n = &landfall.NetworkDay{Date: d.Date, Click: clickSketch(day), First: firstSketch(day)}
			byDate[d.Date] = n
			dates = append(dates, d.Date)
		}
		n.Visits += d.Visits
		n.Answered += d.Answered
		n.Unknown += d.Unknown
		if d.Visits > 0 {
			n.Visited++
		}
		if d.Answered > 0 {
			n.Answering++
		}
		if d.Answered > 0 {
			n.Users.Add(d.Users, landfall.MostUsers)
			n.ActiveMonth.Add(d.ActiveMonth, landfall.MostActive)
			n.Posts.Add(d.Posts, landfall.MostPosts)
		}
	}
	network := make([]landfall.NetworkDay, len(dates))
	for i, date := range dates {
		network[i] = *byDate[date]
	}
	return network
}

func sharesOracle(history []landfall.Observation, by landfall.ShareBy, from, to time.Time) []landfall.Share {
	type place struct {
		date time.Time
		key  string
	}
	shares := make(map[place]*landfall.Share)
	for _, d := range allDays(history, from, to) {
		if d.Answered == 0 {
			continue
		}
		at := place{d.Date, d.Software}
		if by == landfall.ShareSignup {
			at.key = string(d.Signup)
		}
		share := shares[at]
		if share == nil {
			share = &landfall.Share{Date: at.date, Key: at.key}
			shares[at] = share
		}
		share.Instances++
		share.Users.Add(d.Users, landfall.MostUsers)
		share.ActiveMonth.Add(d.ActiveMonth, landfall.MostActive)
	}
	var all []landfall.Share
	for _, share := range shares {
		all = append(all, *share)
	}
	slices.SortFunc(all, func(a, b landfall.Share) int {
		return cmp.Or(a.Date.Compare(b.Date), cmp.Compare(a.Key, b.Key))
	})
	return all
}

func reasonsOracle(history []landfall.Observation, from, to time.Time) []landfall.ReasonCount {
	counts := make(map[landfall.ReasonCount]int)
	for _, o := range history {
		if o.Outcome != landfall.OutcomeAnswered && !o.At.Before(midnight(from)) && o.At.Before(to) {
			counts[landfall.ReasonCount{Outcome: o.Outcome, Class: o.Class, Reason: o.Reason}]++
		}
	}
	var all []landfall.ReasonCount
	for reason, n := range counts {
		reason.Visits = n
		all = append(all, reason)
	}
	slices.SortFunc(all, func(a, b landfall.ReasonCount) int {
		return cmp.Or(cmp.Compare(b.Visits, a.Visits), cmp.Compare(a.Outcome, b.Outcome),
			cmp.Compare(a.Class, b.Class), cmp.Compare(a.Reason, b.Reason))
	})
	return all
}

func changesOracle(history []landfall.Observation) []landfall.Change {
	type place struct {
		host  landfall.Host
		field landfall.ChangeField
	}
	last := make(map[place]string)
	var all []landfall.Change
	for _, o := range answeredOf(history) { // in order of time
		f := &o.Facts
		values := map[landfall.ChangeField]string{landfall.ChangeRules: f.RulesDigest()}
		if f.Stated(landfall.FieldSignup) {
			values[landfall.ChangeSignup] = string(f.Signup.Mode)
		}
		if f.Stated(landfall.FieldSoftware) {
			values[landfall.ChangeSoftware], values[landfall.ChangeVersion] = f.Software.Name, f.Software.Version
		}
		for field, now := range values {
			at := place{o.Host, field}
			if before := last[at]; now != "" && before != "" && before != now {
				all = append(all, landfall.Change{Host: o.Host, At: o.At, Field: field, Before: before, After: now})
			}
			if now != "" {
				last[at] = now
			}
		}
	}
	slices.SortFunc(all, func(a, b landfall.Change) int {
		return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.Host, b.Host), cmp.Compare(a.Field, b.Field))
	})
	return all
}

func edgesOracle(history []landfall.Observation, host landfall.Host, from, to time.Time) []landfall.Edge {
	edges := make(map[landfall.Host]*landfall.Edge)
	for _, o := range history {
		if o.Host != host {
			continue
		}
		for _, peer := range o.PeerSample {
			e := edges[peer]
			if e == nil {
				e = &landfall.Edge{Host: host, Peer: peer, First: o.At}
				edges[peer] = e
			}
			e.Last = o.At
		}
	}
	var all []landfall.Edge
	for _, e := range edges {
		if e.First.Before(to) && !e.Last.Before(from) {
			all = append(all, *e)
		}
	}
	slices.SortFunc(all, func(a, b landfall.Edge) int { return cmp.Compare(a.Peer, b.Peer) })
	return all
}
