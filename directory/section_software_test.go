package directory

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"landfall"
	"landfall/directory/language"
	"landfall/directory/reading"
)

// fleet are servers of one software, each with a version since so many days.
func fleet(versions ...string) []landfall.Instance {
	var all []landfall.Instance
	for i, version := range versions {
		all = append(all, instance(landfall.Host(fmt.Sprintf("s%d.social", i)), func(in *landfall.Instance) {
			in.Facts.Software = landfall.Software{Name: "harbourware", Version: version}
			in.Facts.State(landfall.FieldSoftware, "https://"+in.Host.String()+"/nodeinfo/2.0", "software", moment.AddDate(0, 0, -i))
		}))
	}
	return all
}

func TestReleasesAreCountedNewestFirst(t *testing.T) {
	s := build(fleet("1.2.0", "1.10.0", "v1.10.0+fork", "1.10.0-rc1", "unknown", ""), moment)
	c, _ := s.Section(KeySoftware, "harbourware")
	want := []Release{{Version: "1.10.0", Servers: 2}, {Version: "1.10.0", Early: true, Servers: 1}, {Version: "1.2.0", Servers: 1}, {Servers: 2}}
	if diff := cmp.Diff(want, c.Releases(), cmpopts.IgnoreUnexported(Release{})); diff != "" {
		t.Error(diff)
	}
}

// TestAdoptionRisesToThoseThatHaveIt: a day has the servers that have had the newest
// release since, and the last one has all of them.
func TestAdoptionRisesToThoseThatHaveIt(t *testing.T) {
	s := build(fleet("2.0.0", "2.0.0", "1.0.0", "2.0.0", "2.0.0-rc1"), moment)
	c, _ := s.Section(KeySoftware, "harbourware")
	day := moment.UTC().Truncate(24 * time.Hour)
	want := Adoption{"2.0.0", []Adopted{{day.AddDate(0, 0, -3), 1}, {day.AddDate(0, 0, -2), 1}, {day.AddDate(0, 0, -1), 2}, {day, 3}}}
	if diff := cmp.Diff(want, c.Adoption(90)); diff != "" {
		t.Error(diff)
	}
	want.Days = want.Days[2:]
	if diff := cmp.Diff(want, c.Adoption(2)); diff != "" {
		t.Errorf("two days: %s", diff)
	}
	if other, _ := s.Section(KeySoftware, "lemmy"); other.Adoption(90).Version != "" {
		t.Error("a software that nobody runs is adopted")
	}
}

func TestCoverageIsWhatWasRead(t *testing.T) {
	all := fleet("1.0", "1.0", "1.0")
	for i, source := range []string{"/api/v2/instance", "/api/v2/instance?x=1", "/api/v1/instance"} {
		all[i].Facts.State(landfall.FieldRules, "https://"+all[i].Host.String()+source, "rules", moment)
	}
	all[0].Facts.State(landfall.FieldContactNotice, "https://s0.social/x", "", moment)
	c, _ := build(all, moment).Section(KeySoftware, "harbourware")
	rows := map[landfall.Field]FieldCoverage{}
	coverage := c.Coverage()
	if coverage.Looked != 3 {
		t.Errorf("looked at %d", coverage.Looked)
	}
	for _, row := range coverage.Fields {
		rows[row.Field] = row
	}
	want := map[landfall.Field]FieldCoverage{
		landfall.FieldSoftware: {landfall.FieldSoftware, 3, "/nodeinfo/2.0", 3},
		landfall.FieldRules:    {landfall.FieldRules, 3, "/api/v2/instance", 2},
		landfall.FieldQuotes:   {landfall.FieldQuotes, 0, "", 0},
	}
	for field, w := range want {
		if rows[field] != w {
			t.Errorf("%s: %+v, want %+v", field, rows[field], w)
		}
	}
	for field := range rows {
		if field.HeldBack() {
			t.Errorf("%s is held back and shown", field)
		}
	}
}

// TestALargeSectionIsLookedAtEvenly: as many as may be, and from its beginning to its end.
func TestALargeSectionIsLookedAtEvenly(t *testing.T) {
	c, _ := build(fleet(slices.Repeat([]string{"1.0"}, 25)...), moment).Section(KeySoftware, "harbourware")
	for _, most := range []int{1, 10, 24, 25, 100} {
		var seen []landfall.Host
		n := c.some(most, func(s *Server) { seen = append(seen, s.Host) })
		if want := min(most, 25); n != want || len(seen) != want || len(slices.Compact(seen)) != want {
			t.Errorf("at most %d: %d, %v", most, n, seen)
		}
		if most == 10 && seen[9] < "s7.social" { // the last tenth by name
			t.Errorf("at most 10: the last is %s", seen[9])
		}
	}
}

func TestDeclaredAndSeenAreCountedApart(t *testing.T) {
	m := Material{Readings: map[landfall.Host]*reading.Reading{}}
	add := func(host landfall.Host, declared []string, findings ...language.Finding) {
		m.Instances = append(m.Instances, instance(host, func(in *landfall.Instance) { in.Facts.Languages = declared }))
		m.Readings[host] = &reading.Reading{Languages: findings}
	}
	add("a.social", []string{"pt-PT"}, language.Finding{Language: "pt-PT", Declared: true})
	add("b.social", nil, language.Finding{Language: "pt", Observed: true})
	add("c.social", []string{"pt"}, language.Finding{Language: "pt", Declared: true, Observed: true}, language.Finding{Language: "en", Observed: true})
	s := measured(m)
	for value, want := range map[string]Spoken{"pt": {2, 2, 1}, "pt-PT": {1, 0, 0}, "en": {0, 1, 0}, "eo": {}} {
		if c, ok := s.Section(KeyLanguage, value); !ok || c.Spoken() != want {
			t.Errorf("%s: %+v, want %+v", value, c.Spoken(), want)
		}
	}
	if c, _ := s.Section(KeyPlace, "pt"); c.Spoken() != (Spoken{}) {
		t.Error("a place speaks")
	}
}

// measured builds a snapshot of servers each of which was visited.
func measured(m Material) *Snapshot {
	m.Measured = map[landfall.Host]Measured{}
	for i := range m.Instances {
		m.Measured[m.Instances[i].Host] = Measure(landfall.Summary{Host: m.Instances[i].Host, Visits: 1, Answered: 1})
	}
	return Build(m, moment)
}

// TestEveryServerOfALanguageIsDeclaredOrSeen: the two counts leave nobody out.
func TestEveryServerOfALanguageIsDeclaredOrSeen(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, _ := drawSnapshot(t)
		for _, c := range s.Sections(KeyLanguage) {
			if n := c.Spoken(); n.Declared+n.Observed-n.Both != c.Listed || n.Both > min(n.Declared, n.Observed) {
				t.Fatalf("%s: %+v of %d", c.Value, n, c.Listed)
			}
		}
	})
}

// TestReleasesLeaveNobodyOut: their counts add up to the section.
func TestReleasesLeaveNobodyOut(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, _ := drawSnapshot(t)
		for _, c := range s.Sections(KeySoftware) {
			n := 0
			for _, r := range c.Releases() {
				n += r.Servers
			}
			if n != c.Listed {
				t.Fatalf("%s has %d servers, its releases %d", c.Value, c.Listed, n)
			}
			if days := c.Adoption(30).Days; !slices.IsSortedFunc(days, func(a, b Adopted) int { return a.Servers - b.Servers }) {
				t.Fatalf("adoption falls: %v", days)
			}
		}
	})
}
