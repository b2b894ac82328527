package main

import (
	"bytes"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"landfall"
	"landfall/directory"
	"landfall/directory/reading"
	"landfall/internal/sqlstore"
	"landfall/internal/storetest"
)

// load puts instances into a store.
func load(t *testing.T, s *sqlstore.Store, instances ...landfall.Instance) {
	t.Helper()
	known := make([]sqlstore.Known, len(instances))
	for i, in := range instances {
		known[i] = sqlstore.Known{Instance: in, Agenda: landfall.Agenda{}}
	}
	if n, err := s.Load(t.Context(), known); err != nil || n != len(known) {
		t.Fatalf("Load = %d, %v", n, err)
	}
}

func openHostsAt(t *testing.T, dir string) *sqlstore.Store {
	t.Helper()
	s, err := sqlstore.Open(t.Context(), sqlstore.Config{Path: filepath.Join(dir, hostsFile)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// described is an instance that says one thing of itself.
func described(host landfall.Host, text string, at time.Time) landfall.Instance {
	in := landfall.Instance{Host: host, Status: landfall.StatusAlive, Discovered: at, LastVisit: at, LastSeen: at}
	in.Facts.Description = text
	in.Facts.State(landfall.FieldDescription, "https://"+host.String()+"/", "description", at)
	return in
}

// later is the instance seen again, with another text.
func later(in landfall.Instance, text string, at time.Time) landfall.Instance {
	in.LastSeen = at
	in.Facts = in.Facts.Merge(described(in.Host, text, at).Facts)
	return in
}

// newTestReadings are those of a process that has just begun, with time to read all.
func newTestReadings(s *sqlstore.Store) *readings {
	r := newReadings(s, &curator{}, slog.New(slog.DiscardHandler), time.Now)
	r.allowed = time.Hour
	return r
}

func readAll(t *testing.T, r *readings, instances ...landfall.Instance) map[landfall.Host]*reading.Reading {
	t.Helper()
	all, err := r.all(t.Context(), instances)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// sinceOf returns since when a topic has been seen, zero if it is not shown.
func sinceOf(r *reading.Reading, id string) (first, last time.Time) {
	for _, f := range r.Topics.Topics {
		if string(f.ID) == id {
			return f.Evidence[0].FirstSeen, f.Evidence[0].LastSeen
		}
	}
	return first, last
}

func TestEvidenceKeepsItsFirstTimeThroughEditsAndRestarts(t *testing.T) {
	s, start := openHostsAt(t, t.TempDir()), storetest.Start()
	in := described("amber.social", "For metal bands and their fans.", start)
	load(t, s, in)
	r := newTestReadings(s)
	readAll(t, r, in)
	edited := later(in, "We are a friendly server for metal bands and punk bands.", start.AddDate(0, 0, 3))
	again := later(edited, edited.Facts.Description, start.AddDate(0, 0, 5))
	hours := later(again, edited.Facts.Description, start.AddDate(0, 0, 5).Add(3*time.Hour))
	for i, step := range []struct {
		in          landfall.Instance
		restart     bool
		metal, punk time.Time
		last        time.Time
	}{
		{in: edited, metal: start, punk: edited.LastSeen, last: edited.LastSeen},
		{in: edited, restart: true, metal: start, punk: edited.LastSeen, last: edited.LastSeen},
		{in: again, metal: start, punk: edited.LastSeen, last: again.LastSeen},
		{in: hours, metal: start, punk: edited.LastSeen, last: again.LastSeen}, // at most daily
		{in: hours, restart: true, metal: start, punk: edited.LastSeen, last: hours.LastSeen},
	} {
		if step.restart {
			r = newTestReadings(s)
		}
		read := readAll(t, r, step.in)[in.Host]
		if first, last := sinceOf(read, "music.metal"); !first.Equal(step.metal) || !last.Equal(step.last) {
			t.Errorf("step %d: metal from %v to %v, want %v to %v", i, first, last, step.metal, step.last)
		}
		if first, _ := sinceOf(read, "music.punk"); !first.Equal(step.punk) {
			t.Errorf("step %d: punk from %v, want %v", i, first, step.punk)
		}
	}
}

func TestEvidenceIsWrittenOnlyWhenItIsNews(t *testing.T) {
	s, start := openHostsAt(t, t.TempDir()), storetest.Start()
	in := described("amber.social", "For metal bands and their fans.", start)
	load(t, s, in)
	r := newTestReadings(s)
	readAll(t, r, in)
	for i, step := range []struct {
		in      landfall.Instance
		written bool
	}{
		{in, false},
		{later(in, in.Facts.Description, start.Add(23*time.Hour)), false},
		{later(in, in.Facts.Description, start.Add(25*time.Hour)), true},
		{later(in, "For punk bands and their fans.", start.Add(26*time.Hour)), true},
	} {
		// Whatever is written anew has come back after this.
		if err := s.PruneClues(t.Context(), start.AddDate(1, 0, 0)); err != nil {
			t.Fatal(err)
		}
		readAll(t, r, step.in)
		kept, err := s.Clues(t.Context(), []landfall.Host{in.Host})
		if err != nil || (len(kept) > 0) != step.written {
			t.Errorf("step %d: kept %v, %v; want written %v", i, kept, err, step.written)
		}
	}
}

func TestReadingTakesNoLongerThanItMay(t *testing.T) {
	s, start := openHostsAt(t, t.TempDir()), storetest.Start()
	var instances []landfall.Instance
	for _, host := range storetest.Hosts(0, 10) {
		instances = append(instances, described(host, "For metal bands and their fans.", start))
	}
	load(t, s, instances...)
	r := newTestReadings(s)
	clock := start
	r.now = func() time.Time { clock = clock.Add(time.Second); return clock } // a second an instance
	r.allowed = 4 * time.Second
	if all := readAll(t, r, instances...); len(all) != 3 || r.pending != 7 {
		t.Fatalf("%d read and %d left; want 3 and 7", len(all), r.pending)
	}
	for range 2 {
		readAll(t, r, instances...)
	}
	if all := readAll(t, r, instances...); len(all) != 10 || r.pending != 0 {
		t.Errorf("%d read and %d left in the end", len(all), r.pending)
	}
	// A host whose words have changed keeps its former reading until there is time.
	r.allowed = 0
	instances[0] = later(instances[0], "For chess players.", start.Add(time.Hour))
	if all := readAll(t, r, instances...); r.pending != 1 || !all[instances[0].Host].Topics.Has("music.metal") {
		t.Errorf("%d left; %+v", r.pending, all[instances[0].Host])
	}
	if all := readAll(t, r, instances...); r.pending != 0 || !all[instances[0].Host].Topics.Has("games.chess-puzzle") {
		t.Errorf("%d left; %+v", r.pending, all[instances[0].Host])
	}
}

func TestPinsAndTheCuratorFileAreInReadings(t *testing.T) {
	s, start := openHostsAt(t, t.TempDir()), storetest.Start()
	in := described("amber-otter.social", "For metal bands and their fans.", start)
	load(t, s, in)
	r := newTestReadings(s)
	path := filepath.Join(t.TempDir(), "curator")
	var log bytes.Buffer
	r.curator = &curator{path: path, logger: slog.New(slog.NewTextHandler(&log, nil))}
	write := func(text string, at time.Time) {
		t.Helper()
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(path, at, at); err != nil {
			t.Fatal(err)
		}
		r.curator.look(t.Context())
		r.curator.look(t.Context())
	}
	topics := func() (ids []string) {
		for _, f := range readAll(t, r, in)[in.Host].Topics.Topics {
			ids = append(ids, string(f.ID))
		}
		return ids
	}
	write("amber-otter.social art.photography -music\n", start)
	if got := fmt.Sprint(topics()); got != "[art art.photography]" || r.curator.version != 1 {
		t.Errorf("by the file: %s, version %d", got, r.curator.version)
	}
	log.Reset()
	write("amber-otter.social art\n\nnonsense\namber-otter.social no-such-topic\n", start.Add(time.Hour))
	if got := fmt.Sprint(topics()); got != "[art art.photography]" || r.curator.version != 1 {
		t.Errorf("by a file with a fault: %s, version %d", got, r.curator.version)
	}
	if text := log.String(); strings.Count(text, "\n") != 1 || !strings.Contains(text, "line 3") || !strings.Contains(text, "2 bad lines") {
		t.Errorf("log %q, want one line that says where", text)
	}
	log.Reset()
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	for range 3 {
		r.curator.look(t.Context())
	}
	if got := fmt.Sprint(topics()); got != "[art art.photography]" || strings.Count(log.String(), "\n") != 1 {
		t.Errorf("without the file: %s; log %q", got, log.String())
	}
	write("# nothing\n", start.Add(2*time.Hour))
	if got := fmt.Sprint(topics()); got != "[music music.metal]" {
		t.Errorf("by an empty file: %s", got)
	}
	_, err := s.Declare(t.Context(), []landfall.Declared{{Host: in.Host, Source: "admin", Topic: "music.metal", Removed: true, Note: "we moved on", At: start}})
	if got := fmt.Sprint(topics()); err != nil || got != "[music]" {
		t.Errorf("by the admin: %s, %v", got, err)
	}
}

func TestHashtagsAreKeptAndWeighed(t *testing.T) {
	s, start := openHostsAt(t, t.TempDir()), storetest.Start()
	instances := make([]landfall.Instance, 100)
	for i, host := range storetest.Hosts(0, len(instances)) {
		instances[i] = described(host, "We love music.", start)
	}
	load(t, s, instances...)
	r := newTestReadings(s)
	clock := start
	r.now = func() time.Time { return clock }
	for day := range 4 {
		clock = start.AddDate(0, 0, day)
		for i := range instances {
			instances[i] = later(instances[i], instances[i].Facts.Description, clock)
			instances[i].Facts.Tags = []string{"football", fmt.Sprintf("day%d", day)}
			if i == 0 {
				instances[i].Facts.Tags = []string{"football", "metal", "deathmetal"}
			}
			instances[i].Facts.State(landfall.FieldTags, "https://x/", "[].name", clock)
		}
		if day == 2 { // it knows by heart nothing that it needs
			r = newTestReadings(s)
			r.now = func() time.Time { return clock }
		}
		readAll(t, r, instances...)
	}
	all := readAll(t, r, instances...)
	for i, in := range instances {
		if got := all[in.Host].Topics; got.Has("music.metal") != (i == 0) || got.Has("sport") {
			t.Fatalf("%s: %+v", in.Host, got.Topics)
		}
	}
}

func TestWhatIsLeftToReadIsReadWithoutNewVisits(t *testing.T) {
	j, stores, clock := newTestJobs(t)
	for _, host := range storetest.Hosts(0, 3) {
		load(t, stores.hosts, described(host, "For metal bands and their fans.", *clock))
	}
	r := newTestReadings(stores.hosts)
	r.now = func() time.Time { *clock = clock.Add(time.Millisecond); return *clock }
	r.allowed = 0 // in the first
	s := &snapshots{
		hosts: stores.hosts, observations: stores.observations, readings: r, current: &directory.Current{}, logger: r.logger, now: r.now,
		notices: newNotices(stores.hosts, j, r.logger, prometheus.NewRegistry()),
	}
	var built []*directory.Snapshot
	for range 4 {
		if err := s.refresh(t.Context()); err != nil {
			t.Fatal(err)
		}
		built = append(built, s.current.Load())
		*clock = clock.Add(time.Minute)
	}
	if built[0] == nil || built[1] == built[0] || built[2] != built[1] || built[3] != built[1] || r.pending != 0 {
		t.Errorf("snapshots %p, %d left; want a first one without readings, and one with all", built, r.pending)
	}
}
