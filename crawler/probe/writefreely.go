package probe

// writeFreely is WriteFreely.
//
// Documents: nodeinfo.
//
// Sign-up: openRegistrations → open; else metadata.invites → invite; else closed.
//
// Traps: usage.users.total counts blogs, of which a person may have several.
var writeFreely = family{names: []string{"writefreely"}, open: meansOpen}
