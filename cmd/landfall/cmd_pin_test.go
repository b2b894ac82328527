package main

import (
	"encoding/json"
	"io"
	"strings"
	"testing"
	"time"

	"landfall"
	"landfall/internal/storetest"
)

// pinned is a data folder with two instances.
func pinned(t *testing.T) (dir string) {
	t.Helper()
	dir = t.TempDir()
	s, start := openHostsAt(t, dir), storetest.Start()
	refused := landfall.Instance{Host: "shy-otter.social", Status: landfall.StatusRefused, Discovered: start, LastSeen: start}
	load(t, s, described("amber-otter.social", "For metal bands and their fans.", start), described("plain-otter.social", "Hello.", start), refused)
	return dir
}

func TestPinSaysAndTakesBack(t *testing.T) {
	dir := pinned(t)
	list := func(args ...string) string {
		t.Helper()
		code, out, complaint := runHere(t, append([]string{"--data", dir, "pin", "--list"}, args...)...)
		if code != 0 {
			t.Fatalf("exit code %d, %s", code, complaint)
		}
		var topics []string
		for line := range strings.Lines(out) {
			var d landfall.Declared
			if err := json.Unmarshal([]byte(line), &d); err != nil || d.At.IsZero() {
				t.Fatalf("%q: %v", line, err)
			}
			sign := "+"
			if d.Removed {
				sign = "-"
			}
			topics = append(topics, d.Source+sign+d.Topic)
		}
		return strings.Join(topics, " ")
	}
	for _, args := range [][]string{
		{"amber-otter.social", "music", "--remove", "--note", "they moved on"},
		{"amber-otter.social", "art.photography", "art", "art", "--as", "admin"},
		{"plain-otter.social", "science"},
	} {
		if code, out, complaint := runHere(t, append([]string{"--data", dir, "pin"}, args...)...); code != 0 || !strings.HasPrefix(out, args[0]+": ") {
			t.Fatalf("%v: exit code %d, %q, %q", args, code, out, complaint)
		}
	}
	if got := list(); got != "admin+art admin+art.photography curator-music curator+science" {
		t.Errorf("list %s", got)
	}
	if got := list("plain-otter.social"); got != "curator+science" {
		t.Errorf("list of one %s", got)
	}
	if code, out, _ := runHere(t, "--data", dir, "pin", "amber-otter.social", "--clear"); code != 0 || !strings.Contains(out, "1 taken back") {
		t.Errorf("exit code %d, %q", code, out)
	}
	if got := list("amber-otter.social"); got != "admin+art admin+art.photography" {
		t.Errorf("list after it was taken back %s", got)
	}
	for name, args := range map[string][]string{
		"no topic": {"amber-otter.social"}, "no such topic": {"amber-otter.social", "metal"}, "no host": {},
		"clear of all": {"--clear"}, "clear of a topic": {"amber-otter.social", "art", "--clear"},
		"list of a topic": {"amber-otter.social", "art", "--list"}, "another role": {"amber-otter.social", "art", "--as", "mayor"},
		"two at once": {"amber-otter.social", "--list", "--clear"},
	} {
		if code, _, complaint := runHere(t, append([]string{"--data", dir, "pin"}, args...)...); code != exitUsage || strings.Count(complaint, "\n") != 1 {
			t.Errorf("%s: exit code %d, %q", name, code, complaint)
		}
	}
	if code, _, complaint := runHere(t, "--data", dir, "pin", "strange-otter.social", "art"); code != exitFailed || !strings.Contains(complaint, "not found") {
		t.Errorf("of a stranger: exit code %d, %q", code, complaint)
	}
}

func TestExplainHostHasWhatIsKept(t *testing.T) {
	dir := pinned(t)
	s := openHostsAt(t, dir)
	long := storetest.Start().AddDate(-1, 0, 0)
	read := readAll(t, newTestReadings(s), described("amber-otter.social", "For metal bands and their fans.", long))
	if len(read) != 1 {
		t.Fatal("nothing is kept")
	}
	curated := writeFile(t, "curator", "amber-otter.social art # pictures of bands\n")
	runHere(t, "--data", dir, "pin", "amber-otter.social", "books", "--as", "admin")
	code, out, complaint := runHere(t, "--data", dir, "--curator", curated, "explain", "host", "Amber-Otter.social")
	if code != 0 {
		t.Fatalf("exit code %d, %q", code, complaint)
	}
	var answer struct {
		Host   landfall.Host
		Topics []struct {
			ID       string
			Evidence []struct {
				Source, Snippet string
				First           time.Time `json:"first_seen"`
				Last            time.Time `json:"last_seen"`
			}
		}
	}
	if err := json.Unmarshal([]byte(out), &answer); err != nil {
		t.Fatal(err)
	}
	var topics []string
	for _, topic := range answer.Topics {
		topics = append(topics, topic.ID+" by "+topic.Evidence[0].Source)
		if e := topic.Evidence[0]; e.Source == "description" && (!e.First.Equal(long) || !e.Last.Equal(storetest.Start())) {
			t.Errorf("%s from %v to %v", topic.ID, e.First, e.Last)
		}
	}
	if answer.Host != "amber-otter.social" || !strings.HasPrefix(strings.Join(topics, " "), "books by admin art by curator music by description music.metal by description") {
		t.Errorf("%s: %s", answer.Host, topics)
	}
	for _, host := range []string{"shy-otter.social", "strange-otter.social"} {
		if code, out, _ := runHere(t, "--data", dir, "explain", "host", host); code != exitFailed || out != "" {
			t.Errorf("%s: exit code %d, %q", host, code, out)
		}
	}
}

func TestExplainReportSaysHowTopicsDo(t *testing.T) {
	dir := pinned(t)
	runHere(t, "--data", dir, "pin", "plain-otter.social", "science", "--note", "I looked")
	runHere(t, "--data", dir, "pin", "amber-otter.social", "music") // which the rules say as well
	code, out, complaint := runHere(t, "--data", dir, "explain", "report")
	if code != 0 || !strings.HasPrefix(out, "2 instances, 2 with a topic") {
		t.Fatalf("exit code %d, %q, %q", code, out, complaint)
	}
	for _, part := range []string{"  sport\n", "  music  ", "Against the rules (1):", "science pinned", "I looked"} {
		if !strings.Contains(out, part) {
			t.Errorf("the report has no %q:\n%s", part, out)
		}
	}
	code, out, _ = runHere(t, "--data", dir, "explain", "report", "--json")
	var review struct {
		Servers   int
		Empty     []string
		Oversized []struct{ Topic string }
		Overrides []struct{ Host, Topic string }
	}
	err := json.Unmarshal([]byte(out), &review)
	if code != 0 || err != nil || review.Servers != 2 || len(review.Empty) < 50 || len(review.Oversized) < 2 || len(review.Overrides) != 1 || review.Overrides[0].Host != "plain-otter.social" {
		t.Errorf("exit code %d, %v: %+v", code, err, review)
	}
}

func TestCategoriesOfAListAreKept(t *testing.T) {
	s := openHostsAt(t, pinned(t))
	e := &env{cli: &cli{}, stderr: io.Discard}
	for _, step := range []struct{ list, want string }{
		{`[{"domain":"amber-otter.social","categories":["music","art"]},{"domain":"plain-otter.social","category":"art"},{"domain":"strange-otter.social","category":"art"}]`, "amber-otter.social art amber-otter.social music plain-otter.social art"},
		{`[{"domain":"amber-otter.social","categories":["regional"]}]`, "plain-otter.social art"},
		{`["amber-otter.social"]`, "plain-otter.social art"},
		{"plain-otter.social\n", "plain-otter.social art"},
	} {
		if err := e.addCategories(t.Context(), writeFile(t, "list", step.list), s); err != nil {
			t.Fatal(err)
		}
		got := ""
		err := s.Declared(t.Context(), func(d landfall.Declared) error {
			got += " " + d.Host.String() + " " + d.Topic
			return nil
		})
		if strings.TrimSpace(got) != step.want || err != nil {
			t.Errorf("after %s:%s, %v; want %s", step.list, got, err, step.want)
		}
	}
}

func TestConfigCheckReadsTheCuratorFile(t *testing.T) {
	good, bad := writeFile(t, "good", "amber-otter.social art\n"), writeFile(t, "bad", "# people looked\namber-otter.social arts\n")
	settings := writeFile(t, "landfall.yaml", "curator: "+bad+"\n")
	for _, tt := range []struct {
		args []string
		says string
	}{
		{[]string{"config", "--check", "--curator", good}, ""},
		{[]string{"config", "--check", "--curator", bad}, "line 2"},
		{[]string{"--config", settings, "config", "--check"}, "line 2"},
		{[]string{"config", "--check", "--curator", "no-such-file"}, "no-such-file"},
	} {
		code, out, complaint := runHere(t, tt.args...)
		if wrong := tt.says != ""; (code == exitUsage) != wrong || out != "" || !strings.Contains(complaint, tt.says) {
			t.Errorf("%v: exit code %d, %q, %q", tt.args, code, out, complaint)
		}
	}
}
