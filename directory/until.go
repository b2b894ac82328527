package directory

import "time"

// ListedUntil returns when a server leaves lists whose last answer was at lastSeen, if it
// does not answer again.
func ListedUntil(lastSeen time.Time) time.Time { return lastSeen.Add(listedFor) }
