package probe

// wafrn is Wafrn.
//
// Documents: nodeinfo.
//
// Sign-up: openRegistrations is written as true whatever the setting is, and says
// nothing (packages/backend/routes/activitypub/well-known.ts).
var wafrn = family{names: []string{"wafrn"}, open: meansNothing}
