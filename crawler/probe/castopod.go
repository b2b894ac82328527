package probe

// castopod is Castopod, which serves podcasts.
//
// Documents: nodeinfo. Its accounts are made by the administrator, and nodeinfo
// says openRegistrations=false.
var castopod = family{names: []string{"castopod"}}
