package check

import (
	"time"

	"landfall"
	"landfall/directory"
)

// Recheck says whether a visit may be asked for.
type Recheck struct {
	May bool
	// Why says why not, in a sentence; or what comes of it.
	Why string
	// At is when the next visit is due, zero if it is not known or may not be told.
	At time.Time
	// Host is the name to ask for: that of the instance if this is another name of it.
	Host landfall.Host
}

// recent is how long after a visit there is nothing new to see.
const recent = 10 * time.Minute

func (j *judge) recheck() Recheck {
	e := j.Entry
	switch j.presence {
	case directory.PresenceOptedOut:
		return Recheck{Why: "A server that asked not to be measured is not visited because a stranger asks."}
	case directory.PresenceBlocked, directory.PresenceQuarantined:
		return Recheck{Why: "Names of its domain are not visited."}
	case directory.PresenceAlias:
		return Recheck{Why: "Visits go to the name that the server has chosen.", Host: e.MergedInto}
	case directory.PresenceUnknown:
		return Recheck{May: true, Why: "It is visited as soon as it is its turn.", Host: e.Host}
	}
	due := e.Agenda.Due()
	switch {
	case e.Leased:
		return Recheck{Why: "A visit is under way."}
	case e.Agenda.Allowed.After(j.Now):
		return Recheck{Why: "It asked for time between visits.", At: due}
	case j.Now.Sub(e.Instance.LastVisit) < recent:
		return Recheck{Why: "It was visited within the last ten minutes.", At: due}
	}
	return Recheck{May: true, Why: "It is visited within minutes.", At: due, Host: e.Host}
}
