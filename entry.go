package landfall

// Entry is all that the relational store has under a host's name: what "why is it
// not listed?" is answered from.
type Entry struct {
	Host Host
	// OptedOut says that the host asked not to be measured: Forgotten, that it is kept
	// out for good, else that the last visit found it. Then nothing else is set.
	OptedOut, Forgotten bool
	// Instance is nil if the host is not known.
	Instance *Instance
	// Agenda is when what is due, and Leased that a visit is under way; both mean
	// nothing without an Instance.
	Agenda Agenda
	Leased bool
	// MergedInto is the instance that the name belongs to, empty if it is no other's.
	MergedInto Host
	// Shut is the group that keeps the host out, nil if none does.
	Shut *Group
}
