package landfall

import "time"

// Instance is the best present knowledge of one fediverse server: the merged
// facts of all visits, and how the last ones went.
type Instance struct {
	Host   Host   `json:"host"`
	Status Status `json:"status"`
	Facts  Facts  `json:"facts"`

	// Discovered is when the host was first heard of, and Via the host or list
	// that named it ("seed", a file name, or another host).
	Discovered time.Time `json:"discovered"`
	Via        string    `json:"via,omitempty"`
	// LastVisit is when it was last looked at; LastSeen when it last answered.
	// Both are zero until the first such visit.
	LastVisit time.Time `json:"last_visit"`
	LastSeen  time.Time `json:"last_seen"`
	// Failures counts visits since the last answer that were its own or
	// ambiguous failures. Our own faults do not count.
	Failures int `json:"failures"`
	// DownSince is when the present run of failures began, zero if there is none.
	DownSince time.Time `json:"down_since"`
	// LastOutcome and LastReason tell how the last visit ended.
	LastOutcome Outcome `json:"last_outcome,omitempty"`
	LastReason  string  `json:"last_reason,omitempty"`
}

// Status is where an instance stands between discovery and disappearance.
type Status string

// The statuses. Pages never say "down" or "dead": they say since when it has not
// been answering.
const (
	StatusCandidate Status = "candidate" // heard of, never answered
	StatusAlive     Status = "alive"     // answered at the last visit
	StatusTroubled  Status = "troubled"  // answered once, failing now, too early to tell
	StatusDown      Status = "down"      // at least 3 failures at least 30 minutes apart
	StatusDead      Status = "dead"      // at least 8 failures over at least 7 days
	StatusRefused   Status = "refused"   // asks not to be measured: counted, never named
)

// Apply returns the instance as it stands after the observation o. It is pure:
// the same history gives the same instance, whatever our own faults were.
func (in Instance) Apply(o *Observation) Instance {
	if o.Outcome == OutcomePostponed || o.Class == ClassOurs {
		return in
	}
	in.LastVisit = o.At
	in.LastOutcome, in.LastReason = o.Outcome, o.Reason
	switch o.Outcome {
	case OutcomeAnswered:
		in.Facts = in.Facts.Merge(o.Facts)
		in.Status, in.LastSeen = StatusAlive, o.At
		in.Failures, in.DownSince = 0, time.Time{}
	case OutcomeRefused:
		// Consent: what was learnt before it asked not to be measured goes too.
		in.Status, in.Facts = StatusRefused, Facts{}
		in.Failures, in.DownSince = 0, time.Time{}
	default:
		if in.DownSince.IsZero() {
			in.DownSince = o.At
		}
		in.Failures++
		in.Status = in.afterFailure(o.At)
	}
	return in
}

// afterFailure applies the death rule: both a count and a time must be passed.
func (in Instance) afterFailure(now time.Time) Status {
	failing := now.Sub(in.DownSince)
	switch {
	case in.LastSeen.IsZero() && in.Failures < 8:
		return StatusCandidate
	case in.Failures >= 8 && failing >= 7*24*time.Hour:
		return StatusDead
	case in.LastSeen.IsZero():
		return StatusCandidate
	case in.Failures >= 3 && failing >= time.Hour:
		return StatusDown
	}
	return StatusTroubled
}
