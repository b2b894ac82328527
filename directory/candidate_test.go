package directory

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"landfall"
	"landfall/directory/kind"
	"landfall/directory/place"
	"landfall/directory/rank"
	"landfall/directory/reading"
	"landfall/directory/topic"
)

// metalServer is an instance that says a good deal of itself, and has been measured.
func metalServer(change func(*landfall.Instance)) (landfall.Instance, landfall.Summary) {
	first := moment.AddDate(0, -20, 0)
	in := landfall.Instance{
		Host: "riffs.example.social", Status: landfall.StatusAlive, Discovered: first, LastSeen: moment.Add(-time.Hour), LastVisit: moment,
		Facts: landfall.Facts{
			Name: "Riffs", Description: "A server for metal bands and their fans, run from Berlin for the people of Berlin.",
			Software: landfall.Software{Name: "mastodon", Version: "4.5.2"}, Signup: landfall.Signup{Mode: landfall.SignupApproval},
			Rules:     []landfall.Rule{{Text: "No hate speech."}, {Text: "No spam."}},
			Extended:  "We will give at least 3 months' notice before shutting down. This server is run by a non-profit association.",
			Languages: []string{"de"}, ActiveMonth: landfall.Known(120), Users: landfall.Known(400),
			Details: landfall.Details{Contact: true},
		},
	}
	for _, field := range []landfall.Field{
		landfall.FieldName, landfall.FieldDescription, landfall.FieldExtended, landfall.FieldRules, landfall.FieldLanguages, landfall.FieldContact, landfall.FieldSignup,
	} {
		in.Facts.State(field, "https://riffs.example.social/api/v2/instance", "x", first)
	}
	if change != nil {
		change(&in)
	}
	click := landfall.Percentiles{P75: 310 * time.Millisecond, N: 1_990}
	return in, landfall.Summary{Host: in.Host, Visits: 2_000, Answered: 1_990, Click: click, Since: moment.AddDate(0, 0, -90)}
}

func snapshotOf(in landfall.Instance, summary landfall.Summary) *Snapshot {
	read := reading.New().Read(reading.Input{Host: in.Host, Facts: &in.Facts})
	return Build(Material{
		Instances: []landfall.Instance{in}, Measured: map[landfall.Host]Measured{in.Host: Measure(summary)},
		Readings: map[landfall.Host]*reading.Reading{in.Host: read},
	}, moment)
}

func TestAServerIsACandidate(t *testing.T) {
	s := snapshotOf(metalServer(nil))
	c := newCandidate(s.Server("riffs.example.social"))
	if !c.Read || !slices.ContainsFunc(c.Topics, func(t rank.Topic) bool { return t.ID == "music.metal" && t.Confidence >= topic.Shown }) {
		t.Errorf("topics %+v", c.Topics)
	}
	if !slices.ContainsFunc(c.Places, func(p rank.Place) bool { return p.ID == "de.berlin" }) {
		t.Errorf("places %+v", c.Places)
	}
	if c.Primary != "de" || !slices.Equal(c.Accepted, []string{"en"}) || !slices.Equal(c.Kinds, []kind.Kind{kind.ShortPosts}) {
		t.Errorf("languages %s and %v, kinds %v", c.Primary, c.Accepted, c.Kinds)
	}
	if c.Rules != rank.Yes || c.Contact != rank.Yes || c.Forbids.N != 2 || c.Samples != 2_000 || c.Click.N != 1_990 {
		t.Errorf("%+v", c)
	}
	if c.Promise != rank.Yes || c.Organisation != rank.Yes || c.Admins != rank.Unknown {
		t.Errorf("promise %v, organisation %v, admins %v", c.Promise, c.Organisation, c.Admins)
	}
	if want := moment.AddDate(0, -20, 0); !c.FirstObserved.Equal(want) || !c.Heard.Equal(want) {
		t.Errorf("observed since %v, heard of %v", c.FirstObserved, c.Heard)
	}
	wish := rank.Wish{Topics: []topic.ID{"music.metal"}, Languages: []string{"de"}, Place: "de.berlin", Kind: kind.ShortPosts}
	if why, ok := s.WhyNot(c.Host, wish); !ok || why.Place != 1 || len(why.Reasons) > 0 {
		t.Errorf("why not: %+v", why)
	}
}

func TestWhatIsNotKnownStaysUnknown(t *testing.T) {
	in := landfall.Instance{Host: "quiet.example.social", Status: landfall.StatusAlive, LastSeen: moment}
	c := newCandidate(Build(Material{Instances: []landfall.Instance{in}}, moment).Server(in.Host))
	want := rank.Candidate{
		Host:     "quiet.example.social",
		Standing: rank.Standing{LastAnswered: moment},
		Measured: rank.Measured{Outages: landfall.Missing(landfall.WhyNotMeasured)},
		People:   rank.People{Forbids: landfall.Missing(landfall.WhyNotStated)},
	}
	if diff := cmp.Diff(want, c); diff != "" {
		t.Error(diff)
	}
}

func TestDoubtsAreTold(t *testing.T) {
	for _, tt := range []struct {
		change func(*landfall.Instance)
		want   rank.Code
	}{
		{func(in *landfall.Instance) { in.Facts.ActiveMonth.Reason = landfall.WhyJumped }, rank.Doubted},
		{func(in *landfall.Instance) { in.Facts.Users.Reason = landfall.WhyImplausible }, rank.Doubted},
		{func(in *landfall.Instance) { in.Facts.Posts = landfall.Missing(landfall.WhyRandom) }, ""},
		{func(in *landfall.Instance) {
			in.Facts.Users, in.Facts.ActiveMonth = landfall.Known(1), landfall.Known(1)
		}, rank.OnePerson},
		{func(in *landfall.Instance) { in.LastSeen = moment.AddDate(0, 0, -20) }, rank.NotAnswering},
		{func(in *landfall.Instance) {
			in.Facts.Description = "A place for NSFW content, porn and kink. 18+ only."
		}, rank.ForAdults},
	} {
		s := snapshotOf(metalServer(tt.change))
		why, ok := s.WhyNot("riffs.example.social", rank.Wish{})
		var codes []rank.Code
		for _, r := range why.Reasons {
			codes = append(codes, r.Code)
		}
		var want []rank.Code
		if tt.want != "" {
			want = []rank.Code{tt.want}
		}
		if !ok || !slices.Equal(codes, want) {
			t.Errorf("want %v, got %v (%v)", want, codes, ok)
		}
	}
}

// TestOnlyListedServersAreRecommended holds for every network: who refuses is in no
// answer, and who is not listed has a reason.
func TestOnlyListedServersAreRecommended(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, instances := drawSnapshot(t)
		ranking := s.Recommend(rank.Wish{})
		for _, r := range ranking.Results(0, ranking.Len()) {
			if s.place(r.Host) < 0 {
				t.Errorf("%s is recommended and not listed", r.Host)
			}
		}
		for _, in := range instances {
			why, ok := s.WhyNot(in.Host, rank.Wish{})
			switch {
			case ok == (in.Status == landfall.StatusRefused):
				t.Errorf("%s is %s, and there is an answer: %v", in.Host, in.Status, ok)
			case ok && why.Place == 0 && len(why.Reasons) == 0:
				t.Errorf("%s is not recommended for no reason", in.Host)
			}
		}
	})
}

func TestTheNetworkBehindADeliveryNetworkIsNotTaken(t *testing.T) {
	for _, tt := range []struct {
		name    string
		hosting place.Hosting
		want    string
	}{
		{"known", place.Hosting{ASN: 24940, Network: "Hetzner Online GmbH"}, "AS24940"},
		{"hidden", place.Hosting{ASN: 13335, Network: "Cloudflare, Inc.", Hidden: true}, ""},
		{"not known", place.Hosting{}, ""},
		{"only a name", place.Hosting{Network: "Somebody"}, ""},
	} {
		in, summary := metalServer(nil)
		s := snapshotAt(map[landfall.Host]place.Hosting{in.Host: tt.hosting}, map[landfall.Host]landfall.Summary{in.Host: summary}, in)
		if got := newCandidate(s.Server(in.Host)).Network; got != tt.want {
			t.Errorf("%s: network %q, want %q", tt.name, got, tt.want)
		}
	}
}

// Four good servers share a network, and a fifth, which is slow, has another: the first
// three have two of the four at most, and whoever asks after one that stood back is told so.
// Behind a delivery network nobody knows whether they share anything.
func TestTheFirstThreeAreNotAllOnOneNetwork(t *testing.T) {
	for _, tt := range []struct {
		hidden bool
		most   int
	}{{false, 2}, {true, 3}} {
		at, stood := make(map[landfall.Host]place.Hosting), 0
		var all []landfall.Instance
		measured := make(map[landfall.Host]landfall.Summary)
		for i, host := range []landfall.Host{"a.one.example", "b.two.example", "c.three.example", "d.four.example", "e.five.example"} {
			in, summary := metalServer(func(in *landfall.Instance) { in.Host = host })
			at[host] = place.Hosting{ASN: 64500, Hidden: tt.hidden}
			if i == 4 {
				at[host], summary.Click.P75 = place.Hosting{ASN: 64501}, 4*time.Second
			}
			all, measured[host] = append(all, in), summary
		}
		s := snapshotAt(at, measured, all...)
		wish := rank.Wish{Topics: []topic.ID{"music.metal"}}
		shared := 0
		for _, r := range s.Recommend(wish).Results(0, rank.First) {
			if at[r.Host].ASN == 64500 {
				shared++
			}
		}
		if shared > tt.most {
			t.Errorf("hidden %v: %d of the first three are on one network, want at most %d", tt.hidden, shared, tt.most)
		}
		for host := range at {
			if why, _ := s.WhyNot(host, wish); why.Stood != nil && why.Stood.Code == rank.SameRack {
				stood++
			}
		}
		if (stood > 0) == tt.hidden {
			t.Errorf("hidden %v: %d stood back for the sake of their network", tt.hidden, stood)
		}
	}
}

// snapshotAt is the directory of servers whose machines are where at says.
func snapshotAt(at map[landfall.Host]place.Hosting, measured map[landfall.Host]landfall.Summary, all ...landfall.Instance) *Snapshot {
	m := Material{Instances: all, Measured: measure(measured), Readings: make(map[landfall.Host]*reading.Reading)}
	for i := range all {
		host := all[i].Host
		m.Readings[host] = reading.New().Read(reading.Input{Host: host, Facts: &all[i].Facts})
		m.Readings[host].Hosting = at[host]
	}
	return Build(m, moment)
}
