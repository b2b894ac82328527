package landfall

import "time"

// Instance is the best present knowledge of one fediverse server: the merged
// facts of all visits, and how the last ones went.
type Instance struct {
	Host   Host   `json:"host"`
	Status Status `json:"status"`
	Facts  Facts  `json:"facts"`
	// Reached is the address that it answered at last.
	Reached Reached `json:"reached,omitzero"`

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
	// GoneSince is when the host first said that it is gone for good, with 410 or a
	// name that does not exist, if it has said nothing else since; else zero.
	GoneSince time.Time `json:"gone_since"`
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
	StatusDown      Status = "down"      // at least 3 failures over at least an hour
	StatusDead      Status = "dead"      // at least 8 failures over at least 7 days
	StatusGone      Status = "gone"      // 410 for 7 days, or no such name for 30, and nothing else since
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
		in.Facts, in.Reached = in.Facts.Merge(o.Facts), in.Reached.again(o)
		in.Status, in.LastSeen = StatusAlive, o.At
		in = in.recovered()
	case OutcomeRefused:
		// Consent: what was learnt before it asked not to be measured goes too.
		in.Status, in.Facts = StatusRefused, Facts{}
		in.Reached = Reached{}
		in = in.recovered()
	default:
		in = in.failed(o)
	}
	return in
}

func (in Instance) recovered() Instance {
	in.Failures, in.DownSince, in.GoneSince = 0, time.Time{}, time.Time{}
	return in
}

func (in Instance) failed(o *Observation) Instance {
	if in.DownSince.IsZero() {
		in.DownSince = o.At
	}
	switch {
	case !o.saysGone():
		in.GoneSince = time.Time{}
	case in.GoneSince.IsZero():
		in.GoneSince = o.At
	}
	in.Failures++
	in.Status = in.afterFailure(o)
	return in
}

// noSuchName is the reason of a visit whose host's name does not exist.
const noSuchName = "dns_nxdomain"

// saysGone reports whether the visit ended with a word that the host is gone, and
// not merely away.
func (o *Observation) saysGone() bool { return o.Outcome == OutcomeGone || o.Reason == noSuchName }

// Days until each status: both a count of failures and a time must be passed.
const (
	day          = 24 * time.Hour
	deadAfter    = 7 * day
	saidAfter    = 7 * day  // with 410: a server says it on purpose
	unnamedAfter = 30 * day // without a name: domains lapse and are renewed
)

// afterFailure applies the rules of decline.
func (in Instance) afterFailure(o *Observation) Status {
	failing, gone := o.At.Sub(in.DownSince), o.At.Sub(in.GoneSince)
	switch {
	case o.Outcome == OutcomeGone && in.Failures >= 3 && gone >= saidAfter:
		return StatusGone
	case o.Reason == noSuchName && in.Failures >= 8 && gone >= unnamedAfter:
		return StatusGone
	case in.Failures >= 8 && failing >= deadAfter:
		return StatusDead
	case in.LastSeen.IsZero():
		return StatusCandidate
	case in.Failures >= 3 && failing >= time.Hour:
		return StatusDown
	}
	return StatusTroubled
}
