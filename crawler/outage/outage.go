// Package outage keeps an outage of our own from becoming anybody else's: the
// own-outage rule of docs/crawler.md. It decides when the crawler may ask, and
// when a host that did not answer may be said not to have answered.
//
// A [Judge] weighs the evidence: rounds of sentinels, hosts that are known to be
// there; how many of the hosts that answered at their last visit do not answer
// now; and how many of those are neighbours in one network. A [Quarantine] keeps
// failures back until the Judge had time to find out that they were our own.
//
// Nothing here waits, looks at a clock or opens a connection, [Sentinels] aside:
// the caller says what time it is.
package outage

import (
	"time"

	"landfall"
)

// Config is how evidence is weighed. [DefaultConfig] just works.
type Config struct {
	// Sentinels tells that rounds of sentinels will be reported. Nothing may be
	// asked before the first, and no failure counts before a good one after it.
	Sentinels bool
	// HoldDown is how long a failure waits before it counts, and HoldWatched how long
	// if it is not the first, of a host that is looked at every minute.
	HoldDown, HoldWatched time.Duration
	// GoodRounds is how many good rounds in a row end an outage.
	GoodRounds int
	// The breaker looks at the last Window visits of hosts that had answered at the
	// visit before, none older than WindowAge. It decides nothing on fewer than
	// Least. It trips if the share of them that failed is above Share, and above
	// Times the share that is usual.
	Window    int
	WindowAge time.Duration
	Least     int
	Share     float64
	Times     float64
	// Once tripped, the breaker lets TrialSize visits through after TrialAfter, and
	// if they fail, after twice that, and so on up to TrialMost. A share that has
	// failed for AcceptAfter is taken for what it is.
	TrialAfter, TrialMost time.Duration
	TrialSize             int
	AcceptAfter           time.Duration
	// A network is down if at least NetworkLeast hosts of it and NetworkShare of its
	// visits failed, but for at most NetworkMost: then its hosts are.
	NetworkLeast int
	NetworkShare float64
	NetworkMost  time.Duration
}

// DefaultConfig returns the weights of the rule as it is written down, without
// sentinels.
func DefaultConfig() Config {
	return Config{
		HoldDown: 5 * time.Minute, HoldWatched: time.Minute, GoodRounds: 2,
		Window: 200, WindowAge: 15 * time.Minute, Least: 20, Share: 0.30, Times: 3,
		TrialAfter: 2 * time.Minute, TrialMost: 30 * time.Minute, TrialSize: 64, AcceptAfter: 6 * time.Hour,
		NetworkLeast: 5, NetworkShare: 0.8, NetworkMost: 24 * time.Hour,
	}
}

// Cause says what an outage of our own was told by.
type Cause = landfall.GapCause

// State is whether measuring is paused.
type State struct {
	Degraded bool
	Since    time.Time // zero if not degraded
	Cause    Cause     // "" if not degraded
}

// Reasons of observations that say nothing about the host.
const (
	// ReasonOwn is a failure during an outage of our own.
	ReasonOwn = "own_outage"
	// ReasonNetwork is a failure during one of the host's whole network, as seen
	// from here: theirs, or of the way there.
	ReasonNetwork = "network_outage"
)

// silent reports that no answer of the host arrived, so that the failure may be
// our own. An answer over a verified connection is the host's, whatever it says.
func silent(o *landfall.Observation) bool {
	switch {
	case o.Reason == "panic" || o.Reason == "cancelled":
		return false
	case o.Class == landfall.ClassOurs:
		return true
	}
	return o.Outcome == landfall.OutcomeUnreachable || o.Outcome == landfall.OutcomeBlocked
}

// counts reports that the failure would count against the host.
func counts(o *landfall.Observation) bool {
	return o.Outcome != landfall.OutcomePostponed && o.Class != landfall.ClassOurs
}

// lookedUp reports that no name server answered for the host. As long as nothing is
// known of our side that is our own fault; if our side was well, it was that of the
// host's name servers, or of the way to them.
func lookedUp(o *landfall.Observation) bool {
	return o.Class == landfall.ClassOurs && (o.Reason == "dns_timeout" || o.Reason == "dns_failure")
}

// blame returns the observation of a look-up that failed while our side was well.
func blame(o *landfall.Observation) *landfall.Observation {
	b := *o
	b.Outcome, b.Class = landfall.OutcomeUnreachable, landfall.ClassAmbiguous
	return &b
}

// void returns the observation as one that says nothing about the host. Its log
// stays, so that the page can tell what happened.
func void(o *landfall.Observation, class landfall.Class, reason string) *landfall.Observation {
	v := *o
	v.Outcome, v.Class, v.Reason, v.Status = landfall.OutcomePostponed, class, reason, 0
	v.First, v.Click = landfall.Timings{}, landfall.Timings{}
	return &v
}
