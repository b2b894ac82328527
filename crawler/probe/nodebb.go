package probe

// nodeBB is NodeBB, a forum.
//
// Documents: nodeinfo.
//
// Sign-up: openRegistrations is true only if registrationType is "normal", that is
// open; false covers approval and invitations as well as closed
// (src/routes/well-known.js).
var nodeBB = family{names: []string{"nodebb"}, open: meansOpen, shut: meansNothing}
