package probe

// loops is Loops.
//
// Documents: nodeinfo, with nodeName and nodeDescription in its metadata.
//
// Sign-up: openRegistrations; it has no approval.
var loops = family{names: []string{"loops"}, open: meansOpen}
