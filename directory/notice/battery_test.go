package notice

import (
	"bytes"
	"cmp"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"gopkg.in/yaml.v3"
)

// sample is a text of a battery with what it is to be read as. All are made up.
type sample struct {
	// Want is "verdict stage day". A verdict "quiet" is anything but a notice; stages
	// that do equally are parted by "/", and "-" is none. A day is "2026-03-31", or
	// "first..last", of which the last counts; "-" is none. "?" is not judged. What is
	// left out at the end is not judged either.
	Want string
	Lang string
	Host string // "none" if it is not known whose text it is; home.example if empty
	Text string
}

const batteryHost = "home.example"

// batteryPosted is when every text of the batteries was posted: a Thursday.
var batteryPosted = time.Date(2026, 1, 15, 0, 0, 0, 0, time.UTC)

func battery(t testing.TB, pattern string) []sample {
	paths, err := filepath.Glob(filepath.Join("testdata", pattern))
	if err != nil || len(paths) == 0 {
		t.Fatalf("no battery: %v", err)
	}
	var all []sample
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		decoder := yaml.NewDecoder(bytes.NewReader(data))
		decoder.KnownFields(true)
		var some []sample
		if err := decoder.Decode(&some); err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		all = append(all, some...)
	}
	return all
}

func (s *sample) read() Result {
	host := batteryHost
	if s.Host == "none" {
		host = ""
	}
	return Default().Detect(Input{Text: PlainText(s.Text).Text, Host: host, Posted: batteryPosted})
}

// judged says how a result differs from what was wanted.
func (s *sample) judged(r Result) (verdict, stage, day bool) {
	want := append(strings.Fields(s.Want), "?", "?")
	verdict = want[0] == string(r.Verdict) || want[0] == "quiet" && r.Verdict != Notice
	stage = want[1] == "?" || slices.Contains(strings.Split(want[1], "/"), strings.ReplaceAll(cmp.Or(string(r.Stage), "-"), " ", "_"))
	_, last, ok := strings.Cut(want[2], "..")
	if !ok {
		last = want[2]
	}
	got := "-"
	if r.Closes.Stated() {
		got = r.Closes.To.Format(time.DateOnly)
	}
	return verdict, stage, want[2] == "?" || got == last
}

// tally counts how a battery was read, in one language or in all.
type tally struct {
	notices, found, stages, days int // of those found
	others, alarms               int // that are no notices
	reports, told                int
	back, taken                  int // what is taken back, handed over or thought about
}

func (c *tally) add(s *sample, r Result) {
	_, stage, day := s.judged(r)
	want := strings.Fields(s.Want)
	if want[0] == string(Notice) {
		c.notices++
		if r.Verdict == Notice {
			c.found, c.stages, c.days = c.found+1, c.stages+one(stage), c.days+one(day)
		}
		return
	}
	c.others, c.alarms = c.others+1, c.alarms+one(r.Verdict == Notice)
	switch {
	case want[0] == string(Report):
		c.reports, c.told = c.reports+1, c.told+one(r.Verdict == Report)
	case len(want) > 1 && slices.Contains([]string{"cancelled", "handed_over", "considering"}, want[1]):
		c.back, c.taken = c.back+1, c.taken+one(stage)
	}
}

func one(holds bool) int {
	if holds {
		return 1
	}
	return 0
}

func (c *tally) String() string {
	return fmt.Sprintf("found %d of %d, with the right stage %d, the right day %d; false alarms %d of %d; reports %d of %d; taken back %d of %d",
		c.found, c.notices, c.stages, c.days, c.alarms, c.others, c.told, c.reports, c.taken, c.back)
}

// readBattery reads a battery, logs each text that is read otherwise than wanted, and
// returns the sum.
func readBattery(t *testing.T, pattern string) *tally {
	all, byLanguage := &tally{}, map[string]*tally{}
	for _, s := range battery(t, pattern) {
		r := s.read()
		if byLanguage[s.Lang] == nil {
			byLanguage[s.Lang] = &tally{}
		}
		byLanguage[s.Lang].add(&s, r)
		all.add(&s, r)
		if verdict, stage, day := s.judged(r); !verdict || !stage || !day {
			t.Logf("%s: want %s, is %s %q %.2f, closes %v; quote %q, words %q\n\t%s", s.Lang, s.Want, r.Verdict, r.Stage, r.Confidence, r.Closes, r.Quote, r.Words, s.Text)
		}
	}
	for _, language := range slices.Sorted(maps.Keys(byLanguage)) {
		t.Logf("%s: %s", language, byLanguage[language])
	}
	t.Logf("all: %s", all)
	return all
}

// TestBattery reads 886 texts in fourteen languages, half of the near misses of a kind that
// a reader of words falls for. They were written in five goes, each before the rules
// were mended by it, so the first reading of each says how the rules do on texts never
// seen. As first read, and as the rules before all five read them:
//
//	go      notices found          false alarms
//	first   110 of 145             20 of 271
//	second   25 of 45  (21)         2 of 105 (0)
//	third    30 of 38  (24)        11 of 86 (19)
//	fourth   33 of 38  (28)         9 of 78  (9)
//	fifth    14 of 28  (13)         2 of 52  (3)
//
// Eight labels of the first were wrong and were mended. What is asked for here is what
// the rules do now: it may only rise. All are by one hand, which had read the rules before it
// wrote the third and later ones; near misses are far more frequent here than anywhere.
func TestBattery(t *testing.T) {
	c := readBattery(t, "battery-*.yaml")
	c.check(t, tally{found: 292, stages: 291, days: 292, told: 41, taken: 73})
}

// TestHoldout reads 62 texts that were written after the rules had been mended by those
// of [TestBattery]. As first read 22 of 26 notices were found and 1 of 36 others was a
// false alarm; the rules before found 15, with 3. Since then only what was plainly general
// was mended: a subject that only a later clause holds, "closing it down" and "resolved
// to". No rule may be made for a text of this set.
func TestHoldout(t *testing.T) {
	c := readBattery(t, "holdout.yaml")
	c.check(t, tally{found: 26, stages: 26, days: 26, told: 1, taken: 4})
}

// check reports what is worse than it was. A false alarm always is.
func (c *tally) check(t *testing.T, was tally) {
	if c.alarms > 0 || c.found < was.found || c.stages < was.stages || c.days < was.days || c.told < was.told || c.taken < was.taken {
		t.Errorf("read worse than before: %s", c)
	}
}
