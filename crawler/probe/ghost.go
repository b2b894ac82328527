package probe

// ghost is Ghost: one publication, which nobody can join.
//
// Documents: nodeinfo, by its ActivityPub service, which says
// openRegistrations=false.
var ghost = family{names: []string{"ghost"}}
