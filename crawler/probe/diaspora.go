package probe

// diaspora is diaspora*.
//
// Documents: nodeinfo. Counts are left out if the podmin has not switched them on.
//
// Sign-up: openRegistrations; it has no approval, and closed pods may take
// invitations without saying so.
var diaspora = family{
	names: []string{"diaspora"},
	open:  meansOpen,
}
