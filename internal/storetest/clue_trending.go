package storetest

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"landfall"
)

// shownTag is one hashtag on one day.
type shownTag struct {
	Host landfall.Host
	Tag  string
	Day  time.Time
}

func allTrending(t *testing.T, s ClueStore, since time.Time) []shownTag {
	t.Helper()
	var all []shownTag
	err := s.Trending(t.Context(), since, func(host landfall.Host, tag string, day time.Time) error {
		all = append(all, shownTag{host, tag, day})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func trendsAreKeptByDay(t *testing.T, s ClueStore) {
	add(t, s, Hosts(0, 2), start)
	today := start.Truncate(24 * time.Hour)
	yesterday := today.AddDate(0, 0, -1)
	many := make([]string, landfall.TrendingPerDay+5)
	for i := range many {
		many[i] = fmt.Sprintf("tag%02d", i)
	}
	err := s.SaveTrending(t.Context(), []landfall.Trending{
		{Host: Host(1), Day: today, Tags: many},
		{Host: Host(0), Day: today.Add(5 * time.Hour), Tags: []string{"metal", "punk", "metal"}},
		{Host: Host(0), Day: today.Add(9 * time.Hour), Tags: []string{"metal"}},
		{Host: Host(0), Day: yesterday, Tags: []string{"metal"}},
		{Host: Host(7), Day: today, Tags: []string{"of a stranger"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	want := []shownTag{{Host(0), "metal", yesterday}, {Host(0), "metal", today}, {Host(0), "punk", today}}
	all := allTrending(t, s, time.Time{})
	if diff := cmp.Diff(want, all[:min(len(want), len(all))]); diff != "" || len(all) != len(want)+landfall.TrendingPerDay {
		t.Errorf("%d in all (-want +got):\n%s", len(all), diff)
	}
	if got := allTrending(t, s, today.Add(time.Hour)); len(got) != len(all)-1 {
		t.Errorf("%d since today; want all but one of %d", len(got), len(all))
	}
	if err := s.PruneTrending(t.Context(), today); err != nil {
		t.Fatal(err)
	}
	if got := allTrending(t, s, time.Time{}); len(got) != len(all)-1 {
		t.Errorf("%d after yesterday is pruned; want all but one of %d", len(got), len(all))
	}
}
