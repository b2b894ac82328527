package main

import (
	"bufio"
	"context"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"landfall"
	"landfall/internal/chserver"
	"landfall/internal/chstore"
	"landfall/internal/duckstore"
	"landfall/internal/pgserver"
	"landfall/internal/sqlstore"
	"landfall/internal/storetest"
)

// answers is everything that the site can ask about some hosts and the network.
type answers struct {
	Visits  int64
	Daily   map[landfall.Host][]landfall.Daily
	Speed   map[landfall.Host]landfall.Speed
	Edges   map[landfall.Host][]landfall.Edge
	Network []landfall.NetworkDay
	Shares  map[landfall.ShareBy][]landfall.Share
	Reasons []landfall.ReasonCount
	Changes []landfall.Change
	Recent  map[landfall.Host][]landfall.Observation
	Gaps    []landfall.Gap
}

func ask(t *testing.T, s storetest.HistoryStore, hosts []landfall.Host, from, to time.Time) answers {
	t.Helper()
	ctx := t.Context()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	a := answers{
		Daily: map[landfall.Host][]landfall.Daily{}, Speed: map[landfall.Host]landfall.Speed{},
		Edges: map[landfall.Host][]landfall.Edge{}, Shares: map[landfall.ShareBy][]landfall.Share{},
		Recent: map[landfall.Host][]landfall.Observation{},
	}
	var err error
	a.Visits, err = s.Count(ctx)
	must(err)
	for _, host := range append([]landfall.Host{""}, hosts...) {
		a.Speed[host], err = s.Speed(ctx, host, from, to)
		must(err)
	}
	for _, host := range hosts {
		a.Daily[host], err = s.Daily(ctx, host, from, to)
		must(err)
		a.Edges[host], err = s.Edges(ctx, host, from, to)
		must(err)
		a.Recent[host], err = s.Recent(ctx, host, 30)
		must(err)
	}
	a.Network, err = s.Network(ctx, from, to)
	must(err)
	for _, by := range []landfall.ShareBy{landfall.ShareSoftware, landfall.ShareSignup} {
		a.Shares[by], err = s.Shares(ctx, by, from, to)
		must(err)
	}
	a.Reasons, err = s.Reasons(ctx, from, to)
	must(err)
	must(s.Changes(ctx, "", from, to, func(c landfall.Change) error {
		a.Changes = append(a.Changes, c)
		return nil
	}))
	return a
}

// prunedInstallation is a data folder with 75 days of visits, of which the first 60
// are in the long-term record only.
func prunedInstallation(t *testing.T, hosts []landfall.Host) (data string, want answers) {
	t.Helper()
	data = t.TempDir()
	relational, err := sqlstore.Open(t.Context(), sqlstore.Config{Path: filepath.Join(data, hostsFile)})
	if err != nil {
		t.Fatal(err)
	}
	defer relational.Close()
	gap := landfall.Gap{Worker: "north", Began: storetest.Start(), Seen: storetest.Start().Add(time.Minute), Ended: storetest.Start().Add(time.Hour), Cause: landfall.GapUplink}
	if err := relational.Gap(t.Context(), gap); err != nil {
		t.Fatal(err)
	}
	store, err := duckstore.Open(t.Context(), duckstore.Config{Path: filepath.Join(data, observationsFile)})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	history := storetest.LongHistory(len(hosts), 75)
	if err := store.Write(t.Context(), "all", history); err != nil {
		t.Fatal(err)
	}
	end := storetest.Start().AddDate(0, 0, 80)
	if err := store.Roll(t.Context(), end); err != nil {
		t.Fatal(err)
	}
	if err := store.Prune(t.Context(), storetest.Start().AddDate(0, 0, 60)); err != nil {
		t.Fatal(err)
	}
	want = ask(t, store, hosts, storetest.Start().AddDate(0, 0, -3), end)
	want.Gaps = []landfall.Gap{gap}
	if want.Visits >= int64(len(history)) || len(want.Changes) < 50 || len(want.Reasons) == 0 || len(want.Network) < 70 {
		t.Fatalf("the history is too poor to show anything: %d of %d visits, %d changes", want.Visits, len(history), len(want.Changes))
	}
	return data, want
}

// importKilled imports and is killed as soon as it has said something.
func importKilled(t *testing.T, says string, args ...string) {
	t.Helper()
	cmd := landfallCommand(context.Background(), t, args...)
	stderr, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	said := false
	for lines := bufio.NewScanner(stderr); !said && lines.Scan(); {
		said = strings.Contains(lines.Text(), says)
	}
	_ = cmd.Process.Kill()
	if err := cmd.Wait(); err == nil || !said {
		t.Errorf("the import was not killed at %q: %v", says, err)
	}
}

func TestImportCarriesWhatIsPruned(t *testing.T) {
	t.Parallel()
	postgres := pgserver.Own(t)
	clickhouse := chserver.Start(t, chserver.Config{})
	hosts := storetest.Hosts(0, 6)
	data, want := prunedInstallation(t, hosts)
	database := postgres.Database(t, "template1")
	into := []string{"--data", t.TempDir(), "--database", database, "--observations", clickhouse.DSN("default"), "import", data}
	importKilled(t, "importing the record", into...)
	importKilled(t, "making the long-term record", into...)
	for range 2 { // the rest, and all of it again
		landfallOutput(t, into...)
		store, err := chstore.Open(t.Context(), chstore.Config{DSN: clickhouse.DSN("default"), Timeout: time.Minute})
		if err != nil {
			t.Fatal(err)
		}
		got := ask(t, store, hosts, storetest.Start().AddDate(0, 0, -3), storetest.Start().AddDate(0, 0, 80))
		store.Close()
		relational, err := sqlstore.Open(t.Context(), sqlstore.Config{DSN: database})
		if err != nil {
			t.Fatal(err)
		}
		got.Gaps, err = relational.Gaps(t.Context(), time.Time{})
		relational.Close()
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got, cmpopts.EquateEmpty(), sameMicrosecond); diff != "" {
			t.Errorf("the site's answers (-before +after):\n%s", diff)
		}
	}
}

// sameMicrosecond takes percentiles for the same that round differently; all else is
// compared exactly.
var sameMicrosecond = cmp.Comparer(func(a, b landfall.Percentiles) bool {
	near := func(x, y time.Duration) bool { return (x - y).Abs() <= time.Microsecond }
	return a.N == b.N && near(a.P50, b.P50) && near(a.P75, b.P75) && near(a.P95, b.P95)
})

// Pictures and shifts come along with the hosts; a picture that is there already
// stays.
func TestImportCarriesPicturesAndShifts(t *testing.T) {
	t.Parallel()
	open := func() *sqlstore.Store {
		s, err := sqlstore.Open(t.Context(), sqlstore.Config{Path: filepath.Join(t.TempDir(), hostsFile)})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { s.Close() })
		return s
	}
	from, into := open(), open()
	hosts, start := storetest.Hosts(0, 450), storetest.Start()
	icons := make([]landfall.Icon, len(hosts))
	for i, host := range hosts {
		icons[i] = landfall.Icon{Host: host, Source: "https://" + host.String() + "/a.png", At: start, Picture: landfall.Picture{ID: host.String(), Media: "image/png", Body: []byte(host)}}
	}
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	_, err := from.Add(t.Context(), "seed", hosts, start, start)
	must(err)
	must(from.SaveIcons(t.Context(), icons, landfall.PicturesBytes))
	shift := landfall.Shift{Worker: "north", Began: start, Seen: start.Add(time.Hour)}
	must(from.Shift(t.Context(), shift))
	_, err = into.Add(t.Context(), "seed", hosts[:1], start, start)
	must(err)
	newer := icons[0]
	newer.ID, newer.At = "newer", start.AddDate(0, 0, 9)
	must(into.SaveIcons(t.Context(), []landfall.Icon{newer}, landfall.PicturesBytes))
	for range 2 {
		_, err := importHosts(t.Context(), from, into)
		must(err)
		shown := map[landfall.Host]string{}
		must(into.Icons(t.Context(), func(host landfall.Host, id string) error {
			shown[host] = id
			return nil
		}))
		last := hosts[len(hosts)-1]
		got, err := into.Picture(t.Context(), last.String())
		if len(shown) != len(hosts) || shown[hosts[0]] != "newer" || err != nil || string(got.Body) != last.String() {
			t.Errorf("%d pictures, the first %q; %q, %v", len(shown), shown[hosts[0]], got.Body, err)
		}
		shifts, err := into.Shifts(t.Context(), time.Time{})
		if diff := cmp.Diff([]landfall.Shift{shift}, shifts); err != nil || diff != "" {
			t.Errorf("%v; shifts (-want +got):\n%s", err, diff)
		}
	}
}

// Evidence, pins and trends come along; of what was said here already nothing changes.
func TestImportCarriesEvidence(t *testing.T) {
	t.Parallel()
	from, into := openHostsAt(t, t.TempDir()), openHostsAt(t, t.TempDir())
	start := storetest.Start()
	in := described("amber-otter.social", "For metal bands and their fans.", start)
	load(t, from, in)
	load(t, into, in)
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	clue := landfall.Clue{Kind: landfall.ClueTopic, ID: "music", Source: "description", Term: "bands", Weight: 0.5, FirstSeen: start, LastSeen: start.Add(time.Hour)}
	younger := clue
	younger.FirstSeen, younger.LastSeen = start.Add(2*time.Hour), start.Add(3*time.Hour)
	must(from.SaveClues(t.Context(), map[landfall.Host][]landfall.Clue{in.Host: {clue}}))
	must(into.SaveClues(t.Context(), map[landfall.Host][]landfall.Clue{in.Host: {younger}}))
	wording := landfall.Wording{Rules: []landfall.Rule{{Text: "No spam."}}, FirstSeen: start, LastSeen: start.Add(time.Hour)}
	reworded := landfall.Wording{Rules: []landfall.Rule{{Text: "No spam at all."}}, FirstSeen: start.Add(2 * time.Hour), LastSeen: start.Add(3 * time.Hour)}
	must(from.SaveWordings(t.Context(), map[landfall.Host][]landfall.Wording{in.Host: {wording}}))
	must(into.SaveWordings(t.Context(), map[landfall.Host][]landfall.Wording{in.Host: {reworded}}))
	old := []landfall.Declared{{Host: in.Host, Source: "admin", Topic: "music", At: start}, {Host: in.Host, Source: "curator", Topic: "art", At: start}}
	now := landfall.Declared{Host: in.Host, Source: "admin", Topic: "music", Removed: true, At: start.Add(time.Hour)}
	_, err := from.Declare(t.Context(), old)
	must(err)
	_, err = into.Declare(t.Context(), []landfall.Declared{now})
	must(err)
	must(from.SaveTrending(t.Context(), []landfall.Trending{{Host: in.Host, Day: start, Tags: []string{"metal"}}}))
	for range 2 {
		_, err := importHosts(t.Context(), from, into)
		must(err)
		clue.LastSeen = younger.LastSeen
		kept, err := into.Clues(t.Context(), []landfall.Host{in.Host})
		if diff := cmp.Diff([]landfall.Clue{clue}, kept[in.Host]); err != nil || diff != "" {
			t.Errorf("%v; clues (-want +got):\n%s", err, diff)
		}
		wordings, err := into.Wordings(t.Context(), in.Host)
		if diff := cmp.Diff([]landfall.Wording{wording, reworded}, wordings); err != nil || diff != "" {
			t.Errorf("%v; wordings (-want +got):\n%s", err, diff)
		}
		var declared []landfall.Declared
		must(into.Declared(t.Context(), func(d landfall.Declared) error {
			declared = append(declared, d)
			return nil
		}))
		if diff := cmp.Diff([]landfall.Declared{now, old[1]}, declared); diff != "" {
			t.Errorf("declared (-want +got):\n%s", diff)
		}
		tags := 0
		must(into.Trending(t.Context(), start, func(landfall.Host, string, time.Time) error {
			tags++
			return nil
		}))
		if tags != 1 {
			t.Errorf("%d hashtags", tags)
		}
	}
}

// A notice that is here already stays, whatever the other database says of it.
func TestImportCarriesNotices(t *testing.T) {
	t.Parallel()
	from, into := openHostsAt(t, t.TempDir()), openHostsAt(t, t.TempDir())
	start := storetest.Start()
	known := landfall.Notice{ID: "a", Host: "amber-otter.social", State: landfall.NoticeReported, Found: start}
	retracted := known
	retracted.State = landfall.NoticeRetracted
	gone := landfall.Notice{ID: "b", Host: "gone-otter.social", State: landfall.NoticeVanished, Found: start}
	for s, notices := range map[*sqlstore.Store][]landfall.Notice{from: {retracted, gone}, into: {known}} {
		if kept, err := s.SaveNotices(t.Context(), notices); err != nil || kept != len(notices) {
			t.Fatal(kept, err)
		}
	}
	for range 2 {
		if _, err := importHosts(t.Context(), from, into); err != nil {
			t.Fatal(err)
		}
		told, err := allNotices(t.Context(), into)
		if err != nil || len(told) != 2 || told[0].State != landfall.NoticeReported || told[1].Host != gone.Host {
			t.Errorf("%v; notices %+v", err, told)
		}
	}
}
