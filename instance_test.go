package landfall

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

var noon = time.Date(2026, 10, 7, 12, 0, 0, 0, time.UTC)

func answered(at time.Time, name string) *Observation {
	o := &Observation{At: at, Outcome: OutcomeAnswered, Facts: Facts{Name: name}}
	o.Facts.State(FieldName, "https://quiet-harbour-sim.social/api/v2/instance", "title", at)
	return o
}

func failed(at time.Time) *Observation {
	return &Observation{At: at, Outcome: OutcomeUnreachable, Class: ClassAmbiguous, Reason: "tls_timeout"}
}

func TestInstanceGoesFromCandidateToAliveToDeadByCountAndTime(t *testing.T) {
	in := Instance{Host: "quiet-harbour-sim.social", Status: StatusCandidate}
	steps := []struct {
		name string
		o    *Observation
		want Status
	}{
		{"a first failure proves nothing", failed(noon), StatusCandidate},
		{"an answer makes it alive", answered(noon.Add(time.Hour), "Quiet Harbour"), StatusAlive},
		{"one failure is trouble", failed(noon.Add(2 * time.Hour)), StatusTroubled},
		{"three failures in ten minutes are trouble still", failed(noon.Add(2*time.Hour + 5*time.Minute)), StatusTroubled},
		{"", failed(noon.Add(2*time.Hour + 10*time.Minute)), StatusTroubled},
		{"an hour of them is down", failed(noon.Add(3 * time.Hour)), StatusDown},
		{"", failed(noon.Add(5 * time.Hour)), StatusDown},
		{"", failed(noon.Add(6 * time.Hour)), StatusDown},
		{"eight failures within a day are not dead", failed(noon.Add(24 * time.Hour)), StatusDown},
		{"", failed(noon.Add(48 * time.Hour)), StatusDown},
		{"a week of them is", failed(noon.Add(8 * 24 * time.Hour)), StatusDead},
		{"and an answer brings it back", answered(noon.Add(9*24*time.Hour), "Quiet Harbour"), StatusAlive},
	}
	for _, step := range steps {
		in = in.Apply(step.o)
		if in.Status != step.want {
			t.Fatalf("%s: at %s status = %s, want %s", step.name, step.o.At, in.Status, step.want)
		}
	}
	if in.Failures != 0 || !in.DownSince.IsZero() {
		t.Errorf("after an answer failures = %d since %s, want none", in.Failures, in.DownSince)
	}
}

func TestOurOwnFaultsChangeNoInstance(t *testing.T) {
	before := Instance{Host: "quiet-harbour-sim.social"}.Apply(answered(noon, "Quiet Harbour"))
	after := before
	for i := range 20 {
		at := noon.Add(time.Duration(i) * time.Hour)
		after = after.Apply(&Observation{At: at, Outcome: OutcomePostponed, Class: ClassOurs, Reason: "dns_failure"})
		after = after.Apply(&Observation{At: at, Outcome: OutcomeUnreachable, Class: ClassOurs, Reason: "no_route"})
	}
	if diff := cmp.Diff(before, after); diff != "" {
		t.Errorf("our own faults changed the instance (-before +after):\n%s", diff)
	}
}

func TestRefusalForgetsWhatWasLearnt(t *testing.T) {
	in := Instance{Host: "quiet-harbour-sim.social"}.Apply(answered(noon, "Quiet Harbour"))
	in = in.Apply(&Observation{At: noon.Add(time.Hour), Outcome: OutcomeRefused, Class: ClassTheirs, Reason: "robots"})
	if diff := cmp.Diff(Facts{}, in.Facts); in.Status != StatusRefused || diff != "" {
		t.Errorf("status %s, facts left: %s", in.Status, diff)
	}
}

func TestMergeKeepsGoodFactsAndTheirAge(t *testing.T) {
	later := noon.Add(24 * time.Hour)
	old := answered(noon, "Quiet Harbour").Facts
	old.Users = Known(120)
	old.State(FieldUsers, "https://quiet-harbour-sim.social/nodeinfo/2.0", "usage.users.total", noon)

	merged := old.Merge(answered(later, "Quiet Harbour").Facts)
	if merged.Users != Known(120) || !merged.Evidence[FieldUsers].LastSeen.Equal(noon) {
		t.Errorf("a field that was not read changed: %v, %+v", merged.Users, merged.Evidence[FieldUsers])
	}
	if seen := merged.Evidence[FieldName]; !seen.FirstSeen.Equal(noon) || !seen.LastSeen.Equal(later) {
		t.Errorf("an unchanged name is first seen %s, last %s; want %s, %s", seen.FirstSeen, seen.LastSeen, noon, later)
	}
	merged = merged.Merge(answered(later, "Loud Harbour").Facts)
	if seen := merged.Evidence[FieldName]; merged.Name != "Loud Harbour" || !seen.FirstSeen.Equal(later) {
		t.Errorf("a changed name is %q since %s, want the new one since %s", merged.Name, seen.FirstSeen, later)
	}
	if old.Name != "Quiet Harbour" || !old.Evidence[FieldName].LastSeen.Equal(noon) {
		t.Error("Merge changed its receiver")
	}
}

func TestWhyACountIsMissingIsKept(t *testing.T) {
	stated := Facts{Users: Known(7)}
	stated.State(FieldUsers, "https://x/nodeinfo", "usage", noon)
	for _, tt := range []struct {
		before, now, want Count
	}{
		{Count{}, Missing(WhyHidden), Missing(WhyHidden)},
		{Missing(WhyFetchFailed), Missing(WhyHidden), Missing(WhyHidden)},
		{Missing(WhyHidden), Count{}, Missing(WhyHidden)}, // a health check says nothing of it
		{Known(7), Missing(WhyFetchFailed), Known(7)},
		{Known(7), Missing(WhyRandom), Missing(WhyRandom)},
	} {
		before := Facts{Users: tt.before}
		if tt.before.Known {
			before = stated
		}
		merged := before.Merge(Facts{Users: tt.now})
		if merged.Users != tt.want || merged.Stated(FieldUsers) != tt.want.Known {
			t.Errorf("%+v, then %+v: %+v, stated %v; want %+v", tt.before, tt.now, merged.Users, merged.Stated(FieldUsers), tt.want)
		}
	}
}

func TestNotClosedDoesNotDisplaceWhatWasKnown(t *testing.T) {
	facts := func(s Signup) (f Facts) {
		f.Signup = s
		f.State(FieldSignup, "https://quiet-harbour-sim.social/", "registrations", noon)
		return f
	}
	notClosed := facts(Signup{Mode: SignupUnknown, NotClosed: true})
	for mode, want := range map[SignupMode]SignupMode{
		SignupOpen: SignupOpen, SignupApproval: SignupApproval, // still so, for all that is known
		SignupClosed: SignupUnknown, SignupInvite: SignupUnknown, // no longer so
	} {
		if got := facts(Signup{Mode: mode}).Merge(notClosed).Signup.Mode; got != want {
			t.Errorf("%s, then not closed: %s, want %s", mode, got, want)
		}
	}
	if got := notClosed.Merge(facts(Signup{Mode: SignupApproval})).Signup.Mode; got != SignupApproval {
		t.Errorf("not closed, then approval: %s", got)
	}
}

func TestEveryFieldCanBeMerged(t *testing.T) {
	full := Facts{
		Name: "n", Description: "d", Extended: "e", Software: Software{Name: "s"}, Signup: Signup{Mode: SignupOpen},
		Rules: []Rule{{Text: "r"}}, Languages: []string{"en"},
		Users: Known(1), ActiveMonth: Known(2), ActiveHalfyear: Known(3), Posts: Known(4),
		Details: Details{
			Contact: true, Country: "nl", ApprovalWait: time.Hour, Terms: "t", Privacy: "p", StatusPage: "s", Thumbnail: "i", Icon: "o",
			MaxCharacters: 500, Quotes: true, Search: true, Translation: true, Blocks: Blocks{Published: true, Total: 3},
			Tags: []string{"sea"}, Categories: []string{"Music"}, Communities: []string{"sailing"}, Announcements: []Announcement{{Text: "a", At: noon}}, Sunset: Sunset{Closes: noon},
			ContactNotices: []ContactNotice{{Quote: "q", URL: "u", Stage: "announced"}},
		},
	}
	for _, field := range Fields() {
		full.State(field, "https://quiet-harbour-sim.social/", string(field), noon)
	}
	if diff := cmp.Diff(full, Facts{}.Merge(full)); diff != "" {
		t.Errorf("Merge lost a field (-want +got):\n%s", diff)
	}
	var empty Facts
	for _, field := range Fields() {
		if full.sameValue(&empty, field) {
			t.Errorf("sameValue does not tell %s apart", field)
		}
	}
}
