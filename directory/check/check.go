package check

import (
	"slices"
	"time"

	"landfall"
	"landfall/directory"
)

// Known is what there is to go by.
type Known struct {
	Entry *landfall.Entry
	Now   time.Time
	// Recent are the last visits, newest first; nil if they cannot be read.
	Recent []landfall.Observation
	// Server is what the directory makes of the instance, nil if there is none.
	Server *directory.Server
}

// Report is the whole answer.
type Report struct {
	Host     landfall.Host
	Presence directory.Presence
	Lines    []landfall.Line
	Recheck  Recheck
}

// Count returns how many lines came out at a level.
func (r *Report) Count(level landfall.Level) (n int) {
	for _, l := range r.Lines {
		if l.Level == level {
			n++
		}
	}
	return n
}

// The sections of a report.
const (
	SectionListing    = "Listing"
	SectionConnection = "Connection"
	SectionStated     = "What it says of itself"
	SectionMeasured   = "What was measured"
)

// Judge makes a report. Of a name of which nothing may be told it says no more than that.
func Judge(k *Known) *Report {
	j := judge{Known: k, presence: directory.PresenceOf(k.Entry, k.Now)}
	r := &Report{Host: k.Entry.Host, Presence: j.presence, Recheck: j.recheck()}
	j.part = SectionListing
	if j.standing() && !k.Entry.Instance.LastVisit.IsZero() {
		j.answers()
		j.people()
		j.part = SectionConnection
		j.connection()
		if !k.Entry.Instance.LastSeen.IsZero() {
			j.part = SectionStated
			j.stated()
		}
		j.part = SectionMeasured
		j.measured()
	}
	r.Lines = j.lines
	return r
}

// judge collects the lines.
type judge struct {
	*Known
	presence directory.Presence
	lines    []landfall.Line
	part     string
}

func (j *judge) line(id string, level landfall.Level, name string, found, fix landfall.Phrase) {
	j.lines = append(j.lines, landfall.Line{ID: id, Section: j.part, Level: level, Name: name, Found: found, Fix: fix})
}

// pass adds a line of what is as it should be.
func (j *judge) pass(id, name string, found landfall.Phrase) {
	j.line(id, landfall.LevelPass, name, found, landfall.Phrase{})
}

// conclusive returns the visits that say something of the instance.
func (j *judge) conclusive() []landfall.Observation {
	return slices.DeleteFunc(slices.Clone(j.Recent), func(o landfall.Observation) bool {
		return o.Class == landfall.ClassOurs || o.Outcome == landfall.OutcomePostponed
	})
}
