package directory

import (
	"time"

	"landfall"
)

// listedFor is how long a server stays in lists after its last answer.
const listedFor = 14 * 24 * time.Hour

// Why a server is in no list.
const (
	UnlistedNeverAnswered = "never_answered"
	UnlistedSilent        = "silent_14_days" // the last answer is that old
	UnlistedSingleUser    = "single_user"
)

// Unlisted says why no query returns a server in a snapshot as of at, "" if one may.
// A server that is one person's own is not listed: it is personal data, and whoever
// runs it has not asked to be in a directory.
func (s *Server) Unlisted(at time.Time) string {
	switch {
	case s.LastSeen.IsZero():
		return UnlistedNeverAnswered
	case singleUser(&s.Facts):
		return UnlistedSingleUser
	case at.Sub(s.LastSeen) > listedFor:
		return UnlistedSilent
	}
	return ""
}

// singleUser reports whether a server says that it has at most one person. Any
// number above one speaks against it: some software sends 0 for what it does not
// count.
func singleUser(f *landfall.Facts) bool {
	stated := false
	for _, count := range []landfall.Count{f.Users, f.ActiveMonth, f.ActiveHalfyear} {
		switch {
		case count.Known && count.N > 1:
			return false
		case count.Known:
			stated = true
		}
	}
	return stated
}
