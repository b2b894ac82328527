package storetest

import (
	"testing"

	"landfall"
)

// oneLiarMovesNoSumByMore adds an instance to the record that lies in different ways
// on different days, and expects no day's sum to move by more than its cap, and each
// to say that it is there.
func oneLiarMovesNoSumByMore(t *testing.T, open OpenHistory) {
	s := openedHistory(t, open)
	rng := newRand(77)
	write(t, s, "honest", LongHistory(4, 6)...)
	roll(t, s, lastMoment)
	before := sums(t, s)
	all := landfall.Known(landfall.MaxPeople)
	doubted := landfall.Count{N: landfall.MaxPeople, Known: true, Reason: landfall.WhyJumped}
	for day, users := range []landfall.Count{all, doubted, {N: 1, Known: true, Reason: landfall.WhyImplausible}, landfall.Missing(landfall.WhyOutOfRange)} {
		o := Answered(rng, Host(50), start.AddDate(0, 0, day))
		o.Facts.Users, o.Facts.ActiveMonth = users, users
		o.Facts.Posts = landfall.Count{N: landfall.MaxCount, Known: true, Reason: users.Reason}
		o.Facts.Software.Name = "mastodon"
		write(t, s, o.ID, *o)
	}
	roll(t, s, lastMoment)
	after := sums(t, s)
	if len(before) != len(after) || len(before) == 0 {
		t.Fatalf("%d sums, then %d", len(before), len(after))
	}
	largest := int64(0)
	for i, b := range before {
		a := after[i]
		moved := a.Believed - b.Believed
		largest = max(largest, moved)
		if moved < 0 || moved > b.most {
			t.Errorf("%s moves from %d to %d, by more than %d", a.name, b.Believed, a.Believed, b.most)
		}
		told := a.Counted - b.Counted + a.Doubted - b.Doubted + a.Silent - b.Silent
		if told != 0 && told != 1 || moved > 0 && a.Counted == b.Counted || a.Capped-b.Capped > a.Counted-b.Counted {
			t.Errorf("%s was %+v and is %+v, which does not tell of one instance more", a.name, b.Sum, a.Sum)
		}
	}
	t.Logf("one liar moved sums by at most %d; %d sums were compared", largest, len(before))
}

// bounded is a sum and what one instance may move it by.
type bounded struct {
	landfall.Sum
	name string
	most int64
}

// sums are all sums of the record's first six days.
func sums(t *testing.T, s HistoryStore) (all []bounded) {
	t.Helper()
	from, to := start.AddDate(0, 0, -1), start.AddDate(0, 0, 7)
	network, err := s.Network(t.Context(), from, to)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range network {
		date := d.Date.Format("01-02")
		all = append(all, bounded{d.Users, date + " users", landfall.MostUsers},
			bounded{d.ActiveMonth, date + " active", landfall.MostActive}, bounded{d.Posts, date + " posts", landfall.MostPosts})
	}
	shares, err := s.Shares(t.Context(), landfall.ShareSoftware, from, to)
	if err != nil {
		t.Fatal(err)
	}
	for _, share := range shares {
		if share.Key != "mastodon" {
			continue
		}
		name := share.Date.Format("01-02") + " share of " + share.Key
		all = append(all, bounded{share.Users, name, landfall.MostUsers}, bounded{share.ActiveMonth, name, landfall.MostActive})
	}
	return all
}
