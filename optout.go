package landfall

import (
	"strings"
	"time"
)

// Where an owner says that a host is to be left alone for good: in a TXT record below it
// (RFC 1035), or in a file on it (RFC 8615). Either has [OptOutWord] as a line of its own.
const (
	OptOutLabel = "_landfall"
	OptOutPath  = "/.well-known/landfall.txt"
	OptOutWord  = "opt-out"
)

// OptOut is a request to leave a host alone that is not settled yet: anybody may ask, and the
// host itself has to say so.
type OptOut struct {
	Host  Host
	Asked time.Time
	// Looked is when the host was last looked at for it, zero if never, and Looks how often.
	Looked time.Time
	Looks  int
	// Next is when it is looked at again; zero if it is not any more, which ends the request.
	Next time.Time
	// What the last look found in the TXT record, in the file, and in robots.txt.
	DNS, File, Robots OptOutSign
}

// OptOutSign is what one place says of it.
type OptOutSign string

// The signs.
const (
	OptOutUnseen OptOutSign = ""       // not looked at
	OptOutAsks   OptOutSign = "asks"   // it says that the host is to be left alone
	OptOutNot    OptOutSign = "not"    // it is not there, or says nothing of that
	OptOutUnread OptOutSign = "unread" // it could not be read this time
	OptOutLater  OptOutSign = "later"  // the host wants more time between requests
)

// OptOutAgain is how long after a look somebody who asks again makes the next one.
const OptOutAgain = 10 * time.Minute

// optOutWaits are the times between looks. All happen within a day.
var optOutWaits = []time.Duration{5 * time.Minute, 10 * time.Minute, 15 * time.Minute, 30 * time.Minute, time.Hour, 4 * time.Hour, 18 * time.Hour}

// AsksOut reports whether a text asks for its host to be left alone: one of its lines is
// [OptOutWord], in any case.
func AsksOut(text string) bool {
	for line := range strings.Lines(text) {
		if strings.EqualFold(strings.TrimSpace(line), OptOutWord) {
			return true
		}
	}
	return false
}

// Proved reports whether the owner of the host has said so for good.
func (o *OptOut) Proved() bool { return o.DNS == OptOutAsks || o.File == OptOutAsks }

// LookedAt returns the request after a look at now that did not settle it.
func (o OptOut) LookedAt(now time.Time) OptOut {
	o.Looked, o.Next = now, time.Time{}
	if o.Looks < len(optOutWaits) {
		o.Next = now.Add(optOutWaits[o.Looks])
	}
	o.Looks++
	return o
}

// Renewed returns the request as it is after somebody has asked again at now.
func (o OptOut) Renewed(now time.Time) OptOut {
	if !o.Looked.IsZero() && now.Sub(o.Looked) >= OptOutAgain {
		o.Asked, o.Next, o.Looks = now, now, 0
	}
	return o
}
