package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"landfall"
	"landfall/directory"
	"landfall/internal/sqlstore"
	"landfall/internal/storetest"
)

const closingText = "Dear all, this server will shut down for good on 30 September 2026. Please export your data and move."

// newTestSnapshots are those of a process that has just begun.
func newTestSnapshots(t *testing.T) (*snapshots, *sqlstore.Store, *time.Time) {
	t.Helper()
	j, stores, clock := newTestJobs(t)
	r := newTestReadings(stores.hosts)
	r.now = j.now
	return &snapshots{
		hosts: stores.hosts, observations: stores.observations, readings: r, current: &directory.Current{}, logger: r.logger, now: j.now,
		notices: newNotices(stores.hosts, j, r.logger, prometheus.NewRegistry()),
	}, stores.hosts, clock
}

func noticesIn(t *testing.T, hosts *sqlstore.Store) []landfall.Notice {
	t.Helper()
	all, err := allNotices(t.Context(), hosts)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func rebuild(t *testing.T, s *snapshots) *directory.Snapshot {
	t.Helper()
	if err := s.rebuild(t.Context(), s.now()); err != nil {
		t.Fatal(err)
	}
	return s.current.Load()
}

// A closing that a text states is kept, is shown to nobody until it is confirmed, and
// takes the server out of the lists from then on.
func TestAClosingWaitsForAConfirmation(t *testing.T) {
	s, hosts, clock := newTestSnapshots(t)
	host := storetest.Host(0)
	load(t, hosts, described(host, closingText, *clock), described(storetest.Host(1), "A quiet place.", *clock))
	snapshot := rebuild(t, s)
	all := noticesIn(t, hosts)
	if len(all) != 1 || all[0].State != landfall.NoticeReported || all[0].Host != host || snapshot.Server(host).Closing != nil || len(snapshot.Notices()) != 0 {
		t.Fatalf("notices %+v, shown %v", all, snapshot.Notices())
	}
	*clock = clock.Add(time.Hour)
	rebuild(t, s)
	if again := noticesIn(t, hosts); again[0].Version != 1 {
		t.Errorf("the same text stored a notice again: version %d", again[0].Version)
	}
	all[0].State = landfall.NoticeCounting
	if kept, err := hosts.SaveNotices(t.Context(), all); kept != 1 || err != nil {
		t.Fatal(kept, err)
	}
	snapshot = rebuild(t, s)
	server := snapshot.Server(host)
	if server.Closing == nil || server.Closing.ClosesTo.Format(time.DateOnly) != "2026-09-30" || len(snapshot.Notices()) != 1 {
		t.Errorf("closing %+v, shown %v", server.Closing, snapshot.Notices())
	}
	if on := server.OnRequest(); !strings.Contains(strings.Join(on, " "), directory.ShowClosing) {
		t.Errorf("it is listed with %v", on)
	}
}

// Who refuses to be measured has no notices on pages, and none is made of them.
func TestWhoRefusesHasNoNotices(t *testing.T) {
	s, hosts, clock := newTestSnapshots(t)
	host := storetest.Host(0)
	refused := described(host, closingText, *clock)
	refused.Status = landfall.StatusRefused
	load(t, hosts, refused)
	entered := landfall.Notice{ID: "entered", Host: host, State: landfall.NoticeConfirmed, Found: *clock}
	if _, err := hosts.SaveNotices(t.Context(), []landfall.Notice{entered}); err != nil {
		t.Fatal(err)
	}
	if shown := rebuild(t, s).Notices(); len(shown) != 0 || len(noticesIn(t, hosts)) != 1 {
		t.Errorf("shown %v of %v", shown, noticesIn(t, hosts))
	}
}

// notes is a data folder with a closing that waits.
func notes(t *testing.T) (dir, id string) {
	t.Helper()
	dir = t.TempDir()
	s := openHostsAt(t, dir)
	n := landfall.Notice{ID: "0123456789abcdef", Host: "amber-otter.social", State: landfall.NoticeReported, Found: storetest.Start(), ClosesFrom: storetest.Start(), ClosesTo: storetest.Start()}
	n.Statements = []landfall.NoticeStatement{{Source: landfall.NoticeFromText, URL: "https://amber-otter.social/about", Quote: "We close."}}
	n.Events = []landfall.NoticeEvent{{At: storetest.Start(), To: landfall.NoticeReported, By: "text", Why: "A closing is stated."}}
	if _, err := s.SaveNotices(t.Context(), []landfall.Notice{n}); err != nil {
		t.Fatal(err)
	}
	return dir, n.ID
}

func TestNoticesDesk(t *testing.T) {
	dir, id := notes(t)
	table := filepath.Join(dir, "closings.csv")
	rows := "\ufeffServer,software,Announced,shutdown,url,note\n" +
		"amber-otter.social,mastodon,2024-09-17,2024-12-17,https://news.example/1,\n" +
		"plain-otter.social,mastodon,,2021-03,,\"Gone, they say\"\n" +
		"later-otter.social,,2026-01-02,,,\n"
	if err := os.WriteFile(table, []byte(rows), 0o600); err != nil {
		t.Fatal(err)
	}
	for i, step := range []struct {
		args []string
		code int
		want []string // in what is written
	}{
		{[]string{}, 0, []string{id, "amber-otter.social", "reported", "We close."}},
		{[]string{"list", "--state", "closing"}, 2, []string{`there is no state "closing"`}},
		{[]string{"show", id}, 0, []string{"https://amber-otter.social/about", "A closing is stated."}},
		{[]string{"show", "nothing"}, 1, []string{"not found"}},
		{[]string{"confirm", id}, 2, []string{"--why"}},
		{[]string{"confirm", id, "--why", "I wrote to them."}, 0, []string{"counting_down, by operator: I wrote to them."}},
		{[]string{"confirm", id, "--why", "again"}, 2, []string{"invalid"}},
		{[]string{"list"}, 0, []string{"nothing"}},
		{[]string{"import", table, "--dry-run"}, 0, []string{"3 closings"}},
		{[]string{"import", table}, 0, []string{"lines read: 3, with something new: 3"}},
		{[]string{"import", table}, 0, []string{"lines read: 3, with something new: 0"}},
		{[]string{"list", "--state", "all"}, 0, []string{"plain-otter.social", "vanished", "2021-03-01..2021-03-31", "later-otter.social", "confirmed"}},
		{[]string{"retract", id, "--why", "It was a joke."}, 0, []string{"retracted, by operator: It was a joke."}},
		{[]string{"add", "amber-otter.social", "--closes", "soon"}, 2, []string{`"soon" is no day`}},
		{[]string{"add", "amber-otter.social", "--announced", "2026-01-01", "--closes", "2026-04-01", "--state", "closed_kindly"}, 0, []string{"closed_kindly", "90 days of notice"}},
	} {
		code, out, complaint := runHere(t, append([]string{"--data", dir, "notices"}, step.args...)...)
		for _, want := range step.want {
			if code != step.code || !strings.Contains(out+complaint, want) {
				t.Fatalf("step %d, %v: exit code %d\n%s%s\nwant %d and %q", i, step.args, code, out, complaint, step.code, want)
			}
		}
	}
	code, out, _ := runHere(t, "--data", dir, "notices", "list", "--host", "amber-otter.social", "--json")
	var ids []string
	for line := range strings.Lines(out) {
		var n landfall.Notice
		if err := json.Unmarshal([]byte(line), &n); err != nil {
			t.Fatal(err)
		}
		ids = append(ids, n.ID)
	}
	if code != 0 || len(ids) != 2 {
		t.Fatalf("exit code %d, notices %v", code, ids)
	}
	if code, out, complaint := runHere(t, "--data", dir, "notices", "merge", ids[1], ids[0]); code != 2 {
		t.Errorf("merged into one that was retracted: exit code %d, %s%s", code, out, complaint)
	}
}

func TestABadTableEntersNothing(t *testing.T) {
	dir, _ := notes(t)
	table := filepath.Join(dir, "closings.tsv")
	rows := "host\tannounced\tcloses\turl\nplain-otter.social\t2024-01-01\t2024-02-01\t\nno host\t\t\t\nbare-otter.social\t31.12.2024\t\t\nodd-otter.social\t\t\tjavascript:alert(1)\n"
	if err := os.WriteFile(table, []byte(rows), 0o600); err != nil {
		t.Fatal(err)
	}
	code, _, complaint := runHere(t, "--data", dir, "notices", "import", table)
	for _, want := range []string{"line 3", "line 4", "line 5"} {
		if code != 2 || !strings.Contains(complaint, want) {
			t.Errorf("exit code %d, %q; want %q named", code, complaint, want)
		}
	}
	if _, out, _ := runHere(t, "--data", dir, "notices", "list", "--state", "all"); strings.Contains(out, "plain-otter") {
		t.Error("the good line was entered")
	}
	code, out, complaint := runHere(t, "--data", dir, "notices", "import", table, "--skip-bad")
	if code != 0 || !strings.Contains(out, "lines read: 1, with something new: 1") || strings.Count(complaint, "left out:") != 3 {
		t.Errorf("the others left out: exit code %d, %q, %q", code, out, complaint)
	}
}
