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
	texts, notices, found, alarms, reports, told, quiet int
	stages, days, dated, taken, back                    int
}

func (c *tally) add(s *sample, r Result) {
	want := strings.Fields(s.Want)[0]
	_, stage, day := s.judged(r)
	c.texts++
	if r.Verdict == Notice && want != string(Notice) {
		c.alarms++
	}
	switch want {
	case string(Notice):
		c.notices++
		if r.Verdict == Notice {
			c.found++
			c.dated++
			c.days += one(day)
			c.stages += one(stage)
		}
	case string(Report):
		c.reports++
		c.told += one(r.Verdict == Report)
	default:
		c.quiet++
		if strings.ContainsAny(s.Want, "_") || strings.Contains(s.Want, "cancelled") || strings.Contains(s.Want, " considering") && !strings.Contains(s.Want, "/") {
			c.back++
			c.taken += one(stage)
		}
	}
}

func one(holds bool) int {
	if holds {
		return 1
	}
	return 0
}

func (c tally) String() string {
	return fmt.Sprintf("%3d texts; notices found %d of %d, false alarms %d of %d; of those found stage right %d, day right %d of %d; reports %d of %d; taken back or considered %d of %d",
		c.texts, c.found, c.notices, c.alarms, c.texts-c.notices, c.stages, c.days, c.dated, c.told, c.reports, c.taken, c.back)
}

// tellBattery reads a battery, logs each text that is read otherwise than wanted, and
// returns the sum.
func tellBattery(t *testing.T, pattern string) tally {
	byLang := map[string]*tally{"all": {}}
	for _, s := range battery(t, pattern) {
		r := s.read()
		if byLang[s.Lang] == nil {
			byLang[s.Lang] = &tally{}
		}
		byLang[s.Lang].add(&s, r)
		byLang["all"].add(&s, r)
		if verdict, stage, day := s.judged(r); !verdict || !stage || !day {
			t.Logf("%s: want %s, is %s %q %.2f %s%s; quote %q, words %q\n\t%s", s.Lang, s.Want, r.Verdict, r.Stage, r.Confidence,
				r.Closes.To.Format(time.DateOnly), r.Closes.Doubt, r.Quote, r.Words, s.Text)
		}
	}
	for _, lang := range slices.Sorted(maps.Keys(byLang)) {
		t.Logf("%-3s %s", lang, byLang[lang])
	}
	return *byLang["all"]
}

// TestBattery reads texts that were written before anybody looked at the rules, and by
// which the rules were mended since.
func TestBattery(t *testing.T) { tellBattery(t, "battery-*.yaml") }

// TestHoldout reads texts that the rules were not made for.
func TestHoldout(t *testing.T) { tellBattery(t, "holdout.yaml") }

func TestHoldout2(t *testing.T) { tellBattery(t, "holdout2.yaml") }

func TestHoldout3(t *testing.T) { tellBattery(t, "holdout3.yaml") }

func TestHoldout4(t *testing.T) { tellBattery(t, "holdout4.yaml") }
