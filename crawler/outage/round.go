package outage

import "landfall"

// Round is what the sentinels said at one time.
type Round struct {
	// Names counts the sentinels that were reached by name, with a verified
	// handshake, and NamesFailed those of them that could not be.
	Names, NamesFailed int
	// Addresses and AddressesFailed count those that were connected to by address,
	// without any look-up. They tell what is broken, not whether.
	Addresses, AddressesFailed int
	// Invented tells that a name that cannot exist has an address: a captive portal,
	// or a name server that lies.
	Invented bool
}

// fault says what is wrong with our side, "" if nothing: two of five names that
// cannot be reached are more than chance.
func (r Round) fault() Cause {
	switch {
	case r.Invented:
		return landfall.GapPortal
	case r.Names == 0 && r.Addresses > 0 && r.AddressesFailed == r.Addresses:
		return landfall.GapUplink
	case r.Names == 0 || r.NamesFailed*5 < r.Names*2:
		return ""
	case r.AddressesFailed < r.Addresses:
		return landfall.GapResolver
	}
	return landfall.GapUplink
}
