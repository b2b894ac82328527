package directory

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"landfall"
)

// instance makes an instance that lists show.
func instance(host landfall.Host, change func(*landfall.Instance)) landfall.Instance {
	in := landfall.Instance{
		Host: host, Status: landfall.StatusAlive,
		Discovered: moment.Add(-48 * time.Hour), LastVisit: moment.Add(-time.Hour), LastSeen: moment.Add(-time.Hour),
		Facts: landfall.Facts{
			Software: landfall.Software{Name: "mastodon"},
			Signup:   landfall.Signup{Mode: landfall.SignupOpen},
			Users:    landfall.Known(200),
		},
	}
	if change != nil {
		change(&in)
	}
	return in
}

// build makes a snapshot of instances that were all visited.
func build(instances []landfall.Instance, at time.Time) *Snapshot {
	summaries := make(map[landfall.Host]landfall.Summary, len(instances))
	for _, in := range instances {
		summaries[in.Host] = landfall.Summary{Host: in.Host, Visits: 1, Answered: 1}
	}
	return Build(Material{Instances: instances, Measured: measure(summaries)}, at)
}

func hosts(servers []*Server) []landfall.Host {
	var list []landfall.Host
	for _, s := range servers {
		list = append(list, s.Host)
	}
	return list
}

func TestListing(t *testing.T) {
	const day = 24 * time.Hour
	seen := func(ago time.Duration) func(*landfall.Instance) {
		return func(in *landfall.Instance) { in.LastSeen = moment.Add(-ago) }
	}
	counts := func(users, month, halfyear landfall.Count) func(*landfall.Instance) {
		return func(in *landfall.Instance) {
			in.Facts.Users, in.Facts.ActiveMonth, in.Facts.ActiveHalfyear = users, month, halfyear
		}
	}
	none := landfall.Count{}
	for _, tt := range []struct {
		name   string
		change func(*landfall.Instance)
		want   Totals
	}{
		{"answers now", nil, Totals{Listed: 1, Joinable: 1}},
		{"answered 14 days ago", seen(14 * day), Totals{Listed: 1, Joinable: 1}},
		{"answered more than 14 days ago", seen(14*day + time.Second), Totals{Hidden: 1}},
		{"failing, but not for long", func(in *landfall.Instance) { in.Status = landfall.StatusDown }, Totals{Listed: 1, Joinable: 1}},
		{"never answered", func(in *landfall.Instance) { in.LastSeen, in.Status = time.Time{}, landfall.StatusCandidate }, Totals{Candidate: 1}},
		{"refused", func(in *landfall.Instance) { in.Status = landfall.StatusRefused }, Totals{Refused: 1}},
		{"one person", counts(landfall.Known(1), none, none), Totals{Hidden: 1}},
		{"nobody", counts(landfall.Known(0), landfall.Known(0), none), Totals{Hidden: 1}},
		{"one active person, total not stated", counts(none, landfall.Known(1), none), Totals{Hidden: 1}},
		{"many people, of whom none is counted as active", counts(landfall.Known(900), landfall.Known(0), none), Totals{Listed: 1, Joinable: 1}},
		{"two people in half a year", counts(none, landfall.Known(1), landfall.Known(2)), Totals{Listed: 1, Joinable: 1}},
		{"no count stated", counts(none, none, none), Totals{Listed: 1, Joinable: 1}},
		{"closed", func(in *landfall.Instance) { in.Facts.Signup.Mode = landfall.SignupClosed }, Totals{Listed: 1}},
		{"sign-up not stated", func(in *landfall.Instance) { in.Facts.Signup = landfall.Signup{} }, Totals{Listed: 1}},
		{"all that is known is that it is not closed", func(in *landfall.Instance) {
			in.Facts.Signup = landfall.Signup{Mode: landfall.SignupUnknown, NotClosed: true}
		}, Totals{Listed: 1, Joinable: 1}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			const host = "quiet-harbour-sim.social"
			s := build([]landfall.Instance{instance(host, tt.change)}, moment)
			tt.want.Known, tt.want.At, tt.want.Newest = 1, moment, moment.Add(-time.Hour)
			got := s.Totals()
			got.Users, got.ActiveMonth, got.Posts = landfall.Sum{}, landfall.Sum{}, landfall.Sum{} // sums have tests of their own
			if got != tt.want {
				t.Errorf("totals %+v, want %+v", got, tt.want)
			}
			if got := s.Find(Query{}).Total; got != tt.want.Listed {
				t.Errorf("found %d, want %d", got, tt.want.Listed)
			}
			if got := s.Server(host) != nil; got != (tt.want.Refused == 0) {
				t.Errorf("kept %v", got)
			}
		})
	}
}

// TestTypedHostComesFirst: who types a name wants that server, whatever the filters
// say and however it is pasted.
func TestTypedHostComesFirst(t *testing.T) {
	const wanted = "quiet-harbour-sim.social"
	alike := []landfall.Instance{instance("a-quiet-harbour-sim.social", nil), instance("quiet-sim.social", nil)}
	for _, tt := range []struct {
		name   string
		change func(*landfall.Instance)
		found  bool
	}{
		{"listed", nil, true},
		{"closed, so not in the default list", func(in *landfall.Instance) { in.Facts.Signup.Mode = landfall.SignupClosed }, true},
		{"one person's own", func(in *landfall.Instance) { in.Facts.Users = landfall.Known(1) }, true},
		{"silent for a year", func(in *landfall.Instance) { in.LastSeen = moment.AddDate(-1, 0, 0) }, true},
		{"never answered", func(in *landfall.Instance) { in.LastSeen = time.Time{} }, false},
		{"refused", func(in *landfall.Instance) { in.Status = landfall.StatusRefused }, false},
	} {
		s := build(append(alike, instance(wanted, tt.change)), moment)
		for _, text := range []string{
			wanted, "Quiet-Harbour-Sim.Social", "https://quiet-harbour-sim.social/about?x=1", "@somebody@quiet-harbour-sim.social", "quiet-harbour-sim.social/",
		} {
			t.Run(tt.name+", "+text, func(t *testing.T) {
				q := DefaultQuery()
				q.Text, q.Sort = text, SortName
				r := s.Find(q)
				first := len(r.Servers) > 0 && r.Servers[0].Host == wanted
				if first != tt.found || (r.Exact != nil) != tt.found {
					t.Errorf("found %v, exact %v; want %v", hosts(r.Servers), r.Exact != nil, tt.found)
				}
				if r.Total != len(r.Servers) {
					t.Errorf("total %d of %d servers", r.Total, len(r.Servers))
				}
			})
		}
	}
}

func TestSorts(t *testing.T) {
	day := 24 * time.Hour
	full := func(host landfall.Host, name string, active int64, age time.Duration) landfall.Instance {
		return instance(host, func(in *landfall.Instance) {
			in.Facts.Name, in.Facts.ActiveMonth, in.Discovered = name, landfall.Known(active), moment.Add(-age)
		})
	}
	instances := []landfall.Instance{
		full("c-sim.social", "zebra", 50, 3*day),
		full("a-sim.social", "“Élan”", 500, 2*day),
		full("b-sim.social", "eland", 50, day),
		instance("d-sim.social", func(in *landfall.Instance) { in.Discovered = time.Time{} }),
	}
	sum := func(p75 time.Duration, answered, visits int) landfall.Summary {
		return landfall.Summary{Visits: visits, Answered: answered, Click: landfall.Percentiles{P75: p75, N: answered}}
	}
	summaries := map[landfall.Host]landfall.Summary{
		"a-sim.social": sum(300*time.Millisecond, 99, 100),
		"b-sim.social": sum(200*time.Millisecond, 98, 100),
		"c-sim.social": sum(300*time.Millisecond, 100, 100),
	}
	s := Build(Material{Instances: instances, Measured: measure(summaries)}, moment)
	for _, tt := range []struct {
		sort Sort
		want string
	}{
		{SortFastest, "bacd"},
		{SortReliable, "cabd"},
		{SortActive, "abcd"},
		{SortSmall, "bcad"},
		{SortNewest, "bacd"},
		{SortOldest, "cabd"},
		{SortName, "dabc"}, // d has no name, so its host stands for one
	} {
		t.Run(string(tt.sort), func(t *testing.T) {
			var got []byte
			for _, server := range s.Find(Query{Sort: tt.sort, Chosen: Choices{KeyShow: {ShowUnmeasured}}}).Servers {
				got = append(got, server.Host[0])
			}
			if string(got) != tt.want {
				t.Errorf("order %s, want %s", got, tt.want)
			}
		})
	}
}

// TestShuffleIsOfTheDay: the order is the same all day and for all, and another the
// next day.
func TestShuffleIsOfTheDay(t *testing.T) {
	var instances []landfall.Instance
	for i := range 50 {
		instances = append(instances, instance(landfall.Host(fmt.Sprintf("h%02d-sim.social", i)), nil))
	}
	order := func(at time.Time) []landfall.Host {
		return hosts(build(instances, at).Find(Query{PerPage: 50}).Servers)
	}
	morning := time.Date(2026, 10, 7, 0, 0, 0, 0, time.UTC)
	first := order(morning)
	if evening := order(morning.Add(24*time.Hour - 1)); !slices.Equal(first, evening) {
		t.Error("the order changed during the day")
	}
	if tomorrow := order(morning.Add(24 * time.Hour)); slices.Equal(first, tomorrow) {
		t.Error("the order is the same the next day")
	}
	if slices.IsSorted(first) {
		t.Error("the order is that of the hosts")
	}
	instances = instances[:49]
	if fewer := order(morning); !slices.Equal(fewer, slices.DeleteFunc(slices.Clone(first), func(h landfall.Host) bool { return h == "h49-sim.social" })) {
		t.Error("a server that goes moves others")
	}
}

// TestServerKeepsAStrip: of ninety days the last thirty are kept, with what a strip shows of
// them, and nothing else.
func TestServerKeepsAStrip(t *testing.T) {
	const host = "quiet-harbour-sim.social"
	days := make([]landfall.Day, 90)
	for i := range days {
		days[i] = landfall.Day{
			Host: host, Date: moment.Truncate(24*time.Hour).AddDate(0, 0, i-89), Visits: i, Answered: i / 2, Unknown: 90 - i,
			Unmeasured: time.Duration(i) * time.Minute, Click: landfall.Percentiles{N: i},
		}
	}
	s := Build(Material{
		Instances: []landfall.Instance{instance(host, nil)}, Measured: map[landfall.Host]Measured{host: Measure(landfall.Summary{Days: days, Visits: 7})},
	}, moment)
	got, want := s.Server(host).Whole(), slices.Clone(days[60:])
	for i := range want {
		want[i].Host, want[i].Click = "", landfall.Percentiles{}
	}
	if diff := cmp.Diff(landfall.Summary{Days: want, Visits: 7}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if s.Server(host).Summary.Days != nil {
		t.Error("the days are kept as well")
	}
	if got := NewStrip([]landfall.Day{{Date: moment, Visits: 1 << 20, Answered: -1}}).Days()[0]; got.Visits != 1<<16-1 || got.Answered != 0 {
		t.Errorf("counts out of range are %d and %d", got.Visits, got.Answered)
	}
	if got := NewStrip(nil).Days(); len(got) != 0 {
		t.Errorf("no days are %d", len(got))
	}
}

func TestFirstOfEqualHostsCounts(t *testing.T) {
	const host = "quiet-harbour-sim.social"
	s := build([]landfall.Instance{
		instance(host, nil),
		instance(host, func(in *landfall.Instance) { in.Status = landfall.StatusRefused }),
	}, moment)
	if n := s.Totals(); n.Known != 1 || n.Listed != 1 || n.Refused != 0 {
		t.Errorf("totals %+v", n)
	}
}

// TestTypedHostIsOnOnePage: the server that was named is on the first page, and the
// others follow it over the pages, each once.
func TestTypedHostIsOnOnePage(t *testing.T) {
	var instances []landfall.Instance
	for _, host := range []landfall.Host{"harbour-sim.social", "a-harbour-sim.social", "b-harbour-sim.social", "z-harbour-sim.social"} {
		instances = append(instances, instance(host, nil))
	}
	for _, closed := range []bool{false, true} {
		if closed {
			instances[0].Facts.Signup.Mode = landfall.SignupClosed
		}
		s := build(instances, moment)
		q := query(func(q *Query) { q.Text, q.Sort, q.PerPage = "harbour-sim.social", SortName, 1 })
		var got []landfall.Host
		for q.Page = 1; q.Page <= s.Find(q).Pages; q.Page++ {
			got = append(got, hosts(s.Find(q).Servers)...)
		}
		want := []landfall.Host{"harbour-sim.social", "a-harbour-sim.social", "b-harbour-sim.social", "z-harbour-sim.social"}
		if !slices.Equal(got, want) {
			t.Errorf("closed %v: the pages hold %v, want %v", closed, got, want)
		}
	}
}
