package landfall

import "net/netip"

// Address is an IP address; the zero Address is none.
type Address struct{ netip.Addr }

// Equal reports whether two are the same address, for what compares values deeply.
func (a Address) Equal(other Address) bool { return a == other }
