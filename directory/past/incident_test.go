package past

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"landfall"
)

// start is the first day of the tests' records, and now in the middle of the last of ten.
var (
	start = time.Date(2026, 9, 28, 0, 0, 0, 0, time.UTC)
	now   = start.AddDate(0, 0, 9).Add(12 * time.Hour)
)

// store is what visits to one instance came to.
type store struct {
	endings []landfall.Ending
	pruned  time.Time // visits before are no longer kept
	asked   int       // how many endings were read
}

func (s *store) Summary(_ context.Context, host landfall.Host, from, to time.Time) (landfall.Summary, error) {
	sum := landfall.Summary{Host: host}
	for date := from.Truncate(24 * time.Hour); date.Before(to); date = date.AddDate(0, 0, 1) {
		day := landfall.Day{Host: host, Date: date}
		for _, e := range s.endings {
			if e.At.Truncate(24 * time.Hour).Equal(date) {
				day.Visits++
				if e.Answered() {
					day.Answered++
				}
			}
		}
		sum.Days = append(sum.Days, day)
	}
	return sum, nil
}

func (s *store) Endings(_ context.Context, _ landfall.Host, from, to time.Time) (part []landfall.Ending, err error) {
	for _, e := range s.endings {
		if !e.At.Before(from) && e.At.Before(to) && !e.At.Before(s.pruned) {
			part = append(part, e)
		}
	}
	s.asked += len(part)
	return part, nil
}

func (s *store) Speeds(context.Context, landfall.Host, time.Time, time.Time) ([]landfall.VantageSpeed, error) {
	return nil, nil
}

func (s *store) HourSpeeds(context.Context, landfall.Host, time.Time, time.Time) ([]landfall.HourSpeed, error) {
	return nil, nil
}

func (s *store) Changes(context.Context, landfall.Host, time.Time, time.Time, func(landfall.Change) error) error {
	return nil
}

func (s *store) PeerCounts(context.Context, landfall.Host, time.Time, time.Time) ([]landfall.PeerCount, error) {
	return nil, nil
}

func (s *store) Edges(context.Context, landfall.Host, time.Time, time.Time) ([]landfall.Edge, error) {
	return nil, nil
}

func (s *store) Neighbours(context.Context, landfall.Host, time.Time, int) ([]landfall.Neighbour, error) {
	return nil, nil
}

func incidents(t testing.TB, s *store) []Incident {
	t.Helper()
	found, err := NewReader(s, func() time.Time { return now }).Incidents(context.Background(), "harbour-sim.social")
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func answered(at time.Time) landfall.Ending {
	return landfall.Ending{At: at, Outcome: landfall.OutcomeAnswered}
}

func failed(at time.Time, reason string) landfall.Ending {
	return landfall.Ending{At: at, Outcome: landfall.OutcomeUnreachable, Class: landfall.ClassTheirs, Reason: reason}
}

// everyVisit finds incidents by a look at every visit, the newest first.
func everyVisit(endings []landfall.Ending) (found []Incident) {
	open := false
	for i, e := range endings {
		switch {
		case !e.Answered() && !open:
			found = append(found, Incident{Began: e.At, First: e, Whole: true, Failed: 1, Before: i == 0})
			open = true
		case !e.Answered():
			found[len(found)-1].Failed++
		case open:
			found[len(found)-1].Ended, open = e.At, false
		}
	}
	slices.Reverse(found)
	return found
}

// TestIncidentsAreThoseOfEveryVisit: looking at few days finds the same as looking at all.
func TestIncidentsAreThoseOfEveryVisit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var s store
		up := true
		for at := start; at.Before(now); at = at.Add(time.Duration(rapid.IntRange(1, 30).Draw(t, "hours")) * time.Hour) {
			if rapid.IntRange(0, 5).Draw(t, "turn") == 0 {
				up = !up
			}
			if up {
				s.endings = append(s.endings, answered(at))
			} else {
				s.endings = append(s.endings, failed(at, rapid.SampledFrom([]string{"tcp_refused", "dns_nxdomain"}).Draw(t, "reason")))
			}
		}
		found, err := NewReader(&s, func() time.Time { return now }).Incidents(context.Background(), "harbour-sim.social")
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(everyVisit(s.endings), found); diff != "" {
			t.Errorf("incidents (-of every visit +found):\n%s", diff)
		}
	})
}

// TestFewVisitsAreRead: a server that always answers costs none, a long silence its first
// day and the one on which it ended.
func TestFewVisitsAreRead(t *testing.T) {
	var good, long store
	for at := start; at.Before(now); at = at.Add(time.Hour) {
		good.endings = append(good.endings, answered(at))
		if day := at.Sub(start) / (24 * time.Hour); day >= 2 && day < 8 {
			long.endings = append(long.endings, failed(at, "tcp_timeout"))
		} else {
			long.endings = append(long.endings, answered(at))
		}
	}
	if found := incidents(t, &good); len(found) > 0 || good.asked > 0 {
		t.Errorf("one that always answers has %d incidents, and %d visits were read", len(found), good.asked)
	}
	if found := incidents(t, &long); len(found) != 1 || found[0].Failed != 6*24 || long.asked != 2*24 {
		t.Errorf("incidents of a long silence: %+v; %d visits were read", found, long.asked)
	}
}

// TestDaysTellWhereVisitsAreGone: of pruned visits the days are known, and nothing is made up.
func TestDaysTellWhereVisitsAreGone(t *testing.T) {
	s := store{pruned: start.AddDate(0, 0, 20)}
	at := func(day, hour int) time.Time {
		return start.AddDate(0, 0, day).Add(time.Duration(hour) * time.Hour)
	}
	s.endings = []landfall.Ending{
		answered(at(0, 1)), failed(at(1, 3), "tls_expired"), answered(at(1, 9)), // within a day
		answered(at(2, 1)), failed(at(3, 1), "tcp_reset"), failed(at(4, 1), "tcp_reset"), answered(at(5, 1)), // over two
	}
	want := []Incident{
		{Began: at(3, 0), Ended: at(5, 0), Failed: 2},
		{Began: at(1, 0), Ended: at(2, 0), Failed: 1},
	}
	if diff := cmp.Diff(want, incidents(t, &s)); diff != "" {
		t.Errorf("incidents of pruned visits (-want +got):\n%s", diff)
	}
	if phase := (&Incident{}).Phase(); phase != PhaseUnknown {
		t.Errorf("the phase of what is not kept is %s", phase)
	}
}

func TestUnmeasuredIsWithinTheIncident(t *testing.T) {
	in := Incident{Began: start.Add(2 * time.Hour), Ended: start.Add(6 * time.Hour)}
	gaps := []landfall.Gap{
		{Began: start, Ended: start.Add(time.Hour)}, {Began: start.Add(90 * time.Minute), Ended: start.Add(150 * time.Minute)},
		{Began: start.Add(5 * time.Hour)}, // goes on
	}
	if got := in.Unmeasured(gaps, now); got != 90*time.Minute {
		t.Errorf("unmeasured for %v; want 1h30m", got)
	}
	in.Ended = time.Time{}
	if got, want := in.Unmeasured(gaps, start.Add(7*time.Hour)), 150*time.Minute; got != want {
		t.Errorf("unmeasured for %v so far; want %v", got, want)
	}
}

func TestPhaseOf(t *testing.T) {
	for _, tt := range []struct {
		outcome landfall.Outcome
		reason  string
		want    Phase
	}{
		{landfall.OutcomeUnreachable, "dns_nxdomain", PhaseDNS},
		{landfall.OutcomeUnreachable, "tcp_timeout", PhaseTCP},
		{landfall.OutcomeUnreachable, "tls_expired", PhaseTLS},
		{landfall.OutcomeError, "http_503", PhaseHTTP},
		{landfall.OutcomeGone, "", PhaseHTTP},
		{landfall.OutcomeInvalid, "json_malformed", PhaseDocument},
		{landfall.OutcomeForeign, "nodeinfo_no_link", PhaseDocument},
		{landfall.OutcomeUnreachable, "visit_timeout", PhaseUnknown},
	} {
		if got := PhaseOf(tt.outcome, tt.reason); got != tt.want {
			t.Errorf("PhaseOf(%s, %q) = %s; want %s", tt.outcome, tt.reason, got, tt.want)
		}
	}
}
