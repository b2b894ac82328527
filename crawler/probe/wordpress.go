package probe

// wordPress is WordPress with the ActivityPub plugin: one publication, which nobody
// can join.
//
// Documents: nodeinfo, which says openRegistrations=false.
var wordPress = family{names: []string{"wordpress"}}
