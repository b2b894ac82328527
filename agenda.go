package landfall

import "time"

// Agenda is when a host wants which work, and what a visit should know before it
// begins. The frontier keeps one for each host.
type Agenda struct {
	// Health, Profile and Peers say when each work is due. A zero Profile or Peers
	// waits until the host answers again.
	Health, Profile, Peers time.Time
	// Allowed is when the host may be asked again, whatever is due: it said so by
	// Retry-After or Crawl-delay, or too much is sent to its network already. Zero
	// if nothing speaks against it.
	Allowed time.Time
	// Claimed says that the host's admin claimed it, and so wants to hear of an
	// outage within minutes.
	Claimed bool
	// Document is the URL of a document that proves the host alive with one request,
	// "" if none is known; Fields are the facts that come from it.
	Document string
	Fields   []Field
}

// Fresh is the agenda of a new host: everything is due at due.
func Fresh(due time.Time) Agenda { return Agenda{Health: due, Profile: due, Peers: due} }

// Due is when the host is to be visited next: when the first work is due, but not
// before the host allows it.
func (a Agenda) Due() time.Time {
	due := a.Health
	for _, at := range []time.Time{a.Profile, a.Peers} {
		if !at.IsZero() && at.Before(due) {
			due = at
		}
	}
	if a.Allowed.After(due) {
		return a.Allowed
	}
	return due
}

// Want is the work that is due at now. It always contains the health check, for
// every visit is one.
func (a Agenda) Want(now time.Time) Work {
	want := WorkHealth
	if !a.Profile.IsZero() && !a.Profile.After(now) {
		want |= WorkProfile
	}
	if !a.Peers.IsZero() && !a.Peers.After(now) {
		want |= WorkPeers
	}
	return want
}
