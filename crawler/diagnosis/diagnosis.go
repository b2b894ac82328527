// Package diagnosis says in plain words what stands between an instance and the
// directory: each thing that a visit needs, whether it is as it should be, what was
// found, and what its admin can do about it. It is pure: what was seen goes in, lines
// come out.
package diagnosis

import (
	"net/http"
	"net/url"
	"time"

	"landfall"
	"landfall/crawler/robots"
	"landfall/internal/netguard"
)

// Level is how a line came out.
type Level = landfall.Level

// The levels.
const (
	Pass    = landfall.LevelPass
	Warn    = landfall.LevelWarn
	Fail    = landfall.LevelFail
	Unknown = landfall.LevelUnknown
)

// Line is one thing that was looked at, in English.
type Line struct {
	// ID names the thing in snake_case; Section what it belongs to.
	ID      string `json:"id"`
	Section string `json:"section"`
	Level   Level  `json:"level"`
	Name    string `json:"name"`
	Found   string `json:"found"`
	// Fix is what the instance's admin can do, empty if there is nothing to do.
	Fix string `json:"fix,omitempty"`
}

// Report is the whole diagnosis.
type Report struct {
	Host  landfall.Host `json:"host"`
	At    time.Time     `json:"at"`
	Lines []Line        `json:"lines"`
	// Listed says whether lists show the instance, or would as soon as a crawler
	// knows it; nil if that cannot be told. Verdict says so in one sentence.
	Listed  *bool  `json:"listed"`
	Verdict string `json:"verdict"`
}

// Failed reports whether any line came out as [Fail].
func (r *Report) Failed() bool {
	for _, l := range r.Lines {
		if l.Level == Fail {
			return true
		}
	}
	return false
}

// Seen is what there is to judge.
type Seen struct {
	Host landfall.Host
	Now  time.Time
	// Entry is what the store has under the name, nil if no store was at hand.
	Entry *landfall.Entry
	// Way is the way to the host before any request.
	Way netguard.Way
	// Visit is what a visit came to, nil if there was none; Aliases what it learnt of
	// other names, Answers every answer in order.
	Visit   *landfall.Observation
	Aliases []landfall.Alias
	Answers []Answer
	// Robots is what robots.txt means for us, nil if it was not had.
	Robots *robots.About
	// Newest is the newest release of its software that is widely run, "" if that is
	// not known; Behind tells that it runs an older one.
	Newest string
	Behind bool
	// Unlisted says in a word why the directory would not list it, as
	// [landfall/directory.Server.Unlisted] does; "" if it would.
	Unlisted string
}

// Answer is one HTTP answer of the visit.
type Answer struct {
	URL    *url.URL
	Status int
	Header http.Header
	Body   []byte // nil unless it was a document
}

// Judge makes a report of what was seen.
func Judge(s *Seen) *Report {
	j := judge{Seen: s}
	j.section("Name")
	j.name()
	if j.standing() {
		j.section("Connection")
		j.way()
	}
	if s.Visit != nil {
		j.section("Documents")
		j.documents()
		j.section("What it says of itself")
		j.facts()
		j.section("Speed")
		j.speed()
	}
	r := &Report{Host: s.Host, At: s.Now.UTC(), Lines: j.lines}
	r.Listed, r.Verdict = j.verdict()
	return r
}

// judge collects the lines.
type judge struct {
	*Seen
	lines []Line
	part  string
}

func (j *judge) section(name string) { j.part = name }

func (j *judge) line(id string, level Level, name, found, fix string) {
	if level == Pass {
		fix = ""
	}
	j.lines = append(j.lines, Line{ID: id, Section: j.part, Level: level, Name: name, Found: found, Fix: fix})
}

// answered reports whether the visit read a document of an instance.
func (j *judge) answered() bool {
	return j.Visit != nil && j.Visit.Outcome == landfall.OutcomeAnswered
}
