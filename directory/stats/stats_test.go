package stats

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"landfall"
	"landfall/directory"
	"landfall/directory/place"
	"landfall/directory/reading"
)

var at = time.Date(2026, 10, 7, 9, 40, 0, 0, time.UTC)

func TestConcentrationOfKnownParts(t *testing.T) {
	for _, tt := range []struct {
		name                          string
		parts                         []float64
		n                             int
		hhi, shannon, effective, top1 float64
	}{
		{"nothing", nil, 0, 0, 0, 0, 0},
		{"nothing but zeros", []float64{0, 0, -1}, 0, 0, 0, 0, 0},
		{"a monopoly", []float64{7}, 1, 10_000, 0, 1, 1},
		{"two equal parts", []float64{3, 3}, 2, 5_000, 1, 2, .5},
		{"four equal parts, and zeros", []float64{1, 0, 1, 1, 0, 1}, 4, 2_500, 2, 4, .25},
		{"one half and two quarters", []float64{1, 2, 1}, 3, 3_750, 1.5, 10_000. / 3_750, .5},
	} {
		c := Concentrate(tt.parts)
		got := []float64{float64(c.Parts), c.HHI, c.Shannon, c.Effective, c.Top(1)}
		for i, want := range []float64{float64(tt.n), tt.hhi, tt.shannon, tt.effective, tt.top1} {
			if math.Abs(got[i]-want) > 1e-9 {
				t.Errorf("%s: %v; want %v of n, HHI, Shannon, effective and top 1", tt.name, got, want)
			}
		}
	}
}

// Whatever the parts: measures stay within their bounds, and neither scale nor order
// matters. That two parts become one never makes less of a concentration.
func TestConcentrationHoldsItsBounds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		parts := rapid.SliceOfN(rapid.Map(rapid.IntRange(1, 1e6), func(n int) float64 { return float64(n) }), 2, 60).Draw(t, "parts")
		c := Concentrate(parts)
		n := float64(len(parts))
		const eps = 1e-6
		if c.HHI < 10_000/n-eps || c.HHI > 10_000+eps || c.Shannon < 0 || c.Shannon > math.Log2(n)+eps || c.Effective > n+eps || c.Effective < 1-eps {
			t.Errorf("out of bounds: %+v", c)
		}
		for k := 1; k <= len(parts); k++ {
			if c.Top(k) < c.Top(k-1) || c.Top(k) < float64(k)/n-eps {
				t.Errorf("top %d has %v after %v", k, c.Top(k), c.Top(k-1))
			}
		}
		if c.Top(len(parts)) < 1-eps {
			t.Errorf("all have %v", c.Top(len(parts)))
		}
		scaled := slices.Clone(parts)
		slices.Reverse(scaled)
		for i := range scaled {
			scaled[i] *= 3
		}
		if other := Concentrate(scaled); math.Abs(other.HHI-c.HHI) > eps || math.Abs(other.Shannon-c.Shannon) > eps {
			t.Errorf("%+v, and %+v of three times as much", c, other)
		}
		merged := append([]float64{parts[0] + parts[1]}, parts[2:]...)
		if less := Concentrate(merged); less.HHI < c.HHI-eps || less.Shannon > c.Shannon+eps {
			t.Errorf("%+v, and %+v after a merger", c, less)
		}
	})
}

func TestVersionsAreCutToTwoNumbers(t *testing.T) {
	for version, want := range map[string]string{
		"4.5.2": "4.5", "v4.5": "4.5", "4.5-rc1+glitch": "4.5", "2026.9.0": "2026.9", "4": "", "": "", "main.1": "", "4.x": "", "1234567.1": "", ".5": "",
	} {
		if got := firstTwo(version); got != want {
			t.Errorf("firstTwo(%q) = %q; want %q", version, got, want)
		}
	}
}

// network is a snapshot of so many servers of any kind, single-user and adult ones among
// them.
func network(t *rapid.T) *directory.Snapshot {
	m := directory.Material{Measured: map[landfall.Host]directory.Measured{}, Readings: map[landfall.Host]*reading.Reading{}}
	for i := range rapid.IntRange(0, 30).Draw(t, "servers") {
		host := landfall.Host("h" + strconv.Itoa(i) + "-sim.social")
		in := landfall.Instance{Host: host, Status: landfall.StatusAlive, Discovered: at, LastVisit: at, LastSeen: at.AddDate(0, 0, -rapid.IntRange(0, 20).Draw(t, "silent"))}
		in.Facts.Software = landfall.Software{Name: rapid.SampledFrom([]string{"", "mastodon", "glitchsoc", "lemmy"}).Draw(t, "software"), Version: rapid.SampledFrom([]string{"", "4.5.1", "x"}).Draw(t, "version")}
		in.Facts.Signup.Mode = rapid.SampledFrom(append(landfall.SignupModes(), "")).Draw(t, "mode")
		in.Facts.ActiveMonth = rapid.SampledFrom([]landfall.Count{{}, landfall.Known(1), landfall.Known(120), landfall.Known(landfall.MaxPeople), {N: 9, Known: true, Reason: landfall.WhyJumped}}).Draw(t, "people")
		m.Instances = append(m.Instances, in)
		visits := rapid.IntRange(0, 40).Draw(t, "visits")
		sum := landfall.Summary{Host: host, Visits: visits, Answered: rapid.IntRange(0, visits).Draw(t, "answered")}
		sum.Click = landfall.Percentiles{P75: time.Duration(rapid.IntRange(0, 5000).Draw(t, "ms")) * time.Millisecond, N: sum.Answered}
		m.Measured[host] = directory.Measure(sum)
		hosting := place.Hosting{Hidden: rapid.Bool().Draw(t, "hidden"), ASN: rapid.Uint32Range(0, 3).Draw(t, "asn")}
		if rapid.Bool().Draw(t, "located") {
			hosting.Countries = []place.Finding{{ID: "de"}}
		}
		m.Readings[host] = &reading.Reading{Hosting: hosting}
	}
	return directory.Build(m, at)
}

// Whatever the servers: every chart is over those that the totals tell of, its counts add
// up to them where each server counts once, and its files have as many cells as columns.
func TestChartsAddUpToTheTotals(t *testing.T) {
	once := []string{"size", "software", "versions", "speed", "availability", "sign-up"}
	rapid.Check(t, func(t *rapid.T) {
		snapshot := network(t)
		listed := snapshot.Totals().Listed
		for _, c := range Of(snapshot) {
			if c.Base.Of == Listed && c.Base.Whole != listed || c.Base.Known > c.Base.Whole {
				t.Errorf("%s: base %+v; %d are listed", c.ID, c.Base, listed)
			}
			sum := 0.0
			for _, line := range c.Lines {
				if len(line.Cells) != len(c.Columns) {
					t.Fatalf("%s: %d cells in %d columns", c.ID, len(line.Cells), len(c.Columns))
				}
				sum += *line.Cells[0]
			}
			if slices.Contains(once, c.ID) && int(sum) != listed && len(c.Lines) > 0 {
				t.Errorf("%s adds up to %v of %d", c.ID, sum, listed)
			}
			for record := range c.Records() {
				if len(record) != len(c.Header()) {
					t.Errorf("%s: %d cells below %d heads", c.ID, len(record), len(c.Header()))
				}
			}
		}
	})
}

func TestDaysWithoutARecordAreUnknown(t *testing.T) {
	day := func(ago int, n int) landfall.NetworkDay {
		return landfall.NetworkDay{Date: at.Truncate(24*time.Hour).AddDate(0, 0, -ago), Visited: n + 1, Answering: n}
	}
	share := func(ago int, key string, n int) landfall.Share {
		return landfall.Share{Date: at.Truncate(24*time.Hour).AddDate(0, 0, -ago), Key: key, Instances: n}
	}
	snapshot := directory.Build(directory.Material{Chronicle: directory.Chronicle{
		Days:     []landfall.NetworkDay{day(4, 10), day(2, 12), day(0, 3)},
		Software: []landfall.Share{share(2, "lemmy", 5), share(2, "mastodon", 7), share(1, "", 9), share(1, "mastodon", 8), share(0, "misskey", 99)},
	}}, at)
	for id, want := range map[string]string{
		"growth":          "[2026-10-03 10 11] [2026-10-04  ] [2026-10-05 12 13] ", // the day that is not over is left out
		"software-by-day": "[2026-10-05 7] [2026-10-06 8] ",                        // the most common ones of the last day
	} {
		var told strings.Builder
		for record := range (&Book{}).Chart(snapshot, id).Records() {
			fmt.Fprint(&told, record, " ")
		}
		got := told.String()
		if got != want {
			t.Errorf("%s: %s; want %s", id, got, want)
		}
	}
}

func TestIDsAreUniqueAndChartsAreOfAGroup(t *testing.T) {
	ids := IDs()
	if unique := slices.Compact(slices.Sorted(slices.Values(ids))); len(unique) != len(ids) {
		t.Errorf("two charts of one ID among %v", ids)
	}
	grouped := 0
	for _, g := range Groups() {
		for _, d := range definitions() {
			if d.Group == g.Group {
				grouped++
			}
		}
	}
	if grouped != len(ids) {
		t.Errorf("%d of %d charts are of a group", grouped, len(ids))
	}
}

func TestABookMakesChartsOfASnapshotOnce(t *testing.T) {
	var book Book
	one, other := directory.Build(directory.Material{}, at), directory.Build(directory.Material{}, at.Add(time.Hour))
	first := book.Charts(one)
	if &first[0] != &book.Charts(one)[0] || &first[0] == &book.Charts(other)[0] {
		t.Error("charts are made for each asking, or kept for another snapshot")
	}
	if diff := cmp.Diff(first[0].ID, book.Chart(one, first[0].ID).ID); diff != "" || book.Chart(one, "nothing") != nil {
		t.Errorf("a chart by its ID (-want +got):\n%s", diff)
	}
}
