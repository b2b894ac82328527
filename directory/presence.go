package directory

import (
	"time"

	"landfall"
)

// Presence is where a host's name stands with the directory: listed, or why not.
type Presence string

// The presences. The words Unlisted… of [Server.Unlisted] are presences as well.
const (
	PresenceListed      Presence = "listed"
	PresenceUnknown     Presence = "unknown"     // nobody has named it yet
	PresenceOptedOut    Presence = "opted_out"   // asked not to be measured: nothing else is told
	PresenceAlias       Presence = "alias"       // another name of an instance
	PresenceBlocked     Presence = "blocked"     // by the operator
	PresenceQuarantined Presence = "quarantined" // every name of its domain answers
	PresenceWaiting     Presence = "waiting"     // known, and not visited yet
	PresenceGone        Presence = "gone"        // said so, or its name is no more

	PresenceNeverAnswered = Presence(UnlistedNeverAnswered)
	PresenceSingleUser    = Presence(UnlistedSingleUser)
	PresenceSilent        = Presence(UnlistedSilent)
)

// PresenceOf says where a name stands at the given time. Consent comes first.
func PresenceOf(e *landfall.Entry, at time.Time) Presence {
	switch {
	case e.OptedOut:
		return PresenceOptedOut
	case e.Shut != nil && e.Shut.State == landfall.GroupBlocked:
		return PresenceBlocked
	case e.Shut != nil:
		return PresenceQuarantined
	case e.MergedInto != "":
		return PresenceAlias
	case e.Instance == nil:
		return PresenceUnknown
	case e.Instance.LastVisit.IsZero():
		return PresenceWaiting
	case e.Instance.Status == landfall.StatusGone:
		return PresenceGone
	}
	if why := (&Server{Instance: *e.Instance}).Unlisted(at); why != "" {
		return Presence(why)
	}
	return PresenceListed
}

// Visits reports whether what visits saw of the name may be told.
func (p Presence) Visits() bool {
	switch p {
	case PresenceUnknown, PresenceOptedOut, PresenceAlias, PresenceBlocked, PresenceQuarantined:
		return false
	}
	return true
}
