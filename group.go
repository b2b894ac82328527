package landfall

import "time"

// Group is the hosts below one registrable domain, as far as they are more than
// one. Whoever owns the domain can invent names below it without end, so that the
// group is let in by and by, and not at all if every name answers.
type Group struct {
	// Domain is the registrable domain; see [Host.Registrable].
	Domain string
	State  GroupState
	// Face is the one host of a quarantined group that is visited and shown.
	Face Host
	// Admitted is how many hosts of it were ever made known, Verified how many of
	// them answered as instances, Allowance how many may be known by now.
	Admitted, Verified, Allowance int
	// Grown is when the allowance last grew, Probed when a name that nobody can have
	// was last tried, Since when the state began; zero if never.
	Grown, Probed, Since time.Time
	// Why says in a few words what the state rests on.
	Why string
}

// GroupState says what becomes of a group's hosts.
type GroupState string

// The states.
const (
	GroupOpen        GroupState = "open"        // visited, and let in by and by
	GroupQuarantined GroupState = "quarantined" // every name answers: one host is visited and shown
	GroupBlocked     GroupState = "blocked"     // by the operator: none is visited or shown
)

// Hides reports whether the host, which is of the group, is to be left out of lists
// and visits.
func (g Group) Hides(host Host) bool {
	return g.State == GroupBlocked || g.State == GroupQuarantined && host != g.Face
}
